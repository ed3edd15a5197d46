"""The indicators' numbers: worked out for all facilities at once, each query run once per question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import models

from fengsui.frontline.custody.models import Count, Fever, Movement, MovementKind, Slot, Strength
from fengsui.frontline.custody.queries.hours import RollCall, Timetable, last_day
from fengsui.frontline.custody.queries.places import facilities, sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.indicators.declare import Asked
    from fengsui.ground.org.models import Unit, UnitKind

    type Compute = Callable[[Asked], dict[int, float]]


# Which movements a flow counts, by the last word of its code.
MOVEMENTS = {
    "admissions": MovementKind.ADMISSION,
    "releases": MovementKind.RELEASE,
    "transfers_in": MovementKind.TRANSFER_IN,
    "transfers_out": MovementKind.TRANSFER_OUT,
    "escorts": MovementKind.ESCORT_OUT,
    "deaths": MovementKind.DEATH,
}


@dataclass
class Sheet:
    """A facility's roll-calls in its window: the last one is its stock."""

    facility: Unit
    calls: list[RollCall]
    sections: set[int]
    counts: dict[RollCall, dict[int, Count]] = field(default_factory=dict)

    @property
    def last(self) -> dict[int, Count]:
        """The counts of the last roll-call, by section."""
        return self.counts.get(self.calls[-1], {}) if self.calls else {}

    @property
    def is_complete(self) -> bool:
        return bool(self.sections) and self.last.keys() >= self.sections

    @property
    def is_measured(self) -> bool:
        """Whether in every section temperatures were taken at least once (of nobody, if nobody was there)."""
        taken = {
            row.section_id for rows in self.counts.values() for row in rows.values() if row.measured or not row.present
        }
        return bool(self.sections) and taken >= self.sections


def sheets(asked: Asked) -> dict[int, Sheet]:
    """Every asked facility's sheet. Four queries, whatever the number of facilities."""
    table = Timetable(max(window.end for window in asked.windows.values()), asked.known)
    found: dict[int, Sheet] = {}
    for facility in facilities(asked.day, asked.units):
        calls = table.within(facility, asked.windows[facility.system])
        found[facility.pk] = Sheet(facility, calls, set())
    for day in {sheet.calls[-1].day for sheet in found.values() if sheet.calls}:
        mine = [pk for pk, sheet in found.items() if sheet.calls and sheet.calls[-1].day == day]
        for facility_id, units in sections(mine, day).items():
            found[facility_id].sections = {unit.pk for unit in units}
    days = {call.day for sheet in found.values() for call in sheet.calls}
    for row in Count.objects.as_known(asked.known).filter(facility__in=found, day__in=days):
        call, sheet = RollCall(row.day, Slot(row.slot)), found[row.facility_id]
        if call in sheet.calls and row.section_id in sheet.sections:
            sheet.counts.setdefault(call, {})[row.section_id] = row
    return found


def stock(kinds: tuple[UnitKind, ...], pick: Callable[[Count], int | None]) -> Compute:
    """The sum over the sections of the last roll-call; missing while a section is missing."""

    def compute(asked: Asked) -> dict[int, float]:
        found: dict[int, float] = {}
        for pk, sheet in asked.shared(sheets).items():
            values = [pick(row) for row in sheet.last.values()]
            known = [value for value in values if value is not None]
            if sheet.facility.kind in kinds and sheet.is_complete and len(known) == len(values):
                found[pk] = sum(known)
        return found

    return compute


def _movements(asked: Asked) -> dict[tuple[int, str], int]:
    rows = Movement.objects.as_known(asked.known).filter(asked.during("at", "facility__kind"))
    if asked.units is not None:
        rows = rows.filter(facility__in=asked.units)
    groups = rows.values_list("facility_id", "kind").order_by().annotate(n=models.Count("pk"))
    return {(facility, kind): n for facility, kind, n in groups}


def flow(kinds: tuple[UnitKind, ...], movement: str) -> Compute:
    """How many movements of a kind; zero if the facility counted at all in the window, else missing."""

    def compute(asked: Asked) -> dict[int, float]:
        moved = asked.shared(_movements)
        return {
            pk: moved.get((pk, movement), 0)
            for pk, sheet in asked.shared(sheets).items()
            if sheet.facility.kind in kinds and (sheet.counts or (pk, movement) in moved)
        }

    return compute


def _fevers(asked: Asked) -> dict[int, int]:
    rows = Fever.objects.as_known(asked.known).filter(asked.during("at", "facility__kind"))
    if asked.units is not None:
        rows = rows.filter(facility__in=asked.units)
    return dict(rows.values_list("facility_id").order_by().annotate(n=models.Count("pk")))


def fevers(kinds: tuple[UnitKind, ...]) -> Compute:
    """How many fevers; none only if temperatures were taken in every section, else missing."""

    def compute(asked: Asked) -> dict[int, float]:
        found = asked.shared(_fevers)
        return {
            pk: found.get(pk, 0)
            for pk, sheet in asked.shared(sheets).items()
            if sheet.facility.kind in kinds and (pk in found or sheet.is_measured)
        }

    return compute


def _strengths(asked: Asked) -> dict[int, Strength]:
    days = {system: last_day(window) for system, window in asked.windows.items()}
    rows = Strength.objects.as_known(asked.known).filter(day__in=set(days.values())).select_related("facility")
    if asked.units is not None:
        rows = rows.filter(facility__in=asked.units)
    return {row.facility_id: row for row in rows if row.day == days[row.facility.system]}


def officers(pick: Callable[[Strength], int]) -> Compute:
    """Officers of the window's last day; missing if not entered."""
    return lambda asked: {pk: pick(row) for pk, row in asked.shared(_strengths).items()}


def section_count(asked: Asked) -> dict[int, float]:
    return {pk: len(sheet.sections) for pk, sheet in asked.shared(sheets).items() if sheet.sections}


def sections_counted(asked: Asked) -> dict[int, float]:
    """How many sections the last roll-call covers: none is a true zero here."""
    return {pk: len(sheet.last) for pk, sheet in asked.shared(sheets).items() if sheet.sections}
