"""Deadlines moved under way: what is open is due later (or sooner), all who have it are told, what was done stays."""

import pytest

from fengsui.cast import at
from fengsui.command.directives import actions
from fengsui.command.directives.models import Deadline
from fengsui.command.directives.queries.tree import tree
from fengsui.ground.messages.models import Message
from fengsui.ground.messages.queries import text
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def due(row, kind, **more):
    rows = Obligation.objects.filter(kind=f"directives.{kind}", period=str(row.pk), void_at=None, **more)
    return set(rows.values_list("due_at", flat=True))


def test_what_is_open_is_due_at_the_new_hour(issued, at_unit, bao, officer, clerk):
    row = issued(do_by="22:00")
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    actions.reschedule(row, at("20:30"), at("23:00"), reason="路远。", by=bao)
    assert (due(row, "acknowledge", met_at=None), due(row, "do")) == ({at("20:30")}, {at("23:00")})
    assert due(row, "acknowledge", met_at__isnull=False) == {at("20:00")}  # it was met under the old one
    note = Message.objects.get(recipient=clerk, kind="directives.rescheduled")
    assert all(words in text(note) for words in ("2020-02-03 23:00", "路远。"))


def test_the_overdue_are_late_no_more(issued, units, bao, drill):
    row = issued("prison")
    drill(at("20:10"))
    assert tree(row, units["prisons"], "prison").whole.late == 1
    row = actions.reschedule(row, at("21:00"), None, reason="延后", by=bao)
    assert tree(row, units["prisons"], "prison").whole.late == 0


def test_one_that_is_over_stays_while_the_other_is_moved(issued, bao, drill):
    row = issued(do_by="22:00")
    drill(at("20:10"))
    assert actions.reschedule(row, at("20:00"), at("23:00"), reason="延后", by=bao).do_by == at("23:00")


def test_sent_twice_it_is_moved_once(issued, bao):
    row = issued()
    for _n in range(2):
        actions.reschedule(row, at("21:00"), None, reason="延后", by=bao)
    assert Deadline.objects.count() == 1


@pytest.mark.parametrize(
    ("hours", "reason", "field"),
    [
        (("21:00", "23:00"), " ", "reason"),
        (("21:00", None), "test", "do_by"),
        (("18:00", "23:00"), "test", "acknowledge_by"),
        (("20:00", "18:10"), "test", "do_by"),
        (("21:00", "20:30"), "test", "do_by"),
    ],
)
def test_what_cannot_be_moved_so(issued, bao, hours, reason, field):
    first, second = (at(hour) if hour else None for hour in hours)
    with pytest.raises(Refused) as refused:
        actions.reschedule(issued(do_by="22:00"), first, second, reason=reason, by=bao)
    assert (refused.value.field, Deadline.objects.exists()) == (field, False)


def test_only_who_may_approve_moves_it_and_only_under_way(issued, approved, bao, li):
    with pytest.raises(Refused, match="approve and withdraw"):
        actions.reschedule(issued(), at("21:00"), None, reason="延后", by=li)
    with pytest.raises(Refused, match="Approved"):
        actions.reschedule(approved(), at("21:00"), None, reason="延后", by=bao)
