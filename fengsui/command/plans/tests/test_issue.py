"""A version is issued as the annex of a 通知: numbered, addressed, referenced both ways."""

import pytest

from fengsui.cast import at
from fengsui.command.plans import actions, papers
from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.queries import reading
from fengsui.command.plans.tests.conftest import SERIES, TITLE, WORDS, leave
from fengsui.ground.documents.models import Document
from fengsui.ground.journal.models import Entry as Told
from fengsui.house import Refused


def test_it_is_the_annex_of_a_notice(issued):
    row = issued()
    paper = Document.objects.get()
    assert (row.document, paper.subject, paper.kind) == (paper, row.about, "notice")
    assert paper.content["annexes"][0]["title"] == TITLE
    assert (
        f"（一）{WORDS[0]}。（责任单位：测试监狱；完成时限：2020年2月3日20:00）" in paper.content["annexes"][0]["text"]
    )
    assert paper.title == f"测试司法厅关于印发《{TITLE}》的通知"


def test_it_is_addressed_to_the_units_it_names(issued):
    assert issued().document.content["to"] == ["测试监狱", "测试第二监狱"]


def test_who_has_nothing_to_do_any_more_is_told_too(issued, next_version, content):
    newer = next_version(issued(), content(to=("prison",) * 3))
    assert newer.document.content["to"] == ["测试监狱", "测试第二监狱"]


@pytest.mark.parametrize(
    ("to", "addressed"), [(("prison", "prison-2", "prison"), "各监狱"), (("prison",) * 3, "各有关监狱")]
)
def test_many_of_a_kind_are_addressed_together(issued, content, monkeypatch, to, addressed):
    monkeypatch.setattr(papers, "NAMED", 0)
    assert issued(content(to=to)).document.content["to"] == [addressed]


def test_what_is_only_ones_own_to_do_is_addressed_to_nobody(issued, content):
    paper = issued(content(to=("department",) * 3)).document
    assert paper.content["to"] == []
    assert paper.content["text"] == f"现将《{TITLE}》印发，请认真贯彻落实。"


def test_the_journal_has_the_number(issued):
    row = issued()
    assert Told.objects.get(kind="plans.issued").data == {"version": 1, "number": row.document.number_label}


def test_it_is_in_force(issued, next_version, content):
    row = issued()
    newer = next_version(row, content())
    assert reading.issued(row.plan) == newer
    assert reading.issued(row.plan, at("18:00")) is None
    assert "停止执行" in newer.document.content["text"]


def test_without_code_letters_nothing_is_issued(draft, bao):
    row = actions.approve(draft(), revision=2, by=bao)
    with pytest.raises(Refused, match="no code letters"):
        actions.issue(row, series_code=SERIES, by=bao)
    assert not Document.objects.exists()
    assert reading.draft(row.plan).stage == "approved"


def test_who_left_since_it_was_approved_is_not_printed(draft, series, units, officer, bao):
    said = Content((Part("x", "", (Entry("x", unit=units["prison"], person_id=officer.pk),)),))
    row = actions.approve(draft(said), revision=2, by=bao)
    leave(officer)
    with pytest.raises(Refused, match="holds no office there"):
        actions.issue(row, series_code=SERIES, by=bao)
    assert not Document.objects.exists()


def test_given_up_once_a_first_version_replaces_nothing(draft, issued, bao):
    row = draft()
    actions.drop(row, by=bao)
    made = actions.begin_version(row.plan, "x", by=bao)
    said = reading.content(row)
    row = issued(version=actions.rewrite(made, said, revision=made.revision, by=bao))
    assert "停止执行" not in row.document.content["text"]


def test_only_what_was_approved(draft, series, bao):
    with pytest.raises(Refused, match="Draft"):
        actions.issue(draft(), series_code=SERIES, by=bao)


def test_only_by_those_who_may(draft, series, bao, officer):
    row = actions.approve(draft(), revision=2, by=bao)
    with pytest.raises(Refused, match="issue work plans"):
        actions.issue(row, series_code=SERIES, by=officer)


@pytest.mark.parametrize(("number", "spelled"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
def test_numerals(number, spelled):
    assert papers.numeral(number) == spelled


def test_everything_of_an_item_is_printed(draft, units, officer):
    entry = Entry(
        "每日消毒！", unit=units["prison"], person_id=officer.pk, helpers=(units["prison-2"],), recurring="每日"
    )
    text = papers.text(reading.content(draft(Content((Part("消毒", "", (entry, Entry("通风"))),)))))
    assert text.splitlines() == [
        "一、消毒", "（一）每日消毒！（责任单位：测试监狱；责任人：民警甲；协办单位：测试第二监狱；频次：每日）", "（二）通风。",
    ]  # fmt: skip
