from datetime import date, timedelta
from decimal import Decimal

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import Observation, Release, Temperature
from fengsui.frontline.arrivals.queries.people import current
from fengsui.frontline.arrivals.queries.readings import readings
from fengsui.ground.clock import queries as clock
from fengsui.house import Refused

FIRST, LAST = date(2020, 2, 2), date(2020, 2, 16)


def test_all_who_came_are_observed_as_many_days_as_the_measure_says(returnee, clerk, step):
    filing = returnee()
    made = arrivals.observe(filing, "home", by=clerk)
    assert [(row.first_day, row.days, row.last_day) for row in made] == [(FIRST, 14, LAST)] * 2
    assert (step(filing).stage, step(filing).deed) == ("observed", "observed")


def test_some_of_them_and_the_others_later(returnee, clerk):
    filing = returnee()
    first, other = (row.person for row in current(filing))
    arrivals.observe(filing, "home", by=clerk, persons=[first], first_day=DAY)
    arrivals.observe(filing, "central", by=clerk, persons=[other])
    assert [(row.person, row.kind) for row in Observation.objects.order_by("pk")] == [
        (first, "home"),
        (other, "central"),
    ]
    assert len(arrivals.observe(filing, "home", by=clerk, persons=[first])) == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_observe_once(returnee, clerk, appoint):
    filing, other = returnee(), appoint("office", "leader", "所长")
    at_once(*[lambda who=who: arrivals.observe(filing, "home", by=who) for who in (clerk, other)])
    assert Observation.objects.count() == 2


def test_what_cannot_be_is_refused(returnee, lodger, clerk):
    for field, more in (
        ("kind", {"kind": "x"}),
        ("first_day", {"first_day": DAY + timedelta(days=1)}),
        ("persons", {"persons": []}),
    ):
        with pytest.raises(Refused) as refused:
            arrivals.observe(returnee(), **{"kind": "home", "by": clerk, **more})
        assert refused.value.field == field
    gone = lodger()
    arrivals.withdraw(gone, because="x", by=clerk)
    with pytest.raises(Refused, match="closed"):
        arrivals.observe(gone, "home", by=clerk)


def test_putting_under_observation_is_taken_back_until_somebody_measured(watched, clerk, step, office):
    first, other = watched(), watched(name="其其格")
    arrivals.undo(first.filing, by=clerk)
    assert (step(first.filing).stage, Observation.objects.as_known().filter(pk=first.pk).exists()) == ("filed", False)
    arrivals.take(office, DAY, "evening", [Reading(other.pk, "36.5")], by=clerk)
    with pytest.raises(Refused, match="have been entered"):
        arrivals.undo(other.filing, by=clerk)


def test_who_was_observed_long_enough_is_released_on_the_day(watched, clerk, step, owed, drill):
    row = watched()
    drill(at("09:00", LAST))
    from fengsui.ground.obligations.actions import replan

    replan()
    assert owed("release") == [("office", LAST.isoformat())]
    made = arrivals.release(row, by=clerk, because="measured at the hospital")
    assert (made.early, made.day, made.number[:9], step(row.filing).stage) == (False, LAST, "20200216-", "released")
    assert (owed("release"), arrivals.release(row, by=clerk)) == ([], made)


@pytest.fixture
def measured(office, clerk, drill):
    """`measured(row, days)`: the temperatures of so many days since the first, the last of them on the day itself."""

    def make(row, days, celsius="36.5"):
        for n in range(days):
            day = DAY + timedelta(days=n)
            drill(at("20:59", day))
            for slot in ("morning", "evening") if n else ("evening",):
                arrivals.take(office, day, slot, [Reading(row.pk, celsius)], by=clerk)

    return make


def test_who_was_not_measured_is_released_for_a_reason(watched, clerk, measured, drill):
    row = watched(first_day=date(2020, 1, 22))
    drill(at("09:30", date(2020, 2, 5)))
    with pytest.raises(Refused, match="temperatures that were due were not taken"):
        arrivals.release(row, by=clerk)
    made = arrivals.release(row, by=clerk, because="measured at the hospital")
    assert (made.early, made.because) == (False, "measured at the hospital")


def test_who_was_measured_each_time_is_released_without_one(watched, clerk, measured, drill, office):
    row = watched(first_day=date(2020, 1, 22))
    measured(row, 2)
    drill(at("08:01", date(2020, 2, 5)))
    arrivals.take(office, date(2020, 2, 5), "morning", [Reading(row.pk, None)], by=clerk)
    assert arrivals.release(row, by=clerk).because == ""


def test_what_was_due_is_counted(watched, clerk, measured, drill, office):
    row = watched(first_day=date(2020, 1, 22))
    assert count(row, office) == (0, 0, 0, 0, None)
    measured(row, 2, "36.8")
    drill(at("22:00", date(2020, 2, 5)))
    assert count(row, office) == (5, 3, 0, 2, Decimal("36.8"))
    arrivals.take(office, date(2020, 2, 5), "evening", [Reading(row.pk, None)], by=clerk)
    assert count(row, office) == (5, 3, 1, 1, Decimal("36.8"))


def count(row, unit):
    one = readings([row], unit, clock.now())[row.pk]
    return one.due, one.measured, one.unreadable, one.missing, one.highest


def test_an_early_end_takes_a_reason(watched, clerk):
    row = watched()
    with pytest.raises(Refused, match="why this one ends early"):
        arrivals.release(row, by=clerk)
    assert arrivals.release(row, by=clerk, because="tested negative twice").early


def test_the_last_release_closes_the_filing_and_is_taken_back(returnee, clerk, step):
    filing = returnee()
    first, other = arrivals.observe(filing, "home", by=clerk)
    arrivals.release(first, by=clerk, because="x")
    assert step(filing).stage == "observed"
    arrivals.release(other, by=clerk, because="x")
    assert step(filing).stage == "released"
    arrivals.reopen(other, by=clerk)
    assert step(filing).stage == "observed"


def test_a_release_is_taken_back_by_itself_and_the_next_has_a_number_of_its_own(returnee, clerk, step):
    filing = returnee()
    first, _other = arrivals.observe(filing, "home", by=clerk)
    one = arrivals.release(first, by=clerk, because="x")
    for _n in range(2):
        arrivals.reopen(first, by=clerk)
    assert (step(filing).deed, Release.objects.as_known().exists()) == ("observed", False)
    assert arrivals.release(first, by=clerk, because="x").number != one.number


def test_nobody_with_an_open_fever_or_a_withdrawn_observation_is_released(watched, clerk, office):
    row, gone = watched(), watched(name="其其格")
    arrivals.take(office, DAY, "evening", [Reading(row.pk, "38")], by=clerk)
    with pytest.raises(Refused, match="nothing is decided"):
        arrivals.release(row, by=clerk, because="x")
    arrivals.undo(gone.filing, by=clerk)
    with pytest.raises(Refused, match="taken back"):
        arrivals.release(gone, by=clerk, because="x")
    assert Temperature.objects.count() == 1
