"""A draft is approved as it was read; an approved one is fixed, and can be sent back."""

import pytest

from fengsui.command.plans import actions
from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.queries import reading
from fengsui.command.plans.tests.conftest import TITLE, WORDS, leave
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def test_approved_it_is_fixed(draft, content, bao):
    row = actions.approve(draft(), revision=2, by=bao)
    assert (row.stage, row.approved_by) == ("approved", bao)
    with pytest.raises(Refused, match="Approved"):
        actions.rewrite(row, content(), revision=2, by=bao)


def test_nobody_approves_what_they_did_not_read(draft, content, bao, li):
    row = draft()
    actions.rewrite(row, content(), revision=2, by=li)
    with pytest.raises(Refused, match="meanwhile"):
        actions.approve(row, revision=2, by=bao)


def test_two_leaders_approve_once(draft, bao):
    row = draft()
    actions.approve(row, revision=2, by=bao)
    with pytest.raises(Refused, match="look at it again"):
        actions.approve(row, revision=2, by=bao)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Content((Part("x"),)), "no item"),
        (Content((Part(" ", "", (Entry("x"),)),)), "no title"),
        (Content((Part("x", "", (Entry(" "),)),)), "An item says nothing"),
        (Content((Part("x", "", (Entry("x"),)), Part("y"))), "A section says nothing"),
        (Content((Part("x", "", (Entry("x"),)),)), "nobody has anything to do"),
    ],
)
def test_what_says_nothing_is_not_approved(draft, bao, said, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.approve(draft(said), revision=2, by=bao)


def test_the_duty_chief_does_not_approve(draft, li):
    with pytest.raises(Refused, match="approve work plans"):
        actions.approve(draft(), revision=2, by=li)


def test_sent_back_it_is_a_draft_again(draft, content, bao, li):
    row = actions.send_back(actions.approve(draft(), revision=2, by=bao), "缺责任人", by=bao)
    assert (row.stage, row.approved_at) == ("drafted", None)
    assert actions.rewrite(row, content(), revision=2, by=li).revision == 3


def test_sent_back_with_a_reason(draft, bao):
    row = actions.approve(draft(), revision=2, by=bao)
    with pytest.raises(Refused, match="what is missing"):
        actions.send_back(row, " ", by=bao)


def test_who_left_is_not_approved(draft, units, officer, bao):
    row = draft(Content((Part("x", "", (Entry("x", unit=units["prison"], person_id=officer.pk),)),)))
    leave(officer)
    with pytest.raises(Refused, match="holds no office there"):
        actions.approve(row, revision=2, by=bao)


def test_what_breaks_a_rule_of_official_writing_is_not_approved(draft, content, bao):
    with pytest.raises(Refused, match="mark of secrecy"):
        actions.approve(draft(content(words=("机密★1年", *WORDS[1:]))), revision=2, by=bao)


def inbox(person):
    return {row.kind: row.data for row in Message.objects.filter(recipient=person)}


def test_who_approves_is_asked_once_for_what_was_written(draft, content, bao, li):
    row = draft()
    assert reading.asked(row) is None
    for _twice in range(2):
        actions.ask(row, revision=2, by=li)
    assert reading.asked(row) is not None
    assert inbox(bao) == {"plans.asked": {"plan": TITLE, "version": 1}}
    assert Message.objects.count() == 1
    assert reading.asked(actions.rewrite(row, content(), revision=2, by=li)) is None


def test_nobody_is_asked_for_what_cannot_be_approved(draft, li):
    with pytest.raises(Refused, match="no item"):
        actions.ask(draft(Content((Part("x"),))), revision=2, by=li)


def test_whoever_drafted_it_has_the_answer(draft, bao, li):
    row = actions.approve(draft(by=li), revision=2, by=bao)
    actions.send_back(row, "缺责任人", by=bao)
    assert set(inbox(li)) == {"plans.approved", "plans.sent_back"}
    assert inbox(li)["plans.sent_back"]["reason"] == "缺责任人"
    assert reading.asked(row) is None
