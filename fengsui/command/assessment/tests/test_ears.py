"""The alarms against a slow computation of their own, written with loops and Python's statistics, and by hand."""

from math import copysign, inf, isnan, nan
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.command.assessment.ears import Status, ears

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine is shared
ALARMS = ("C1", "C2", "C3")


def say(*days, **more):
    """`say(0, 0, 1)`: the names of the statuses of one series' alarms on its last day."""
    found = ears(np.array([days], dtype=float).T, **more)
    return [Status(int(one.status[0])).name for one in found.named.values()]


def slowly(days, least=7, smallest_sd=0.5, smallest_excess=3.0):
    """The same by the formulas, one number after the other: alarm → (status, statistic)."""
    days = [nan] * (12 - len(days)) + list(days)
    t = len(days) - 1

    def against(day, first, last):
        base = [days[day - n] for n in range(last, first + 1) if not isnan(days[day - n])]
        if len(base) < least:
            return None
        excess, sd = days[day] - mean(base), max(stdev(base), smallest_sd)
        if not sd:
            return (copysign(inf, excess) if excess else excess), excess
        return excess / sd, excess

    def judged(parts, statistic, excess, oldest, limit):
        if None in parts:
            early = [d for d in days[: t - oldest + 1] if not isnan(d)]
            return (Status.OFF_HOLES if early else Status.OFF_SHORT), nan
        if isnan(statistic):
            return Status.OFF_MISSING, nan
        return (Status.ALARM if statistic > limit and excess >= smallest_excess else Status.QUIET), statistic

    c1, last = against(t, 7, 1), [against(t - n, 9, 3) for n in range(3)]
    found = {
        "C1": judged([c1], *(c1 or (nan, nan)), 7, 3),
        "C2": judged([last[0]], *(last[0] or (nan, nan)), 9, 3),
    }
    whole = None not in last and not any(isnan(part[0]) for part in last)
    total = sum(max(0, part[0] - 1) for part in last) if whole else nan
    excess = sum(max(0, part[1]) for part in last) if whole else nan
    return found | {"C3": judged(last, total, excess, 11, 2)}


number = st.one_of(st.integers(0, 6), st.integers(0, 200), st.integers(0, 10**9))
holed = st.one_of(number, st.integers(0, 3), st.just(nan))
constant = st.tuples(number, st.integers(1, 16), number).map(lambda row: [row[0]] * row[1] + [row[2]])
some = st.one_of(
    st.lists(number, min_size=12, max_size=16), st.lists(holed, min_size=9, max_size=16),
    st.lists(number, min_size=1, max_size=12), constant,
)  # fmt: skip


@PATIENT
@given(st.lists(some, min_size=1, max_size=6), st.sampled_from([7, 7, 5, 2]), st.sampled_from([0.5, 0.5, 1.0]))
def test_all_at_once_is_what_the_formulas_say_one_by_one(rows, least, smallest_sd):
    width = max(len(row) for row in rows)
    padded = [[nan] * (width - len(row)) + [float(n) for n in row] for row in rows]
    found = ears(np.array(padded).T, least=least, smallest_sd=smallest_sd)
    for n, row in enumerate(padded):
        for name, (status, statistic) in slowly(row, least, smallest_sd).items():
            alarm, limit = found.named[name], 2 if name == "C3" else 3
            if isnan(statistic):
                assert alarm.status[n] == status
            else:
                assert alarm.statistic[n] == pytest.approx(statistic, rel=1e-6, abs=1e-6)
                assert alarm.status[n] == status or abs(statistic - limit) < 1e-6


