"""The day's meetings are there by themselves."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Meeting
from fengsui.command.meetings.tests.conftest import NINE, TOMORROW
from fengsui.command.reports.measures import EVENING_MEETING
from fengsui.ground.checks.queries import checks
from fengsui.ground.measures import actions as measures
from fengsui.ground.org.scope import SYSTEM


def planned(**only):
    return list(Meeting.objects.filter(**only).order_by("starts_at").values_list("unit__code", "kind", "day"))


def test_of_the_heads_as_the_measures_say(units, tick, measure):
    measure("morning", unit="department")
    measure("evening", unit="prisons")
    tick("18:40", DAY)
    assert planned() == [
        ("prisons", "evening", DAY),
        ("department", "morning", TOMORROW),
        ("prisons", "evening", TOMORROW),
    ]
    tick("18:50", DAY)
    assert len(planned()) == 3


def test_for_all_heads_but_no_section(units, tick, measure):
    measure("morning")
    measure("morning", unit="ward-1")
    tick("18:40", DAY)
    assert {code for code, _kind, _day in planned()} == {"department", "prisons", "centres"}


def test_taken_out_or_moved_with_the_measure_unless_touched(units, tick, measure, bao, superior):
    measure("evening", unit="prisons")
    measure("morning", unit="department")
    tick("18:40", DAY)
    measures.put(EVENING_MEETING, at("19:30").time(), at=at("00:00", TOMORROW), basis="x", by=SYSTEM)
    assert Meeting.objects.get(kind="evening", day=TOMORROW).starts_at == at("19:30", TOMORROW)
    actions.add_line(Meeting.objects.get(kind="morning"), "x", by=bao)
    measure("evening", value=False, unit="prisons")
    measure("morning", value=False, unit="department")
    assert planned(day=TOMORROW) == [("department", "morning", TOMORROW)]


def test_after_a_long_pause_a_week_and_no_more(units, tick, measure):
    measure("morning", unit="department")
    tick("18:40", DAY + timedelta(days=20))
    assert len(planned()) == 9  # and the one that was planned before


@pytest.fixture
def found():
    return lambda key, day=TOMORROW: [one.unit_id for one in checks()[key].run(day, None)]


def test_one_that_was_not_held_is_found(morning, tick, units, found, bao):
    tick("09:50")
    assert found("meetings.held") == []
    tick("10:01")
    assert found("meetings.held") == [units["department"].pk]
    actions.open_meeting(morning, by=bao)
    assert found("meetings.held") == []


def test_a_handover_not_signed_is_found(change, tick, units, found, bao, wang):
    tick("10:10")
    assert found("meetings.handed") == [units["department"].pk]
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=wang)
    assert found("meetings.handed") == []


def test_what_a_closing_unit_will_not_hold(morning, units, drill):
    from fengsui.command.meetings.consequences import PLANNED

    drill(at("08:00", TOMORROW))
    assert PLANNED.count([units["department"]], TOMORROW) == 1


__all__ = ["NINE"]
