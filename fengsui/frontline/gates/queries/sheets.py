"""The ledger of paper sheets: what was printed, what came back, what is missing, and what stands on each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from fengsui.frontline.gates.models import Handover, Passage, Sheet
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries import store
from fengsui.frontline.gates.roll import folded
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import pages
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.paper import Line


@dataclass(frozen=True)
class Written:
    """A line that stands: in plain words, so that what is typed can be compared; show `masked`."""

    number: int
    id: UUID
    at: datetime
    way: int
    building: str
    name: str
    plate: str
    heat: int | None
    unreadable: bool
    device: UUID | None
    again: int | None = None

    @property
    def hints(self) -> dict[str, str]:
        """What is said of name and plate where they are not shown."""
        return {"name": vault.mask_name(self.name), "plate": vault.mask_number(self.plate)}

    @property
    def masked(self) -> str:
        return " · ".join(word for word in (f"{clock.local(self.at):%H:%M}", *self.hints.values()) if word)

    def completed(self, line: Line) -> Line:
        """A line that was seen as it stands: a name or plate left empty is as it is."""
        return replace(line, name=line.name or self.name, plate=line.plate or self.plate)

    def says(self, line: Line) -> bool:
        mine = (
            self.at,
            self.way,
            folded(self.building),
            folded(self.name),
            folded(self.plate),
            self.heat,
            self.again,
            self.unreadable,
        )
        typed = (
            line.at,
            line.way,
            folded(line.building),
            folded(line.name),
            folded(line.plate),
            line.heat,
            line.again,
            line.unreadable,
        )
        return mine == typed


def written(sheet: Sheet) -> list[Written]:
    """What stands on a sheet, by line: four queries. Lines whose passages were dropped or withdrawn elsewhere are left out."""
    ids = {ident: number for number, ident in sheet.standing.items()}
    rows = list(store.standing().filter(pk__in=list(ids))) if ids else []
    said = store.opened(rows, masked=False)
    found = [_written(ids[row.pk], row, said[row.pk]) for row in rows]
    return sorted(found, key=lambda one: one.number)


def _written(number: int, row: Passage, said: store.Opened) -> Written:
    return Written(
        number, row.pk, row.at, row.direction, row.building, said.name, said.plate, row.heat, row.site == UNREADABLE,
        row.device, row.heat_again,
    )  # fmt: skip


UNACCOUNTED = Q(lines={}, entered_at=None, spoiled_at=None)


def ledger(gate: Gate, query: Mapping[str, str]) -> pages.Page[Sheet]:
    """The sheets of a gate, the newest number first."""
    return pages.page(gate.sheets.select_related("printed_by", "entered_by"), query, key="number")


def missing(day: date, units: Any = None, *, noticed: bool = False) -> list[Sheet]:
    """Sheets of which nobody says where they are, as of the end of a day: a later one of the gate came back, or a phone named it.

    units: of some units only (ids, units or a query of them); noticed: only what was noticed on this very day.
    """
    rows = Sheet.objects.filter(UNACCOUNTED)
    if units is not None:
        rows = rows.filter(gate__unit__in=units)
    when = {"day": day} if noticed else {"day__lte": day}
    later = Sheet.objects.filter(gate=OuterRef("gate"), number__gt=OuterRef("number"), **when).exclude(lines={})
    wanted = Q(Exists(later))
    for gate, numbers in _named(day, units, noticed=noticed).items():
        wanted |= Q(gate=gate, number__in=numbers)
    return list(rows.filter(wanted).select_related("gate__unit", "gate__station").order_by("gate", "number"))


def _named(day: date, units: Any, *, noticed: bool) -> dict[int, set[int]]:
    """The sheets that phones said were begun."""
    rows = Handover.objects.filter(at__lte=clock.last_moment(day)).exclude(sheets=[])
    if noticed:
        rows = rows.filter(at__gte=clock.midnight(day))
    if units is not None:
        rows = rows.filter(device__gate__unit__in=units)
    found: dict[int, set[int]] = {}
    for gate, numbers in rows.values_list("device__gate", "sheets"):
        found.setdefault(gate, set()).update(numbers)
    return found


def of_day(gate: Gate, day: date) -> QuerySet[Sheet]:
    return gate.sheets.filter(day=day).order_by("number")
