"""Over any evening: who is done hears nothing, everybody open hears of each thing exactly once, at every level."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY, at
from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.models import Obligation

CODES = ("prison", "prison-2", "centre")
BEGIN = at("17:00")
minutes = st.integers(1, 180)
things = st.lists(st.tuples(st.sampled_from(CODES), minutes, st.none() | minutes), max_size=6)
ticks = st.lists(minutes, min_size=1, max_size=8, unique=True).map(sorted)


def moment(minute):
    return BEGIN + timedelta(minutes=minute)


@pytest.fixture
def people(officer, keeper, superior, li, bureau):
    return {"prison": officer, "centre": keeper, "prisons": superior, "department": li, "league": bureau}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things, ticks)
def test_who_is_done_hears_nothing_and_who_is_open_hears_once(units, people, things, ticks):
    with transaction.atomic():
        rows = [owed(units[code], n, due, met) for n, (code, due, met) in enumerate(things)]
        last = BEGIN
        for minute in ticks:
            for row, met in rows:
                if met is not None and met <= minute and row.met_at is None:
                    row.met_at = moment(met)
                    row.save()
            clock_actions.move(moment(minute), rate=0)
            actions.remind(last, moment(minute))
            last = moment(minute)
        check(rows, ticks, people)
        transaction.set_rollback(True)


def owed(unit, n, due, met):
    row = Obligation.objects.create(
        kind="reports.report", subject=f"test.thing:{n}", period=DAY.isoformat(), unit=unit,
        opens_at=BEGIN - timedelta(hours=1), due_at=moment(due),
    )  # fmt: skip
    return row, met


def check(rows, ticks, people):
    """What each person heard, against the rule said once more in the plainest way."""

    def open_at(met, minute):
        return met is None or met > minute

    for person in people.values():
        sent = Counter(Message.objects.filter(recipient=person).values_list("kind", "sent_at"))
        assert all(count == 1 for count in sent.values()), "one digest a moment"
    for code in ("prison", "centre"):
        expected = []
        for (row, met), minute_due in [((row, met), (row.due_at - BEGIN) // timedelta(minutes=1)) for row, met in rows]:
            first = next((t for t in ticks if t >= minute_due - 15), None)
            if row.unit.code == code and first is not None and open_at(met, first):
                expected.append((row.due_at, moment(first)))
        assert heard(people[code], "obligations.digest") == sorted(expected)
    for code, below, level in (("prisons", ("prison", "prison-2"), 1), ("league", ("centre",), 1)):
        expected = []
        for row, met in rows:
            due = (row.due_at - BEGIN) // timedelta(minutes=1)
            first = next((t for t in ticks if t >= due + 15 * (level - 1)), None)
            if row.unit.code in below and first is not None and open_at(met, first):
                expected.append((row.due_at, moment(first)))
        assert heard(people[code], "obligations.unmet") == sorted(expected)


def heard(person, kind):
    """Each thing by its hour, and when the person heard of it."""
    found = []
    for message in Message.objects.filter(recipient=person, kind=kind):
        for thing in message.data["things"]:
            found += [(datetime.fromisoformat(thing["due"]), message.sent_at)] * thing.get("n", 1)
    return sorted(found)
