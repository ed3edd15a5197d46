"""The directive as an official document: the same steps, one text, numbered only with the unit's own letters."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.command.directives import actions, papers
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage, Step
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

ANNEX = {"title": "每日排查方案", "text": "一、人员\n逐人登记。"}


@pytest.fixture
def drafted(units, li, wanted):
    """A draft of the duty chief; like `wanted`."""
    return lambda *codes, **more: actions.draft(units["department"], wanted(*codes, **more), by=li)


def steps(row):
    return list(Step.objects.filter(document=row.document).order_by("pk").values_list("stage", "by__pk"))


def test_each_step_is_a_step_of_the_paper_by_who_took_it(drafted, units, li, bao):
    row = actions.check(drafted("league", annexes=[ANNEX]), by=li, note="可发")
    row = actions.approve(row, revision=1, by=bao)
    assert steps(row) == [("drafted", li.pk), ("checked", li.pk), ("approved", bao.pk)]
    said = row.document.content
    assert (row.document.kind, said["to"], said["annexes"]) == ("notice", ["测试市司法局"], [ANNEX])


def test_it_is_printed_as_issued_and_verified_by_its_code(issued):
    row = issued("league", kind="circular", title="关于值守情况的通报")
    assert (row.document.kind, papers.number(row)) == ("circular", "测司发〔2020〕1号")
    token = queries.original(row.document).token
    assert queries.verified(token).number == "测司发〔2020〕1号"


def test_without_letters_nothing_is_issued_and_nothing_written(drafted, li, bao):
    row = actions.approve(actions.check(drafted(), by=li), revision=1, by=bao)
    assert papers.lacks_letters(row)
    with pytest.raises(Refused, match="no code letters"):
        actions.issue(row, by=bao)
    assert (row.deliveries.count(), queries.stage(row.document)) == (0, Stage.APPROVED)
    documents.arrange_series(row.unit, "documents", title="发文", letters="测司发", by=bao)
    row.refresh_from_db()
    assert not papers.lacks_letters(row)
    assert papers.number(actions.issue(row, by=bao)) == "测司发〔2020〕1号"


def test_a_series_of_several_is_chosen(drafted, units, bao):
    documents.arrange_series(units["department"], "other", title="另一种", letters="", by=bao)
    documents.arrange_series(units["department"], "letters", title="发文", letters="测司发", by=bao)
    assert drafted().document.series.code == "letters"  # the first that can number
    row = drafted(series="other")
    assert (row.document.series.code, papers.lacks_letters(row)) == ("other", True)


@pytest.mark.parametrize("title", ["工作部署", "关于印发方案的方案"])
def test_what_breaks_a_rule_of_writing_is_not_checked(drafted, li, title):
    row = drafted(title=title)
    with pytest.raises(Refused) as refused:
        actions.check(row, by=li)
    assert (refused.value.code, papers.problems(row)[0].field) == ("documents.rule", "title")


def test_what_the_papers_own_page_adds_stays(drafted, units, wanted, li):
    row = drafted("league")
    documents.rewrite(row.document, {**row.document.content, "copies": ["测试监狱管理局"]}, revision=0, by=li)
    row = actions.rewrite(row, wanted("league", text="改过"), revision=1, by=li)
    assert (row.document.content["text"], row.document.content["copies"]) == ("改过", ["测试监狱管理局"])


def test_what_was_changed_on_its_own_page_is_checked_again(drafted, li, bao):
    row = actions.check(drafted("league"), by=li)
    documents.rewrite(row.document, {**row.document.content, "text": "别的"}, revision=0, by=li)
    with pytest.raises(Refused, match="changed on its own page"):
        actions.approve(row, revision=1, by=bao)
    row = actions.check(actions.send_back(row, reason="核对", by=bao), by=li)
    assert row.document.content["text"] == row.text  # the directive's own text holds
    assert actions.approve(row, revision=1, by=bao).document.pk == row.document.pk


def test_who_stands_below_by_now_is_addressed_once_it_is_checked(drafted, li):
    row = drafted(depth=1, lines=["territory"])
    org.arrange(
        [UnitRow("league-2", "league_bureau", "测试二市", superiors={"territory": "department"})],
        since=FOUNDED,
        by=SYSTEM,
    )
    assert "测试二市" in actions.check(row, by=li).document.content["to"]


def test_steps_that_were_taken_on_its_own_page_are_not_taken_twice(drafted, li, bao):
    row = drafted("league")
    documents.check(row.document, by=li)
    row = actions.check(row, by=bao)
    documents.approve(row.document, by=bao)
    row = actions.approve(row, revision=1, by=bao)
    assert [stage for stage, _by in steps(row)] == ["drafted", "checked", "approved"]


def test_a_paper_that_was_withdrawn_on_its_own_page_is_made_anew(drafted, wanted, li):
    row, other = drafted("league"), drafted("league")
    for one in (row, other):
        documents.drop(one.document, by=li)
    assert queries.stage(actions.check(row, by=li).document) == Stage.CHECKED
    assert queries.stage(actions.rewrite(other, wanted(), revision=1, by=li).document) == Stage.DRAFTED
