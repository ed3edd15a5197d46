"""Drafted, changed, checked, approved: who may, in what order, and two at once."""

import pytest

from fengsui.command.directives import actions
from fengsui.command.directives.models import Directive, Stage, Step
from fengsui.command.directives.tests.conftest import TITLE
from fengsui.ground.documents.models import Document
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused


def stages(row):
    return list(Step.objects.filter(directive=row).order_by("pk").values_list("stage", flat=True))


def test_a_draft_is_drafted(units, bao, wanted):
    row = actions.draft(units["department"], wanted("league"), by=bao)
    assert (row.title, stages(row), row.document.title) == (TITLE, [Stage.DRAFTED], TITLE)
    assert [one.unit.code for one in row.chosen.all()] == ["league"]
    assert Entry.objects.filter(kind="directives.drafted", about=row.about).count() == 1


def test_who_takes_the_next_step_hears_that_it_is_their_turn(units, li, bao, wanted):
    row = actions.check(actions.draft(units["department"], wanted(), by=li), by=li)
    actions.approve(row, revision=1, by=bao)
    notes = set(Message.objects.filter(kind__startswith="directives.").values_list("kind", "recipient"))
    assert {("directives.checked", bao.pk), ("directives.approved", li.pk)} <= notes
    assert not notes & {("directives.drafted", li.pk), ("directives.checked", li.pk), ("directives.approved", bao.pk)}


def test_a_form_sent_twice_drafts_once(units, bao, wanted):
    key = uuid7()
    first, second = (actions.draft(units["department"], wanted(), key=key, by=bao) for _ in range(2))
    assert first == second
    assert Directive.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": " "}, "text"),
        ({"depth": 9}, "depth"),
        ({"acknowledge_by": "18:00"}, "acknowledge_by"),
        ({"do_by": "19:00"}, "do_by"),
        ({"asks_result": True}, "do_by"),
        ({"lines": ()}, "lines"),
        ({"lines": ("supervision",)}, "lines"),
        ({"kind": "report"}, "kind"),
        ({"series": "another"}, "series"),
        ({"annexes": [{"title": "表", "text": ""}] * 11}, ""),
    ],
)
def test_what_cannot_be_issued_is_refused(units, bao, wanted, more, field):
    with pytest.raises(Refused) as refused:
        actions.draft(units["department"], wanted(**more), by=bao)
    assert refused.value.field == field
    assert not Directive.objects.exists()


@pytest.mark.parametrize("code", ["department", "ward-1", "institute"])
def test_who_cannot_be_addressed(units, bao, wanted, code):
    with pytest.raises(Refused, match="cannot be addressed"):
        actions.draft(units["department"], wanted(code), by=bao)


def test_a_prison_drafts_none(units, leader, wanted):
    with pytest.raises(Refused, match="draft directives"):
        actions.draft(units["prison"], wanted("ward-1"), by=leader)


def test_a_changed_draft_is_checked_again(units, bao, wanted):
    row = actions.draft(units["department"], wanted(), by=bao)
    actions.check(row, by=bao, note="可发")
    row = actions.rewrite(row, wanted("league", title="另题"), revision=1, by=bao)
    assert (row.title, row.revision, stages(row)[-1]) == ("另题", 2, Stage.DRAFTED)
    with pytest.raises(Refused, match="Draft"):
        actions.approve(row, revision=2, by=bao)


def test_two_who_change_it_at_once_see_each_other(units, bao, li, wanted):
    row = actions.draft(units["department"], wanted(), by=bao)
    actions.rewrite(row, wanted(title="甲"), revision=1, by=bao)
    with pytest.raises(Refused) as refused:
        actions.rewrite(row, wanted(title="乙"), revision=1, by=li)
    assert refused.value.code == "directives.conflict"
    assert Directive.objects.get().title == "甲"


def test_nobody_approves_what_they_did_not_read(units, bao, li, wanted):
    row = actions.draft(units["department"], wanted(), by=bao)
    actions.rewrite(row, wanted(text="改"), revision=1, by=li)
    actions.check(row, by=li)
    with pytest.raises(Refused, match="Read it again"):
        actions.approve(row, revision=1, by=bao)


def test_approving_fixes_the_text(units, bao, approved, wanted):
    row = approved()
    assert (stages(row), Document.objects.get()) == (["drafted", "checked", "approved"], row.document)
    with pytest.raises(Refused, match="Approved"):
        actions.rewrite(row, wanted(), revision=1, by=bao)


def test_two_leaders_who_approve_at_once_approve_once(approved, bao):
    row = approved()
    with pytest.raises(Refused, match=r"“Approved” by now \(包某, 2020-02-03 18:30\)"):
        actions.approve(row, revision=1, by=bao)
    assert stages(row).count(Stage.APPROVED) == 1


def test_what_the_system_approved_is_said_of_the_system(approved, bao):
    row = approved(by=SYSTEM)
    with pytest.raises(Refused, match="the system"):
        actions.approve(row, revision=1, by=bao)


def test_the_duty_chief_checks_and_does_not_approve(units, li, wanted):
    row = actions.draft(units["department"], wanted(), by=li)
    actions.check(row, by=li)
    with pytest.raises(Refused, match="approve and withdraw"):
        actions.approve(row, revision=1, by=li)
