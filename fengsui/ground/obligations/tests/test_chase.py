from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import get_language

from fengsui.cast import DAY, FOUNDED, REMEMBERED, at
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.queries import text
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.exports import OPEN
from fengsui.ground.obligations.queries import owings
from fengsui.ground.obligations.queries.standing import standing
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

PAGE = "/chase/territory/department/"


@pytest.fixture
def chase(units, li):
    def press(code="prison", line="territory", by=li, **more):
        return actions.chase(units[code], line, sender=units["department"], by=by, **more)

    return press


def counted(node):
    return node.unit.code, node.done, node.owed, node.late


def test_it_counts_along_every_line(owe, units, drill):
    owe("prison"), owe("prison-2", met_at=at("18:00")), owe("centre")
    drill(at("18:46"))
    found = standing(units["department"], "territory", DAY)
    assert [counted(node) for node in found.nodes] == [("prisons", 1, 2, 1), ("league", 0, 1, 1)]
    assert {line: (one.done, one.owed) for line, one in found.lines.items()} == {
        "territory": (1, 3), "prison": (1, 2), "rehabilitation": (0, 1),
    }  # fmt: skip


def test_it_names_who_blocks(owe, units):
    owe("prison"), owe("prison-2", met_at=at("18:00"))
    (node,) = standing(units["department"], "prison", DAY).nodes
    assert [unit.code for unit in node.names] == ["prison"]


def test_a_unit_itself_comes_first(owe, units):
    owe("county"), owe("league")
    nodes = standing(units["league"], "territory", DAY).nodes
    assert [(node.unit.code, node.is_self) for node in nodes] == [("league", True), ("county", False)]


def test_one_kind_only(owe, units):
    owe("prison"), owe("prison", kind="custody.strength")
    found = standing(units["prisons"], "prison", DAY, "custody.strength")
    assert found.whole.owed == 1
    assert set(found.kinds) == {"reports.report", "custody.strength"}


def test_what_is_not_open_yet_or_void_is_not_owed(owe, units):
    owe("prison", "23:00"), owe("prison", void_at=at("12:00"))
    assert standing(units["department"], "territory", DAY).whole.owed == 0


def test_whoever_is_open_is_reminded_in_the_chiefs_name(chase, officer, keeper, owe, heard):
    owe("prison"), owe("centre", met_at=at("18:00"))
    done = chase("department")
    assert (done.things, done.persons, done.nobody, done.spared) == (1, 1, 0, 0)
    assert (len(heard(officer, "obligations.chased")), heard(keeper)) == (1, [])
    assert "Test department asks" in text(heard(officer)[0])


def test_it_stands_in_the_journal(chase, officer, owe):
    owe("prison")
    chase(kind="reports.report")
    entry = Entry.objects.get(kind="obligations.chased")
    assert entry.data == {"what": "reports.report", "things": 1, "persons": 1}


def test_not_again_within_half_an_hour(chase, officer, owe, drill, heard):
    owe("prison", "20:00")
    chase()
    with pytest.raises(Refused, match="less than 30 minutes"):
        chase()
    owe("prison", "20:30")
    assert chase().spared == 1
    drill(at("19:00"))
    assert chase().things == 2
    assert len(heard(officer, "obligations.chased")) == 3


def test_it_is_refused_when_all_is_done(chase, officer, owe):
    owe("prison", met_at=at("18:00"))
    with pytest.raises(Refused, match="Nothing is open"):
        chase()


def test_it_is_refused_where_nobody_holds_an_office(chase, owe):
    owe("prison")
    with pytest.raises(Refused, match="telephone"):
        chase()


def test_some_may_have_nobody(chase, officer, owe):
    owe("prison"), owe("prison-2")
    assert chase("prisons").nobody == 1


def test_the_quiet_hours_hold_for_the_hand_too(chase, officer, owe, drill):
    owe("prison", "23:30")
    drill(at("23:00"))
    with pytest.raises(Refused, match="quiet hours"):
        chase()
    owe("prison", "23:30", kind="custody.remeasure")
    assert chase().things == 1


@pytest.mark.parametrize("who", ["officer", "zhao", "bureau", "auditor"])
def test_nobody_chases_beyond_the_own_reach(who, chase, owe, request):
    owe("prison")
    with pytest.raises(Refused, match="You cannot"):
        chase(by=request.getfixturevalue(who))


