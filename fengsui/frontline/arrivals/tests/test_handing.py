"""What a shift hands on beside what its unit owes."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, EVENING
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.handing import ARRIVALS
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def waiting(watched, lodger, returnee, office, clerk):
    """A fever, and two filings that nobody has checked, at the office."""
    arrivals.take(office, DAY, "evening", [Reading(watched().pk, "38.2")], by=clerk)
    lodger()
    returnee()


def titles(unit, most=9):
    return [one.title for one in ARRIVALS.open_at(unit, EVENING, most)]


def test_what_waits_below_the_fever_first(waiting, units):
    said = ["Fever of 38.2 °C under observation · Test office", "2 filings wait to be checked · Test office"]
    for code in ("county", "league", "department"):
        assert titles(units[code]) == said
    assert titles(units["county"], most=1) == said[:1]
    assert titles(units["office"]) == titles(units["prison"]) == []


def test_with_the_hour_by_which_it_is_due(waiting, units):
    for moment, late in ((EVENING, [False, False]), (EVENING + timedelta(hours=25), [True, True])):
        assert [one.late for one in ARRIVALS.open_at(units["county"], moment, 9)] == late
    assert [one.due_at - EVENING for one in ARRIVALS.open_at(units["county"], EVENING, 9)] == [
        timedelta(hours=2),
        timedelta(hours=24),
    ]


def test_what_was_handed_over_until_it_is_answered(lodger, partner, office, clerk):
    handed = arrivals.hand(lodger(), partner, because="lives there", by=clerk)
    [one] = ARRIVALS.open_at(office, EVENING, 9)
    assert one.title == f"Handed to Test community, no answer yet · {handed.filing.receipt}"
    assert (one.url, one.late) == (f"/arrivals/filings/{handed.filing_id}/", False)
    arrivals.recall(handed, by=clerk)
    assert titles(office) == []


def test_a_fever_that_was_followed_is_over(waiting, units):
    from fengsui.frontline.arrivals.models import Temperature

    arrivals.follow(Temperature.objects.get(), "clinic", by=SYSTEM)
    assert titles(units["county"]) == ["2 filings wait to be checked · Test office"]
