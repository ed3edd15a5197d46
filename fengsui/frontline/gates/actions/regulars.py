"""Whom the gates of a unit know: entered one by one or by the thousand, corrected, taken off the list and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from fengsui.frontline.gates import roll
from fengsui.frontline.gates.measures import IDENTITY
from fengsui.frontline.gates.models import Regular
from fengsui.frontline.gates.queries import regulars as queries
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Unit
from fengsui.ground.vault import actions as seals
from fengsui.ground.vault import bulk
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from uuid import UUID

    from fengsui.frontline.gates.roll import Entry
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.vault.actions import Pen

_COLUMNS = (
    "id", "unit_id", "name_sealed", "tail_sealed", "plate_sealed", "number_sealed", "building", "room", "since", "until",
    "synthetic", "version",
)  # fmt: skip


class Added(NamedTuple):
    """made: how many are new; version: under which they were entered; twice: lines of those who were there already."""

    made: int
    version: int
    twice: list[int]


@action
def add(unit: Unit, entries: Mapping[int, Entry], *, by: Actor, synthetic: bool = False) -> Added:
    """Enter people by the line they were written in. Who is there already (same building, room and name) is named, not doubled."""
    scope.require(by, "gates.run", unit)
    check_open(unit)
    for entry in entries.values():
        check(unit, entry)
    version = _next(unit)
    there = queries.present(unit, list(entries.values()))
    fresh: dict[tuple[str, str, str], Entry] = {}
    twice = []
    for line, entry in entries.items():
        if entry.key in there or entry.key in fresh:
            twice.append(line)
        else:
            fresh[entry.key] = entry
    if not fresh:
        deeds.told()
        return Added(0, version - 1, twice)
    enter(unit, list(fresh.values()), version, synthetic=synthetic)
    journal.write("gates.regulars_added", by=by.pk, unit=unit.pk, about=about(unit), n=len(fresh))
    return Added(len(fresh), version, twice)


def enter(
    unit: Unit, entries: list[Entry], version: int, *, until: date | None = None, synthetic: bool
) -> list[UUID]:  # fmt: skip
    """Write new people by COPY, an estate of thousands in one go, for an action that asked for the right. Return their ids."""
    pens, today = seals.admit(sorted(seals.uuids7(len(entries)))), clock.today()
    rows = [
        (
            pen.subject, unit.pk, *_sealed(pen, entry), entry.building, entry.room, today, until, synthetic, version,
        )
        for pen, entry in zip(pens, entries, strict=True)
    ]  # fmt: skip
    bulk.copy(Regular, _COLUMNS, rows)
    return [pen.subject for pen in pens]


def _sealed(pen: Pen, entry: Entry) -> tuple[bytes, ...]:
    return tuple(pen.seal(key, getattr(entry, key)) for key in queries.SEALED)


@action
def change(regular: Regular, entry: Entry, *, by: Actor) -> Regular:
    """Correct what is known of somebody. Phones get it with their next state."""
    scope.require(by, "gates.run", regular.unit)
    check(regular.unit, entry)
    version, regular = _next(regular.unit), _locked(regular)
    values = queries.opened([regular])[0]
    before = roll.Entry(building=regular.building, room=regular.room, **values)
    if not measured(regular.unit):
        entry = roll.Entry(entry.name, entry.building, entry.room, entry.tail, entry.plate, before.number)
    if before == entry:
        deeds.told()
        return regular
    if queries.present(regular.unit, [entry]).get(entry.key, regular) != regular:
        raise Refused("gates.regular_twice", _("The gates know somebody of this name there already."), field="name")
    pen = seals.pen(regular.pk)
    for key, sealed in zip(queries.SEALED, _sealed(pen, entry), strict=True):
        setattr(regular, f"{key}_sealed", sealed)
    regular.building, regular.room, regular.version = entry.building, entry.room, version
    regular.save()
    journal.write("gates.regular_changed", by=by.pk, unit=regular.unit_id, about=of(regular))
    return regular


@action
def leave(unit: Unit, ids: Collection[UUID], *, by: Actor) -> int:
    """Take people off the list: they moved away, or were entered by mistake. Return how many were on it."""
    scope.require(by, "gates.run", unit)
    version = _next(unit)
    rows = Regular.objects.filter(unit=unit, pk__in=ids).on()
    if not (n := rows.update(until=clock.today(), version=version)):
        deeds.told()
        return 0
    journal.write("gates.regulars_left", by=by.pk, unit=unit.pk, about=about(unit), n=n)
    return n


@action
def take_back(unit: Unit, version: int, *, by: Actor) -> int:
    """Take back one entry of many: all that were entered with it and not changed since go off the list."""
    rows = Regular.objects.filter(unit=unit, version=version, until=None, since=clock.today())
    return leave(unit, list(rows.values_list("pk", flat=True)), by=by)


@action
def put_back(unit: Unit, ids: Collection[UUID], *, by: Actor) -> int:
    """They are on the list after all."""
    scope.require(by, "gates.run", unit)
    check_open(unit)
    version = _next(unit)
    gone = Regular.objects.filter(unit=unit, pk__in=ids, until__isnull=False).exclude(name_sealed=b"")
    if not (n := gone.update(until=None, version=version)):
        deeds.told()
        return 0
    journal.write("gates.regulars_back", by=by.pk, unit=unit.pk, about=about(unit), n=n)
    return n


@action
def unmask(regular: Regular, *, reason: str, by: Actor) -> queries.Known:
    """Show what is known of somebody in full. The look is journalled with its reason."""
    scope.require(by, "gates.unmask", regular.unit)
    because = needed(reason)
    journal.write(
        "gates.unmasked", by=by.pk, unit=regular.unit_id, about=of(regular), person=str(regular.pk), reason=because
    )
    return queries.shown([regular], masked=False)[0]


def needed(reason: str) -> str:
    because = reason.replace("\x00", "").strip()[:200]
    if not because:
        raise Refused("gates.why", _("Say why you need to see the name."), field="reason")
    return because


def check(unit: Unit, entry: Entry) -> None:
    if problem := roll.wrong(entry):
        raise Refused("gates.regular", problem[1], field=problem[0])
    if entry.number and not measured(unit):
        raise Refused(
            "gates.number",
            _("The measures in force do not ask for identity numbers here; leave it out."),
            field="number",
        )


def measured(unit: Unit) -> bool:
    """Whether the measures in force let gates of a unit ask for identity numbers."""
    return bool(measures.reading(IDENTITY).of(unit))


def about(unit: Unit) -> str:
    return f"gates.regulars:{unit.pk}"


def of(regular: Regular) -> str:
    return f"gates.regular:{regular.pk}"


def _next(unit: Unit) -> int:
    """The next version of a unit's list; whoever comes second waits for it."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    return queries.latest(unit) + 1


def _locked(regular: Regular) -> Regular:
    return Regular.objects.select_for_update(of=("self",)).select_related("unit").get(pk=regular.pk)
