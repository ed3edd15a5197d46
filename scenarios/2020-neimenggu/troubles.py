"""What is wrong on the evening of 3 February: planted, at facilities with synthetic names only. See README.md.

`plant` changes the simulated courses; what does not happen (a silent facility, what the demonstrator does live) is
read by diary.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .population import EVENING, LOCAL, MORNING, Fever, Move, Officers, tallies

if TYPE_CHECKING:
    from .population import Course, Numbers

DAY = date(2020, 2, 3)
SILENT = "prison-13"  # no evening roll-call, no report
MISCOUNTED, WARD, MISSING = "prison-08", "prison-08-ward-4", 1  # counted so many fewer than the ledger holds
FEVERISH, FEVER_WARD = "prison-11", "prison-11-ward-3"
SHORT = "centre-09"  # its strength runs out
LIVE = "prison-05"  # the demo accounts take its evening roll-call and sign its report
HALFWAY = "centre-07"  # counted and drafted; its demo accounts confirm and sign
LATE = {("prison-07", date(2020, 1, 28)), ("centre-03", date(2020, 1, 30)), ("hospital-2", date(2020, 2, 1))}
RETURNED = ("prison-15", date(2020, 1, 31))
SPARED = ("prison-01", "prison-02", "prison-03", "prison-04")  # real names: not even a passing fever is put on them

FEVERS = (  # day, roll-call, first reading, measured again, outcome
    (DAY - timedelta(days=1), EVENING, 37.6, 37.5, "isolated"),
    (DAY, MORNING, 37.9, 37.8, "isolated"),
    (DAY, MORNING, 38.3, 38.4, "hospital"),
    (DAY, EVENING, 38.0, 37.9, "isolated"),
)
SHRINKING = (  # days before the last; on duty, in isolation, on standby: eighty officers, fewer every day
    (4, 30, 26, 24),
    (3, 28, 34, 18),
    (2, 25, 42, 13),
    (1, 21, 51, 8),
    (0, 18, 59, 3),
)


def plant(courses: dict[str, Course], numbers: Numbers) -> None:
    for code in SPARED:
        courses[code].fevers.clear()
    _miscount(courses[MISCOUNTED])
    _fevers(courses[FEVERISH], numbers)
    _shrink(courses[SHORT])
    _enliven(courses[LIVE], numbers)


def _miscount(course: Course) -> None:
    evening = course.tallies[DAY, EVENING]
    course.tallies[DAY, EVENING] = [
        replace(tally, present=tally.present - MISSING) if tally.section == WARD else tally for tally in evening
    ]


def _fevers(course: Course, numbers: Numbers) -> None:
    hours = {MORNING: time(7, 10), EVENING: time(17, 40)}
    for number, (day, slot, first, second, outcome) in enumerate(FEVERS):
        at = datetime.combine(day, hours[slot], tzinfo=LOCAL) + timedelta(minutes=number)
        course.fevers.append(Fever(at, FEVER_WARD, numbers.next(), first, second, outcome))


def _shrink(course: Course) -> None:
    last = max(course.officers)
    whole = Officers(*SHRINKING[0][1:])
    course.officers = dict.fromkeys(course.officers, whole)
    for before, *numbers in SHRINKING:
        course.officers[last - timedelta(days=before)] = Officers(*numbers)


def _enliven(course: Course, numbers: Numbers) -> None:
    """No trouble, but something to get right: one released in the morning, one in hospital since the afternoon."""
    for kind, hour, ward in (("release", time(11, 40), 1), ("escort_out", time(14, 20), 3)):
        at = datetime.combine(DAY, hour, tzinfo=LOCAL)
        course.moves.append(Move(at, LIVE, f"{LIVE}-ward-{ward}", kind, numbers.next()))
    course.moves.sort()
    course.tallies[DAY, EVENING] = tallies(course, DAY, EVENING)
