"""Unusual rises in short series: the alarms C1, C2 and C3 of EARS, for all series at once.

Sources. Hutwagner L, Thompson W, Seeman GM, Treadwell T: The bioterrorism preparedness and response Early Aberration
Reporting System (EARS). J Urban Health 2003;80(2 Suppl 1):i89–i96. The formula of C3 as Fricker RD Jr, Hegler BL, Dunfee
DA write it out: Comparing syndromic surveillance detection methods: EARS' versus a CUSUM-based methodology. Stat Med
2008;27:3407–3429. For a day t with the value Y(t):

    C1(t) = (Y(t) − mean) / sd of the days t−7 … t−1            alarm: C1(t) > 3, that is Y(t) > mean + 3 sd
    C2(t) = (Y(t) − mean) / sd of the days t−9 … t−3            alarm: C2(t) > 3
    C3(t) = the sum over s = t, t−1, t−2 of max(0, C2(s) − 1)   alarm: C3(t) > 2

sd is the sample's (divided by n − 1). The two days left out before t keep a rise that began yesterday out of its own
baseline; C3 adds up small rises of three days, so it may speak on a day that is itself quiet.

Where we deviate, because most of our series are small numbers and often nought:
- A baseline of equal values has sd 0: the statistic would be infinite, and one fever after a week without any an alarm.
  So sd is never taken smaller than `smallest_sd` (0.5).
- Three sd of a small sd are still no event: an alarm also needs `smallest_excess` (3) cases more than the mean — for C3
  over its three days together, days below their mean counting as nought.
Both only ever silence alarms. With 0 for both the formulas stand as published, but for sd 0: no alarm then if Y(t) is
the mean, an alarm if it is above.

A day that is missing (NaN) is neither nought nor left out: an alarm whose baseline lacks days is switched off and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Matrix = NDArray[np.float64]
    type Mask = NDArray[np.bool_]

BASELINE = 7  # days
GUARD = 2  # days between the baseline of C2 and the day
SUMMED = 3  # days that C3 adds up
NEEDED = BASELINE + GUARD + SUMMED  # days with which all three are on, the day itself included
LIMIT, LIMIT_C3 = 3.0, 2.0
SMALLEST_SD, SMALLEST_EXCESS = 0.5, 3.0


class Status(IntEnum):
    """What an alarm says about a series on the day."""

    OFF_MISSING = 0  # the day itself has no number (for C3: one of its three days)
    OFF_SHORT = 1  # the series begins within the baseline
    OFF_HOLES = 2  # it began before, but days of the baseline are missing
    QUIET = 3
    ALARM = 4


OFF = (Status.OFF_MISSING, Status.OFF_SHORT, Status.OFF_HOLES)


@dataclass(frozen=True)
class Alarm:
    """One of the three alarms for every series: its status, its statistic, and for C1 and C2 the baseline's figures.

    mean, sd: of the baseline, sd as it was (not the floor); known: how many days of the baseline have a number, for C3
    the fewest of its three baselines; excess: cases above the mean, for C3 of its three days.
    """

    status: NDArray[np.int8]
    statistic: Matrix
    mean: Matrix
    sd: Matrix
    excess: Matrix
    known: NDArray[np.int64]

    @property
    def fires(self) -> Mask:
        fires: Mask = self.status == Status.ALARM
        return fires


@dataclass(frozen=True)
class Ears:
    """The three alarms on the last day of a matrix."""

    c1: Alarm
    c2: Alarm
    c3: Alarm

    @property
    def named(self) -> dict[str, Alarm]:
        return {"C1": self.c1, "C2": self.c2, "C3": self.c3}


def ears(
    series: Matrix,
    *,
    least: int = BASELINE,
    smallest_sd: float = SMALLEST_SD,
    smallest_excess: float = SMALLEST_EXCESS,
) -> Ears:
    """Look at the last row of a matrix of days × series. `least`: with so many days of a baseline an alarm is on."""
    if not 2 <= least <= BASELINE:
        raise ValueError(least)
    series = _padded(series)
    known = ~np.isnan(series)
    began, days = _began(known), np.where(known, series, 0.0)
    c1 = _against(series, days, known, 0, 0, least, smallest_sd)
    c2 = [_against(series, days, known, GUARD, back, least, smallest_sd) for back in range(SUMMED)]
    return Ears(
        _judged(c1, began, 1, least, LIMIT, smallest_excess),
        _judged(c2[0], began, 1 + GUARD, least, LIMIT, smallest_excess),
        _judged(_summed(c2), began, GUARD + SUMMED, least, LIMIT_C3, smallest_excess),
    )


def beginning(mean: Matrix, sd: Matrix) -> Matrix:
    """From where C1 and C2 alarm, for people to read: three sd above the mean, or as much as is no noise."""
    return mean + np.maximum(LIMIT * np.maximum(sd, SMALLEST_SD), SMALLEST_EXCESS)


def _padded(series: Matrix) -> Matrix:
    """The last days that count, with days that nobody knows before a matrix that is too short."""
    lacking = max(NEEDED - len(series), 0)
    filled = np.concatenate([np.full((lacking, series.shape[1]), np.nan), series]) if lacking else series
    return np.asarray(filled, dtype=np.float64)


def _began(known: Mask) -> NDArray[np.int64]:
    """Days between the first number of each series and the last row; -1 if it has none."""
    return np.where(known.any(axis=0), len(known) - 1 - np.argmax(known, axis=0), -1)


def _against(
    series: Matrix, filled: Matrix, known: Mask, guard: int, back: int, least: int, smallest_sd: float
) -> Alarm:
    """The day so many days back against its baseline; what cannot be said is NaN. The status is still open.

    filled: the series with nought for what is missing: a baseline that lacks too much has no mean, and so no spread.
    """
    day = len(series) - 1 - back
    baseline = slice(day - guard - BASELINE, day - guard)
    n = known[baseline].sum(axis=0)
    enough = np.where(n >= least, n, np.nan)
    mean = filled[baseline].sum(axis=0) / enough
    apart = filled[baseline] - mean
    if least < BASELINE:
        apart[~known[baseline]] = 0.0
    sd = np.sqrt(np.einsum("ij,ij->j", apart, apart) / (enough - 1))
    excess = series[day] - mean
    return Alarm(np.zeros(len(n), np.int8), _divided(excess, np.maximum(sd, smallest_sd)), mean, sd, excess, n)


def _divided(excess: Matrix, sd: Matrix) -> Matrix:
    """So many sd above the mean; without any spread nought, or without bound."""
    flat = sd == 0
    if not flat.any():
        return excess / sd
    bound = np.where(excess == 0, 0.0, np.copysign(np.inf, excess))
    return np.where(flat, np.where(np.isnan(excess), np.nan, bound), excess / np.where(flat, 1.0, sd))


def _summed(days: list[Alarm]) -> Alarm:
    """C3 of the C2 of three days, the last first."""
    statistic = sum((np.maximum(day.statistic - 1, 0) for day in days), start=np.zeros_like(days[0].mean))
    excess = sum((np.maximum(day.excess, 0) for day in days), start=np.zeros_like(days[0].mean))
    known = np.minimum.reduce([day.known for day in days])
    return Alarm(days[0].status, statistic, days[0].mean, days[0].sd, excess, known)


def _judged(
    found: Alarm, began: NDArray[np.int64], gap: int, least: int, limit: float, smallest_excess: float
) -> Alarm:
    """Say the status. `gap`: days from the last day of the (earliest) baseline to the day."""
    short = found.known < least
    starts = began < gap + BASELINE - 1  # no number on the baseline's first day, nor before
    off = np.where(starts, Status.OFF_SHORT, Status.OFF_HOLES)
    fires = (found.statistic > limit) & (found.excess >= smallest_excess)
    status = np.where(fires, Status.ALARM, Status.QUIET)
    status = np.where(short, off, np.where(np.isnan(found.statistic), Status.OFF_MISSING, status))
    return Alarm(status.astype(np.int8), found.statistic, found.mean, found.sd, found.excess, found.known)