def test_the_page_shows_who_is_open_and_folds_the_done(owe, li, signed_in):
    owe("prison"), owe("centre", met_at=at("18:00"))
    body = signed_in(li).get(PAGE).content.decode()
    assert body.index("测试监狱管理局") < body.index('class="fold"') < body.index("测试市司法局")


def test_the_way_in_leads_to_the_own_unit(li, bureau, signed_in):
    assert signed_in(li).get("/chase/")["Location"] == PAGE
    assert signed_in(bureau).get("/chase/")["Location"] == "/chase/territory/league/"


def test_at_the_bottom_one_tap_leads_to_the_thing(owe, li, signed_in):
    owe("prison")
    assert "/reports/prison/2020-02-03/" in signed_in(li).get("/chase/prison/prison/").content.decode()


@pytest.mark.parametrize(
    "query", ["?day=2020-01-20", "?day=rubbish", "?kind=rubbish", "?kind=reports.report&day=2020-02-02"]
)
def test_any_day_and_kind_can_be_asked(query, li, owe, signed_in):
    assert signed_in(li).get(PAGE + query).status_code == 200


@pytest.mark.parametrize("path", ["/chase/gossip/department/", "/chase/prison/league/", "/chase/territory/institute/"])
def test_what_does_not_exist_is_not_found(path, li, signed_in):
    assert signed_in(li).get(path).status_code == 404


def test_the_button_reminds_and_says_so(owe, li, officer, signed_in):
    owe("prison"), owe("prison-2")
    client = signed_in(li)
    answer = client.post("/chase/prison/prisons/remind/", {"back": "department", "kind": "reports.report"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/chase/prison/department/?kind=reports.report"
    assert "1" in str(next(iter(answer.context["messages"])))
    again = client.post("/chase/prison/prisons/remind/", {"day": "2020-02-03"}, follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


def test_the_page_asks_as_little_for_many_units(owe, li, units, signed_in):
    client = signed_in(li)

    def cost():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len([query for query in asked if not any(known in query["sql"] for known in REMEMBERED)])

    owe("prison"), owe("department")
    before = cost()
    rows = [UnitRow(f"bureau-{n}", "league_bureau", f"又{n}", superiors={"territory": "department"}) for n in range(9)]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    units |= {unit.code: unit for unit in Unit.objects.filter(code__startswith="bureau-")}
    for n in range(9):
        owe(f"bureau-{n}")
    assert cost() <= before


def test_the_list_can_be_taken_out(owe, li, drill):
    owe("prison"), owe("centre", "20:00"), owe("prison-2", met_at=at("18:00"))
    drill(at("18:46"))
    query = {"line": "territory", "code": "department", "kind": "rubbish"}
    with translation.override("en"):
        rows = [[str(cell) for cell in row] for row in OPEN.rows(li, query)]
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("prison", "Evening report", "late"), ("centre", "Evening report", "due"),
    ]  # fmt: skip
    assert (OPEN.total(li, query), OPEN.name(query | {"day": "2020-02-02"})) == (2, "open-department-2020-02-02")
    assert len(OPEN.notes(li, query)) == 1


@pytest.mark.parametrize(
    "query", [{}, {"line": "gossip", "code": "department"}, {"line": "territory", "code": "institute"}]
)
def test_nobody_takes_out_what_is_not_theirs(query, li):
    with pytest.raises(Refused, match="You do not chase"):
        list(OPEN.rows(li, query))


def test_a_question_is_called_by_its_own_title(owe, officer, superior, tell, heard, monkeypatch):
    called = {"zh-hans": "返岗人数", "en": "Officers who came back"}
    titled = replace(owings()["custody.strength"], titles=lambda rows: {row.pk: called[get_language()] for row in rows},
                     escalate_verb="custody.watch")  # fmt: skip
    monkeypatch.setitem(owings(), "custody.strength", titled)
    owe("prison", kind="custody.strength")
    tell("18:46")
    for language, said in called.items():
        with translation.override(language):
            assert said in text(heard(officer)[0])
            assert said in text(heard(superior)[0])
