"""All sheets of a file matched, in the order in which they lean on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from fengsui.ground.exchange.columns import APPOINTMENTS, PERSONS, SEATS, SHEETS, STATIONS, UNITS
from fengsui.ground.exchange.lines import Line, Problem
from fengsui.ground.exchange.matching import persons, places, units
from fengsui.ground.exchange.matching.people import People
from fengsui.ground.exchange.matching.references import References
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.exchange.matching.house import House

type Sheets = dict[str, list[Line]]


def match(
    sheets: Sheets, house: House, progress: Callable[[int], None] = lambda _step: None
) -> tuple[Sheets, list[Problem]]:
    """Say of every row what it would do. A sheet whose verb the person lacks altogether is left out, and that is said."""
    notes = []
    for key in [key for key in sheets if not scope.may(house.by, SHEETS[key].verb)]:
        sheets = {other: lines for other, lines in sheets.items() if other != key}
        sentence = gettext_noop(
            "The sheet “%(sheet)s” was left out: it takes the right to %(verb)s, which you do not have."
        )
        notes.append(Problem("", sentence, {"sheet": ("sheet", key), "verb": ("verb", SHEETS[key].verb)}))
    if UNITS.key in sheets:
        sheets[UNITS.key] = units.match(sheets[UNITS.key], house)
    people = People(house)
    speaking = [
        line for key in (PERSONS.key, APPOINTMENTS.key, SEATS.key) for line in sheets.get(key, []) if line.is_good
    ]
    people.load(speaking, progress)
    if PERSONS.key in sheets:
        persons.match(sheets[PERSONS.key], house, people)
    progress(5)
    if sheets.keys() & {APPOINTMENTS.key, SEATS.key}:
        references = References(sheets.get(PERSONS.key, []), people)
        places.appointments(sheets.get(APPOINTMENTS.key, []), house, references)
        places.seats(sheets.get(SEATS.key, []), house, references)
    if STATIONS.key in sheets:
        places.stations(sheets[STATIONS.key], house)
    progress(6)
    return sheets, notes
