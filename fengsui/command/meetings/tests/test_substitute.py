"""The incoming commander is absent: somebody else takes over, with the reason, and signs."""

import pytest

from fengsui.cast import at
from fengsui.command.meetings import actions
from fengsui.command.meetings.tests.conftest import TOMORROW
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def test_before_the_hour(change, tick, bao, wang, chen, head, holder):
    tick("09:00")
    actions.sign(change, "out", by=bao)
    for _n in range(2):
        actions.substitute(change, chen, reason="ill", by=head)
    change.refresh_from_db()
    assert (change.incoming, change.instead_of, holder("10:00")) == (chen, wang, chen)
    assert Message.objects.filter(kind="meetings.substituted", recipient=wang).count() == 1
    actions.sign(change, "in", by=chen)
    assert (holder("09:29"), holder("09:30")) == (bao, chen)


def test_while_the_other_holds_over(change, tick, bao, chen, head, holder):
    tick("09:29")
    tick("10:00")
    actions.substitute(change, chen, reason="travel", by=head)
    assert holder("10:00") == bao
    change.refresh_from_db()
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=chen)
    assert (holder("09:59"), holder("10:00")) == (bao, chen)


def test_who_and_why(change, tick, bao, wang, chen, li, officer, head):
    tick("09:00")
    for person, by, reason, said in (
        (chen, li, "ill", "cannot"), (chen, head, "", "Say why"), (bao, head, "ill", "somebody else"),
        (officer, head, "ill", "somebody else"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            actions.substitute(change, person, reason=reason, by=by)
    actions.sign(change, "in", by=wang)
    with pytest.raises(Refused, match="taken back first"):
        actions.substitute(change, chen, reason="ill", by=head)
    actions.unsign(change, "in", by=wang)
    actions.substitute(change, chen, reason="ill", by=head)


def test_a_signature_is_taken_back_only_by_its_own_and_in_time(change, tick, bao, wang):
    tick("09:00")
    with pytest.raises(Refused, match="have not signed"):
        actions.unsign(change, "out", by=bao)
    actions.sign(change, "out", by=bao)
    with pytest.raises(Refused, match="have not signed"):
        actions.unsign(change, "out", by=wang)
    actions.sign(change, "in", by=wang)
    with pytest.raises(Refused, match="handed over at"):
        actions.unsign(change, "out", by=bao)


def test_what_changed_since_the_first_signature(change, tick, bao, units, li):
    from fengsui.command.meetings.queries import changed, content
    from fengsui.command.tasks import actions as tasks

    tick("09:00")
    kept = tasks.give(units["department"], "旧任务", to=units["prison"], due_at=at("20:00", TOMORROW), by=bao)
    actions.sign(change, "out", by=bao)
    change.refresh_from_db()
    tasks.withdraw(kept, "x", by=bao)
    tasks.give(units["department"], "新任务", to=units["prison"], due_at=at("20:00", TOMORROW), by=bao)
    assert changed(change, content(units["department"])) == (["新任务"], ["旧任务"])