@PATIENT
@given(st.lists(some, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_series_is_judged_the_same_in_any_company(rows, chance):
    width = max(len(row) for row in rows)
    matrix = np.array([[nan] * (width - len(row)) + [float(n) for n in row] for row in rows]).T
    order = chance.sample(range(len(rows)), len(rows))
    one, other = ears(matrix), ears(matrix[:, order])
    for name in ALARMS:
        assert one.named[name].status[order].tolist() == other.named[name].status.tolist()


@PATIENT
@given(st.lists(number, min_size=12, max_size=16))
def test_our_deviations_only_silence(days):
    published = say(*days, smallest_sd=0, smallest_excess=0)
    for ours, theirs in zip(say(*days), published, strict=True):
        assert ours != "ALARM" or theirs == "ALARM"


def test_c1_by_hand():
    """Baseline 2 4 4 4 5 5 7 … of the seven days before: mean 31/7 ≈ 4.43, sd ≈ 1.51, limit ≈ 8.96."""
    days = [4, 4, 4, 4, 4, 2, 4, 4, 4, 5, 5, 7]
    found = ears(np.array([[*days, 9]], dtype=float).T).c1
    assert (found.mean[0], found.sd[0]) == (pytest.approx(31 / 7), pytest.approx(1.511858))
    assert found.statistic[0] == pytest.approx(3.023716)
    assert [say(*days, n)[0] for n in (8, 9)] == ["QUIET", "ALARM"]


def test_c2_leaves_out_the_two_days_before():
    """A rise that began two days ago is in the baseline of C1, not in that of C2."""
    days = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 8, 9]
    assert say(*days, 9)[:2] == ["QUIET", "ALARM"]
    found = ears(np.array([[*days, 9]], dtype=float).T).c2
    assert (found.mean[0], found.sd[0]) == (pytest.approx(11 / 7), pytest.approx(0.534522))


def test_c3_adds_up_small_rises():
    """Each of three days is 2 above the mean of 10 with sd 1: twice (2 − 1) is not enough, three times is more than 2."""
    quiet = [10, 10, 10, 10, 10, 10, 10, 10, 10]
    assert say(*quiet, 12, 12, 12, smallest_sd=1) == ["QUIET", "QUIET", "ALARM"]
    found = ears(np.array([[*quiet, 12, 12, 12]], dtype=float).T, smallest_sd=1).c3
    assert (found.statistic[0], found.excess[0]) == (3, 6)
    assert say(*quiet, 10, 12, 12, smallest_sd=1)[2] == "QUIET"


@pytest.mark.parametrize(("cases", "says"), [(1, "QUIET"), (2, "QUIET"), (3, "ALARM")])
def test_one_case_after_none_is_no_alarm_and_three_are(cases, says):
    assert say(*[0] * 11, cases) == [says] * 3


def test_one_case_on_each_of_three_days_after_none_is_c3s_business():
    assert say(*[0] * 9, 1, 1, 1) == ["QUIET", "QUIET", "ALARM"]


def test_without_floors_a_constant_series_is_quiet_and_any_rise_an_alarm():
    bare = {"smallest_sd": 0, "smallest_excess": 0}
    assert say(*[5] * 12, **bare) == ["QUIET"] * 3
    assert say(*[5] * 11, 6, **bare) == ["ALARM"] * 3


@pytest.mark.parametrize(
    ("days", "on"), [(7, []), (8, ["C1"]), (10, ["C1", "C2"]), (11, ["C1", "C2"]), (12, ["C1", "C2", "C3"])]
)
def test_alarms_come_on_one_after_the_other(days, on):
    found = dict(zip(ALARMS, say(*[1] * days), strict=True))
    assert found == {name: "QUIET" if name in on else "OFF_SHORT" for name in ALARMS}


@pytest.mark.parametrize(
    ("ago", "off"), [(1, "C1 C3"), (2, "C1 C3"), (3, "C1 C2 C3"), (8, "C2 C3"), (9, "C2 C3"), (10, "C3"), (12, "")]
)
def test_a_hole_switches_off_whose_baseline_or_days_it_is_in(ago, off):
    days = [1.0] * 14
    days[-1 - ago] = nan
    kinds = dict(zip(ALARMS, say(*days), strict=True))
    assert " ".join(name for name, status in kinds.items() if status != "QUIET") == off
    assert kinds["C3"] == ("OFF_MISSING" if ago < 3 else "OFF_HOLES" if off else "QUIET")


def test_it_says_how_many_days_of_the_baseline_are_known():
    days = [1, 1, 1, 1, 1, 1, nan, 1, 1, nan, 1, 1, 1, 9]
    found = ears(np.array([days], dtype=float).T)
    assert [one.known[0] for one in found.named.values()] == [5, 5, 5]
    assert say(*days, least=5) == ["ALARM", "ALARM", "ALARM"]


def test_a_day_without_a_number_is_not_judged():
    assert say(*[1] * 13, nan) == ["OFF_MISSING"] * 3
    assert say(*[nan] * 13) == ["OFF_SHORT"] * 3


@pytest.mark.parametrize("least", [1, 8])
def test_a_baseline_has_two_to_seven_days(least):
    with pytest.raises(ValueError, match=str(least)):
        say(1, 2, 3, least=least)
