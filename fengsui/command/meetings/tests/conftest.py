from datetime import timedelta

import pytest
from django.db import transaction

from fengsui.cast import DAY, FOUNDED, _person, at
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Handover, Kind, Meeting
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM

TOMORROW = DAY + timedelta(days=1)
NINE = at("09:30", TOMORROW)


@pytest.fixture
def tick(drill):
    """Move the clock and let the room settle since the last time: tick("09:30", TOMORROW)."""
    from fengsui.command.meetings.settling import settle

    last = [at("18:31")]

    def ticking(hour, day=TOMORROW):
        now = at(hour, day)
        drill(now)
        with transaction.atomic():  # as the tick does
            settle(min(last[0], now), now)
        last[0] = now

    return ticking


@pytest.fixture
def measure(units):
    """Put a measure in force for all: measure("two_keys")."""

    def put(name, value=True, unit=None):
        measures.put(
            parameters()[f"meetings.{name}"], value, at=at("00:00"), unit=unit and units[unit], basis="测试", by=SYSTEM
        )

    return put


@pytest.fixture
def seat(units):
    """Put people at the commander's seat of the department one after the other: seat(a, b, first="09:30")."""
    from fengsui.ground.org import actions as org

    def seating(*people, day=TOMORROW, unit="department", kind="commander"):
        for n, person in enumerate(people):
            since = at("09:30", day + timedelta(days=n))
            org.hold_seat(person, units[unit], kind, since=since, until=since + timedelta(days=1), by=SYSTEM)

    return seating


@pytest.fixture
def wang(units):
    """Tomorrow's commander."""
    return _person(units, "王某", "department", "commander")


@pytest.fixture
def chen(units):
    """The deputy, who takes an absent commander's place."""
    return _person(units, "陈某", "department", "commander")


@pytest.fixture
def head(units):
    """The leader of the department."""
    return _person(units, "厅领导", "department", "leader")


@pytest.fixture
def change(drill, units, measure, bao, wang, li, head):
    """Bao hands over to Wang tomorrow at 9:30; the two keys are on."""
    from fengsui.command.meetings.settling import settle
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Shift

    Shift.objects.filter(person=bao).delete()
    for n, person in enumerate((bao, wang)):
        since = NINE + timedelta(days=n - 1)
        org.hold_seat(person, units["department"], "commander", since=since, until=since + timedelta(days=1), by=SYSTEM)
    measure("two_keys")
    drill(at("18:31"))
    with transaction.atomic():
        settle(at("18:30"), at("18:31"))
    return Handover.objects.get()


@pytest.fixture
def holder(units):
    """Who commands the department at an hour: holder("10:00", TOMORROW)."""
    from fengsui.ground.org.queries import holder

    return lambda hour, day=TOMORROW: holder(units["department"], "commander", at(hour, day))


@pytest.fixture
def morning(units, drill, bao, li):
    """The department's morning meeting of tomorrow; it is 9:30."""
    made = Meeting.objects.create(unit=units["department"], kind=Kind.MORNING, day=TOMORROW, starts_at=NINE)
    drill(NINE)
    return made


@pytest.fixture
def evening(units, drill, superior, leader):
    """The prison administration's evening meeting; it is 19:00 and open."""
    made = Meeting.objects.create(unit=units["prisons"], kind=Kind.EVENING, day=DAY, starts_at=at("19:00"))
    drill(at("19:00"))
    return actions.open_meeting(made, by=superior)


__all__ = ["FOUNDED", "NINE", "TOMORROW"]
