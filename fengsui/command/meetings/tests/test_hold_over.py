"""Command is never empty nor double, whatever happens in whatever order: also a clock that jumps, a roster that changes."""

import random
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest

from fengsui.cast import at
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Handover
from fengsui.command.meetings.tests.conftest import NINE, TOMORROW
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions.manning import Stint, free, man, retime, take_out
from fengsui.ground.org.models import Shift, Station
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

AFTER = TOMORROW + timedelta(days=1)


def seats():
    """The commander's shifts, one after the other."""
    return list(Shift.objects.filter(seat__kind="commander").order_by("period").values_list("person", "period"))


def is_whole(until):
    """From the first take-over to the end there is always one."""
    rows = seats()
    ends = [(a[1].upper, b[1].lower) for a, b in pairwise(rows)]
    return all(end == begin for end, begin in ends) and rows[-1][1].upper == until


def test_a_clock_that_jumps_over_two_changes(change, tick, bao, wang, chen, seat, holder):
    seat(chen, day=AFTER)
    tick("10:00", AFTER)
    assert (holder("10:00"), holder("10:00", AFTER)) == (bao, bao)
    assert is_whole(NINE + timedelta(days=2))
    (row,) = Handover.objects.pending()
    actions.sign(row, "out", by=bao)
    actions.sign(row, "in", by=chen)
    assert (holder("09:59", AFTER), holder("10:00", AFTER)) == (bao, chen)


def test_and_back_again(change, tick, bao, wang, holder):
    tick("12:00")
    tick("08:00")
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=wang)
    assert (holder("09:29"), holder("09:30")) == (bao, wang)


def test_called_elsewhere_command_passes_when_that_begins(change, tick, units, bao, wang, holder):
    van = Station.objects.create(unit=units["department"], name="宣传车")
    man([Stint(bao, van, at("11:00", TOMORROW), at("12:00", TOMORROW))])
    tick("09:40")
    change.refresh_from_db()
    assert (change.held_until, holder("10:59"), holder("11:00")) == (at("11:00", TOMORROW), bao, wang)
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=wang)
    assert holder("09:41") == wang


def test_called_elsewhere_at_that_very_hour(change, tick, units, bao, wang, holder):
    van = Station.objects.create(unit=units["department"], name="宣传车")
    man([Stint(bao, van, NINE, at("12:00", TOMORROW))])
    tick("09:40")
    assert holder("09:30") == wang
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=wang)
    assert (holder("09:30"), is_whole(NINE + timedelta(days=1))) == (wang, True)


def test_the_roster_changed_before_the_hour(change, tick, bao, wang, chen, units):
    tick("09:00")
    actions.sign(change, "out", by=bao)
    take_out(Shift.objects.filter(person=wang))
    org.hold_seat(chen, units["department"], "commander", since=NINE, until=NINE + timedelta(days=1), by=SYSTEM)
    tick("09:10")
    change.refresh_from_db()
    row = Handover.objects.standing().get()
    assert (change.void_at is not None, row.incoming) == (True, chen)
    with pytest.raises(Refused, match="roster has changed"):
        actions.sign(change, "in", by=wang)


def test_what_came_to_nothing_keeps_its_signature_and_what_was_sealed(change, tick, bao, wang, account, client):
    tick("09:10")
    actions.sign(change, "out", by=bao)
    Shift.objects.filter(person=wang).delete()
    tick("09:20")
    with pytest.raises(Refused, match="roster has changed"):
        actions.unsign(change, "out", by=bao)
    change.refresh_from_db()
    assert (change.void_at is not None, change.content is not None) == (True, True)
    client.force_login(account(bao))
    assert client.get(f"/meetings/handovers/{change.pk}/").context["back"] == ""


def test_the_roster_changed_while_somebody_holds_over(change, tick, bao, chen, units, holder):
    tick("10:00")
    free(Shift.objects.filter(person=bao), at("11:00", TOMORROW))
    org.hold_seat(
        chen, units["department"], "commander", since=at("11:00", TOMORROW), until=NINE + timedelta(days=1), by=SYSTEM
    )
    tick("10:10")
    change.refresh_from_db()
    row = Handover.objects.standing().get()
    assert (change.void_at is not None, row.at, row.incoming) == (True, at("11:00", TOMORROW), chen)


def test_the_incoming_one_stays_longer(change, tick, wang):
    row = Shift.objects.get(person=wang)
    retime(row, NINE, NINE + timedelta(hours=30))
    tick("09:00")
    change.refresh_from_db()
    assert change.until == NINE + timedelta(hours=30)


def test_measures_that_change_before_the_tick_void_nothing(change, tick, drill, measure, bao, holder):
    tick("09:20")
    drill(at("09:31", TOMORROW))
    measure("morning")
    change.refresh_from_db()
    assert (change.void_at, holder("09:31")) == (None, bao)


def test_the_measure_is_taken_back(change, tick, units, measure):
    measure("two_keys", value=False)
    tick("18:40", TOMORROW - timedelta(days=1))
    assert not Handover.objects.standing().exists()


def test_what_is_past_when_two_keys_begin_stays_past(drill, units, measure, tick, bao, wang, seat):
    Shift.objects.filter(person=bao).delete()
    seat(bao, wang, day=TOMORROW - timedelta(days=1))
    tick("10:00")
    measure("two_keys")
    tick("10:05")
    assert not Handover.objects.exists()


def test_one_person_twice_hands_over_to_nobody(drill, units, measure, tick, bao, seat):
    Shift.objects.filter(person=bao).delete()
    seat(bao, bao, day=TOMORROW - timedelta(days=1))
    measure("two_keys", unit="department")
    tick("08:00")
    assert not Handover.objects.exists()


def _sign(side):
    def act(people):
        for row in Handover.objects.pending().order_by("at"):
            actions.sign(row, side, by=row.owner(side))

    return act


def _unsign(people):
    for row in Handover.objects.pending():
        for side in ("out", "in"):
            actions.unsign(row, side, by=row.owner(side))


def _put(people):
    row = Handover.objects.pending().order_by("at").first()
    if row:
        actions.substitute(row, people["chen"], reason="ill", by=people["head"])


DEEDS = [_sign("out"), _sign("in"), _sign("in"), _unsign, _put]


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order(seed, change, tick, bao, wang, chen, head, li, seat):
    seat(chen, bao, day=AFTER)
    dice, people = random.Random(seed), {"chen": chen, "head": head}
    now = NINE - timedelta(hours=3)
    for _n in range(25):
        now += timedelta(minutes=dice.choice([-90, -5, 1, 7, 30, 240, 700]))
        now = max(now, NINE - timedelta(hours=4))
        local = clock.local(now)
        tick(local.strftime("%H:%M"), local.date())
        with suppress(Refused):
            dice.choice(DEEDS)(people)
        assert is_whole(NINE + timedelta(days=3)), seed
