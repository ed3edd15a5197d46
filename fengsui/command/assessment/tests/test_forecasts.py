"""Forecasts of stocks: the band holds what it says, and there is none where there is too little to go by."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY
from fengsui.command.assessment.forecasts import AHEAD, forecast, forecasts, many, past_errors, runs_out
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import Indicator, Kind
from fengsui.ground.org.models import UnitKind
from fengsui.ground.org.queries import Node

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine is shared
NODE = Node(1, None, 0, "1", "prison", "监狱", "prison")


def told(values, low=None):
    one = Indicator("toy.held", "held", "", Kind.STOCK, (UnitKind.PRISON,), None, low=low)
    return forecast(NODE, one, DAY, values)


def test_a_constant_number_stays_what_it_is():
    found = told([500.0] * 14)
    assert [(one.point, one.low, one.high) for one in found.ahead] == [(500, 500, 500)] * AHEAD
    assert [one.day for one in found.ahead] == [DAY + timedelta(days=n) for n in (1, 2, 3)]
    assert (found.last, found.last_day, found.days, runs_out(found)) == (500, DAY, 14, None)


def test_a_steady_fall_goes_on_damped():
    points = [one.point for one in told([float(100 - 10 * n) for n in range(7)]).ahead]
    assert points == pytest.approx([32, 25.6, 20.48])


def test_a_single_step_is_no_drift():
    assert [one.point for one in told([100.0] * 6 + [160.0] * 5).ahead] == [160] * AHEAD


@pytest.mark.parametrize(("step", "kinds"), [(1.0, 400), (7.0, 400)])
def test_about_four_of_five_days_fall_into_the_band(step, kinds):
    """Random walks without a drift, 28 days known, 400 of them: the same every time."""
    chance = np.random.default_rng(20200203)
    hits = np.zeros(AHEAD)
    for _ in range(kinds):
        walk = (1000 + chance.normal(0, step, 28 + AHEAD).cumsum()).tolist()
        ahead = told(walk[:28]).ahead
        hits += [one.low <= real <= one.high for one, real in zip(ahead, walk[28:], strict=True)]
    assert np.all((hits / kinds > 0.72) & (hits / kinds < 0.9)), hits / kinds


@PATIENT
@given(st.lists(st.integers(0, 900), min_size=7, max_size=28), st.integers(0, 900))
def test_bands_never_narrow_and_nothing_is_below_nought(values, shift):
    ahead = told([float(value * (value > shift)) for value in values]).ahead
    assert all(one.point >= 0 for one in ahead)
    banded = [one for one in ahead if one.low is not None]
    assert ahead[: len(banded)] == banded
    assert all(0 <= one.low <= one.point <= one.high for one in banded)
    widths = [one.high - one.point for one in banded]
    assert all(a <= b or b == pytest.approx(a) for a, b in pairwise(widths))


@PATIENT
@given(st.lists(st.floats(0, 1e6), min_size=10, max_size=28))
def test_the_band_reaches_as_far_as_the_ranked_error(values):
    one = told(values).ahead[0]
    errors = sorted(past_errors(values, 1))
    rank = next(k for k in range(1, len(errors) + 1) if k / (len(errors) + 1) >= 0.8 - 1e-9)
    assert one.high == pytest.approx(one.point + errors[rank - 1])
    assert one.errors == len(errors) == len(values) - 3


def test_with_few_days_the_band_is_there_for_tomorrow_only():
    ahead = told([500.0, 501, 499, 500, 502, 500, 501]).ahead
    assert [one.low is None for one in ahead] == [False, True, True]
    assert [one.band for one in ahead] == [
        "80% interval from 4 past errors", "no interval: only 3 past errors", "no interval: only 2 past errors"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([None] * 28, "No day has a whole number yet."),
        ([None] * 20 + [5.0] * 6, "Too short: 6 whole days, 7 are needed."),
        ([5.0] * 20 + [None] + [5.0] * 6, "Days are missing: only 6 in a row, 7 are needed."),
        ([5.0] * 20 + [None] * 2, "The last whole number is of 2020-02-01."),
    ],
)
def test_it_says_why_there_is_no_forecast(values, why):
    found = told(values)
    assert (found.why_not, found.ahead, runs_out(found)) == (why, [], None)


def test_a_day_still_under_way_is_forecast_from_the_day_before():
    found = told([5.0] * 9 + [None])
    assert (found.last_day, found.ahead[0].day) == (DAY - timedelta(days=1), DAY)


@pytest.mark.parametrize(
    ("fall", "low", "out"),
    [
        (0, 100, None), (0, 141, (0, True)), (10, 130, (2, True)), (10, 100, None), (35, None, None), (60, None, (3, False)),
        (300, None, (1, True)),
    ],
)  # fmt: skip
def test_when_it_falls_below_its_limit(fall, low, out):
    found = runs_out(told([140.0 + fall * n for n in range(9, -1, -1)], low))
    assert (found and ((found.day - DAY).days, found.expected)) == out


def test_the_low_end_of_the_band_falls_first():
    found = runs_out(told([100.0, 110, 95, 104, 98, 107, 96, 103, 99, 101], 95))
    assert (found.day, found.limit, found.expected) == (DAY + timedelta(days=1), 95, False)


@pytest.fixture
def ten_days(units, count, numbers, prison, monkeypatch):
    """Both prisons' stock over ten days, the first one's shrinking; its limit is 91."""
    from dataclasses import replace

    toys = dict(indicators.indicators())
    toys["toy.held"] = replace(toys["toy.held"], low=91)
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    for n in range(10):
        count(units["prison-2"], day=DAY - timedelta(days=9 - n), held=300)
        count(prison, day=DAY - timedelta(days=9 - n), held=100 - n)


def test_a_superiors_stock_is_the_sum(ten_days, units):
    [found] = forecasts(units["prisons"], "prison", DAY)
    assert (found.indicator.code, found.last, found.days) == ("toy.held", 391, 10)
    assert str(found.method).startswith("The last number")


def test_the_facilities_that_fall_below_a_limit_are_listed(ten_days, units):
    [(found, out)] = many(units["department"], "territory", DAY, ["toy.held", "toy.fevers", "no.such"])
    assert (found.node.code, out.day, out.expected) == ("prison", DAY + timedelta(days=1), True)


def test_all_facilities_take_few_queries(ten_days, units, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        many(units["department"], "territory", DAY, ["toy.held"])
    with django_assert_max_num_queries(12):
        forecasts(units["prisons"], "prison", DAY)
