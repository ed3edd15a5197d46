"""The register: whose, how they stand, found how, a page at a time, taken out, as it was known."""

import pytest

from fengsui.cast import at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.consequences import OPEN
from fengsui.command.incoming.exports import REGISTER
from fengsui.command.incoming.search import papers as find


def titles(person, known=None, **query):
    return sorted(queries.wanted(person, query, known).values_list("paper__title", flat=True))


@pytest.fixture
def several(register, proposed, instructed, li, officer):
    register(title="a", number="司发通[2020]5号")
    proposed(title="b", kind="speech", due_at=at("20:00"))
    actions.conclude(instructed(title="c"), "x", by=li)
    actions.void(register(title="d"), "x", by=li)
    instructed(title="e")
    register("prison", title="f", by=officer, sender="测试监狱管理局")


def test_whose(several, li, officer, zhao, keeper):
    assert titles(li) == ["a", "b", "e"]
    assert titles(officer) == ["e", "f"]
    assert (titles(officer, side="ours"), titles(officer, side="given")) == (["f"], ["e"])
    assert titles(zhao) == titles(keeper) == []


def test_how_they_stand(several, li, drill):
    drill(at("20:30"))
    assert titles(li, state="late") == ["b"]
    assert titles(li, state="concluded") == ["c"]
    assert titles(li, state="all") == ["a", "b", "c", "d", "e"]
    assert titles(li, state="x") == ["a", "b", "e"]


def test_found_by_words_kind_and_number(several, li):
    assert titles(li, kind="speech") == ["b"]
    assert titles(li, q="司发通（2020）5号") == ["a"]
    assert titles(li, q="测试部", state="all") == ["a", "b", "c", "d", "e"]
    assert titles(li, q="2", state="all") == ["a", "b"]
    assert titles(li, q="nothing") == []


def test_as_it_was_known(several, li, drill):
    drill(at("19:00"))
    paper = queries.wanted(li, {"q": "e"}).get().paper
    actions.conclude(paper, "x", by=li)
    assert titles(li, at("18:45"), q="e") == ["e"]
    assert titles(li, q="e") == []
    assert queries.now(paper, at("18:00")) is None


def test_a_page_at_a_time(several, li):
    page = queries.paged(queries.wanted(li, {"state": "all"}), {})
    assert [row.paper.title for row in page] == ["e", "d", "c", "b", "a"]
    assert [row.tone for row in queries.shown(page)] == ["busy", "still", "good", "due", "due"]
    before = {"before": str(page.rows[1].paper_id)}
    assert [row.paper.title for row in queries.paged(queries.wanted(li, {"state": "all"}), before)] == ["c", "b", "a"]


def test_what_is_late_is_bad(several, li):
    rows = queries.shown(queries.wanted(li, {"q": "b"}), at("20:30"))
    assert [(row.is_late, row.tone, row.word) for row in rows] == [(True, "bad", "to be instructed")]


def test_taken_out_as_a_sheet(several, li):
    rows = list(REGISTER.rows(li, {"state": "all"}))
    assert [(row[0], row[4], row[13]) for row in rows[2:4]] == [
        ("收〔2020〕3号", "c", "x"),
        ("收〔2020〕4号", "d", "x"),
    ]
    assert (rows[0][3], REGISTER.total(li, {"state": "all"})) == ("司发通〔2020〕5号", 5)


def test_found_everywhere(several, li, zhao):
    assert [hit.title for hit in find(li, "司发通", 5)] == ["a"]
    assert find(zhao, "司发通", 5) == []


def test_what_ends_when_a_unit_is_closed(several, units):
    assert OPEN.count([units["prison"]], at("18:30").date()) == 1


def test_who_has_sent_something_before(several, register, units):
    register(sender="测试政府", received_at=at("18:00"))
    assert queries.senders(units["department"]) == ["测试政府", "测试部"]
