"""Undoing a batch as one act, as long as nothing refers to what it made and nobody changed what it changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.actions import recording
from fengsui.ground.exchange.actions.bringing import about, person_of
from fengsui.ground.exchange.models import Batch, Stage, Step, Taken
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Capacity, Change, Person, Seat, Shift, Station, Unit
from fengsui.ground.vault import queries as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.db.models import Model

    from fengsui.ground.org.scope import Actor

TABLES: dict[str, type[Model]] = {
    "change": Change,
    "unit": Unit, "person": Person, "capacity": Capacity, "appointment": Appointment, "seat": Seat, "shift": Shift, "station": Station,
}  # fmt: skip


@action
def undo(batch: Batch, *, by: Actor) -> int:
    """Undo an import that was taken: what it made goes, what it changed is as before. Return how many records.

    Persons whom it registered are destroyed with their keys. Refused, with what stands in the way, if anything refers
    to them since; then nothing is undone.
    """
    scope.require(by, "exchange.import", batch.unit)
    Batch.objects.select_for_update().get(pk=batch.pk)
    stages = set(Step.objects.filter(batch=batch).values_list("stage", flat=True))
    if Stage.TAKEN not in stages:
        raise Refused("exchange.not_taken", _("This import was not taken; there is nothing to undo."))
    if Stage.UNDONE in stages:
        raise Refused("exchange.undone", _("This import was undone already."))
    rows = list(recording.read(batch))
    if not rows:
        raise Refused(
            "exchange.too_old", _("What this import did is not kept any more; it can no longer be undone as one act.")
        )
    made: dict[type[Model], list[Any]] = defaultdict(list)
    changed: list[list[Any]] = []
    for table, pk, *fields in rows:
        if fields:
            changed.append([table, pk, *fields])
        else:
            made[TABLES[table]].append(UUID(pk) if table == "person" else int(pk))
    _refuse_deeds(batch, made[Person])
    for pk in reversed(made.pop(Change, [])):
        org.withdraw(Change.objects.get(pk=pk), by=by)
    for table, undoing in (
        ("unit", _units),
        ("person", _persons),
        ("capacity", _dates),
        ("appointment", _dates),
        ("station", _stations),
    ):
        if some := [each for each in changed if each[0] == table]:
            undoing(some, by)
    org.withdraw_records({model: ids for model, ids in made.items() if ids}, by=by)
    Taken.objects.filter(batch=batch).delete()
    Step.objects.create(batch=batch, stage=Stage.UNDONE, at=clock.now(), by=person_of(by))
    journal.write("exchange.undone", by=by.pk, unit=batch.unit_id, about=about(batch), rows=len(rows))
    return len(rows)


def _refuse_deeds(batch: Batch, persons: list[UUID]) -> None:
    """What a person did stands in the journal for good; such a person is not undone."""
    taken = Entry.objects.filter(about=about(batch), kind="exchange.taken").order_by("-pk").first()
    if taken and Entry.objects.filter(pk__gt=taken.pk, actor__in=persons).exists():
        raise Refused(
            "exchange.acted", _("A person of this import has acted in the system since; it can no longer be undone.")
        )


def _changed_since() -> Refused:
    return Refused(
        "exchange.changed_since",
        _("Something that this import changed was changed again since; correct it by hand instead."),
    )


def _persons(rows: list[list[Any]], by: Actor) -> None:
    """Give persons back the values they had, if they still have those of the import."""
    columns = {"name": "name_sealed", "phone": "phone_sealed", "number": "number_sealed"}
    ids = [UUID(pk) for _table, pk, *_fields in rows]
    here = {
        pk: dict(zip(columns, sealed, strict=True))
        for pk, *sealed in Person.objects.filter(pk__among=frozenset(ids)).values_list("pk", *columns.values())
    }
    triples = [(UUID(pk), field, here.get(UUID(pk), {}).get(field)) for _t, pk, _b, after in rows for field in after]
    if vault.open_all(triples) != [value for _t, _pk, _b, after in rows for value in after.values()]:
        raise _changed_since()
    org.correct_many([(UUID(pk), before) for _table, pk, before, _after in rows], by=by)


def _units(rows: list[list[Any]], by: Actor) -> None:
    here = Unit.objects.in_bulk([int(pk) for _table, pk, *_fields in rows])
    if any(int(pk) not in here or here[int(pk)].division != after["division"] for _t, pk, _b, after in rows):
        raise _changed_since()
    for _table, pk, before, _after in rows:
        org.set_division(here[int(pk)], before["division"], by=by)


def _dates(rows: list[list[Any]], by: Actor) -> None:
    table = rows[0][0]
    model: Any = TABLES[table]
    here = {
        row.pk: row for row in model.objects.filter(pk__in=[int(pk) for _t, pk, *_f in rows]).select_related("unit")
    }
    for _table, pk, _before, after in rows:
        row = here.get(int(pk))
        if row is None or (row.valid_to.isoformat() if row.valid_to else "") != after["until"]:
            raise _changed_since()
    back = [
        (here[int(pk)], date.fromisoformat(before["until"]) if before["until"] else None) for _t, pk, before, _a in rows
    ]
    (org.date_capacities if table == "capacity" else org.date_appointments)(back, by=by)


def _stations(rows: list[list[Any]], by: Actor) -> None:
    here = {
        row.pk: row for row in Station.objects.filter(pk__in=[int(pk) for _t, pk, *_f in rows]).select_related("unit")
    }
    if any(int(pk) not in here or str(here[int(pk)].capacity) != after["capacity"] for _t, pk, _b, after in rows):
        raise _changed_since()
    org.man_many([(here[int(pk)], int(before["capacity"])) for _t, pk, before, _a in rows], by=by)
