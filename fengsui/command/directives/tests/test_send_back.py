"""Sent back to be written again, as long as nobody below has it."""

import pytest

from fengsui.command.directives import actions
from fengsui.command.directives.models import Stage
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Document
from fengsui.ground.documents.models import Stage as PaperStage
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def papers(row):
    return [queries.stage(one) for one in Document.objects.filter(subject=row.about).order_by("pk")]


def test_an_approved_one_becomes_a_draft_again(approved, bao, wanted):
    row = actions.send_back(approved(), reason="时限太短", by=bao)
    assert [step.stage for step in row.steps.order_by("pk")] == ["drafted", "checked", "approved", "drafted"]
    assert papers(row) == [PaperStage.DROPPED, PaperStage.DRAFTED]  # no number is lost
    assert Entry.objects.get(kind="directives.sent_back").data["reason"] == "时限太短"
    row = actions.rewrite(row, wanted(text="改过"), revision=1, by=bao)
    row = actions.approve(actions.check(row, by=bao), revision=2, by=bao)
    assert actions.issue(row, by=bao).document.number == 1


def test_the_checker_gives_a_draft_back_and_what_was_checked(units, li, wanted):
    row = actions.draft(units["department"], wanted(), by=li)
    actions.send_back(row, reason="写清时限", by=li)
    row = actions.send_back(actions.check(row, by=li), reason="再改", by=li)
    assert papers(row) == [PaperStage.DRAFTED]


def test_whoever_wrote_it_hears_what_is_to_be_changed(units, li, bao, wanted):
    row = actions.draft(units["department"], wanted(), by=li)
    actions.send_back(row, reason="写清时限", by=bao)
    note = Message.objects.get(kind="directives.sent_back")
    assert (note.recipient, note.data["reason"]) == (li, "写清时限")


def test_what_is_approved_is_sent_back_by_who_may_approve(approved, li):
    with pytest.raises(Refused, match="approve and withdraw"):
        actions.send_back(approved(), reason="不妥", by=li)


def test_a_reason_is_needed(approved, bao):
    with pytest.raises(Refused, match="what is to be changed"):
        actions.send_back(approved(), reason=" ", by=bao)


def test_a_number_that_was_given_on_its_own_page_stays_taken(approved, bao):
    row = approved()
    documents.number(row.document, by=bao)
    row = actions.send_back(row, reason="改", by=bao)
    assert papers(row) == [PaperStage.VOID, PaperStage.DRAFTED]
    row = actions.approve(actions.check(row, by=bao), revision=1, by=bao)
    assert actions.issue(row, by=bao).document.number == 2


def test_a_paper_withdrawn_on_its_own_page_is_made_anew(approved, bao):
    row = approved()
    documents.drop(row.document, by=bao)
    assert papers(actions.send_back(row, reason="改", by=bao)) == [PaperStage.DROPPED, PaperStage.DRAFTED]


def test_a_paper_issued_on_its_own_page_is_not_taken_back(approved, bao):
    row = approved()
    documents.issue(documents.number(row.document, by=bao), by=bao)
    with pytest.raises(Refused, match="issued on its own page"):
        actions.send_back(row, reason="改", by=bao)


def test_what_is_issued_is_not_sent_back(issued, bao):
    with pytest.raises(Refused, match=str(Stage.ISSUED.label)):
        actions.send_back(issued(), reason="改", by=bao)
