"""Courses over days: each by its own rule, whole days only, by the organisation of each day."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import freeze, refresh, register_slots, thaw
from fengsui.ground.indicators.declare import Indicator, Kind, RollUp
from fengsui.ground.indicators.models import Confirmation
from fengsui.ground.indicators.trends import courses, first_day
from fengsui.ground.org.models import UnitKind

PRISONS = (UnitKind.PRISON,)


@pytest.fixture
def say(units, monkeypatch):
    """`say(held={"prison": 500}, load={"prison": 0.5})`: the numbers of the day, by unit; others are missing."""
    values = {}

    def declare(code, rule, **more):
        kind = Kind.STOCK if rule is RollUp.SUM else Kind.RATIO
        return Indicator(code, code, "", kind, PRISONS, lambda _asked: values.get(code, {}), rollup=rule, **more)

    toys = [declare("toy.held", RollUp.SUM), declare("toy.peak", RollUp.MAX),
            declare("toy.load", RollUp.WEIGHTED, weight="toy.held")]  # fmt: skip
    monkeypatch.setattr(indicators, "indicators", lambda: {toy.code: toy for toy in toys})
    for module in ("actions", "rollups"):
        monkeypatch.setattr(f"fengsui.ground.indicators.{module}.indicators", indicators.indicators)
    register_slots()

    def saying(day=DAY, **said):
        values.clear()
        values.update({f"toy.{code}": {units[unit].pk: n for unit, n in row.items()} for code, row in said.items()})
        refresh(day)

    return saying


@pytest.fixture
def course(units):
    def one(code, unit="prisons", first=DAY, **more):
        [found] = courses(first, DAY, "prison", units[unit], only=f"toy.{code}", **more)
        return found

    return one


def test_each_is_added_up_by_its_own_rule(say, course):
    both = {"prison": 100, "prison-2": 300}
    say(held=both, peak=both, load={"prison": 0.2, "prison-2": 0.6})
    assert [course(code).points[0].value for code in ("held", "peak", "load")] == [400, 300, pytest.approx(0.5)]


def test_a_mean_without_its_weight_is_missing(say, course):
    say(load={"prison": 0.2, "prison-2": 0.6})
    assert course("load").points[0].total is None


def test_a_part_of_a_sum_is_no_value(say, course):
    say(held={"prison": 100})
    point = course("held").points[0]
    assert (point.total, point.value, point.k, point.m, point.is_complete) == (100, None, 1, 2, False)
    assert course("held").last is None


def test_days_without_numbers_are_gaps(say, course):
    say(held={"prison": 1, "prison-2": 2})
    drawn = course("held", first=DAY - timedelta(days=2))
    assert [point.value for point in drawn.points] == [None, None, 3]
    assert (drawn.values, drawn.last.day, first_day()) == ([3], DAY, DAY)


def test_before_a_unit_was_there_nobody_owed(say, course, units):
    say(held={"prison": 1, "prison-2": 2})
    early = course("held", first=DAY - timedelta(days=40)).points[0]
    assert (early.m, early.is_confirmed, early.total) == (0, False, None)


def test_below_come_the_parts_and_a_facility_is_its_own(say, units):
    say(held={"prison": 1, "prison-2": 2})
    parts = courses(DAY, DAY, "prison", units["prisons"], below=True, only="toy.held")
    assert [(one.node.code, one.points[0].value) for one in parts] == [("prison", 1), ("prison-2", 2)]
    [own] = courses(DAY, DAY, "prison", units["prison"], below=True, only="toy.held")
    assert own.node.code == "prison"
    assert courses(DAY - timedelta(days=99), DAY - timedelta(days=99), "prison", units["prison"]) == []


def test_a_long_time_is_few_queries(say, units, django_assert_max_num_queries):
    say(held={"prison": 1, "prison-2": 2})
    with django_assert_max_num_queries(14):
        courses(DAY - timedelta(days=33), DAY, "prison", units["prisons"])


def test_what_was_confirmed_stays_on_record(say, units, prison, drill):
    from django.db import transaction
    from django.db.utils import ProgrammingError

    freeze(prison, DAY, {"toy.held": 5.0})
    thaw(prison, DAY)
    assert Confirmation.objects.get().replaced_at is not None
    with pytest.raises(ProgrammingError), transaction.atomic():
        Confirmation.objects.all().delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Confirmation.objects.update(confirmed=b"")


def test_a_unit_that_never_had_a_number_has_no_state(say, units, prison):
    assert indicators.states(DAY, DAY, units=[prison.pk]) == {}
    say(held={"prison": 7})
    [state] = indicators.states(DAY, DAY).values()
    assert (state.computed[indicators.slots()["toy.held"]], state.confirmed_at) == (7, None)
