from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Setting
from fengsui.ground.measures.models import Measure
from fengsui.ground.measures.supposing import ending
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


_ALONE = 7_302  # advisory lock: who sets measures waits for who is setting them, and then sees what they did


@action
def put(
    parameter: Parameter,
    value: Any,
    *,
    basis: str,
    by: Actor,
    at: datetime | None = None,
    until: datetime | None = None,
    system: str = "",
    unit: Unit | None = None,
) -> Measure:
    """Put a measure in force from `at` (now) until `until`. A basis is required: who decided it, by what paper."""
    return put_many([Setting(parameter, value, at or clock.now(), until, system, unit)], basis=basis, by=by)[0]


@action
def put_many(settings: Sequence[Setting], *, basis: str, by: Actor) -> list[Measure]:
    """Put several measures in force on one basis; what people owe is planned again once."""
    for unit in {setting.unit for setting in settings}:
        scope.require(by, "measures.set", unit)
    if not basis.strip():
        raise Refused("measures.basis", _("Say on what basis: who decided it, by what paper."), field="basis")
    if any(setting.until and setting.until <= setting.at for setting in settings):
        raise Refused("measures.dates", _("A measure must end after it begins."), field="until")
    for setting in settings:
        if setting.parameter.whole and (setting.system or setting.unit):
            sentence = _("%(name)s is one value for everybody. Set it for all systems.")
            raise Refused("measures.whole", sentence % {"name": setting.parameter.name}, field="system")
    alone()
    rows = Measure.objects.bulk_create(_row(setting, basis.strip(), by) for setting in settings)
    for row in rows:
        journal.write(
            "measures.set", by=by.pk, unit=row.unit_id, about=f"measures.measure:{row.pk}", at=row.at,
            parameter=row.parameter, value=row.value, basis=row.basis, system=row.system,
        )  # fmt: skip
    _tell()
    return rows


def _row(setting: Setting, basis: str, by: Actor) -> Measure:
    return Measure(
        parameter=setting.parameter.key, value=setting.parameter.stored(setting.value), at=setting.at,
        until=setting.until, known_at=clock.now(), system=setting.system, unit=setting.unit, basis=basis,
        decided_by=by if isinstance(by, Person) else None,
    )  # fmt: skip


@action
def revert(row: Measure, *, by: Actor) -> Measure:
    """Take a measure back as one act; what held before holds again."""
    scope.require(by, "measures.set", row.unit)
    alone()
    if not Measure.objects.filter(pk=row.pk, replaced_at__isnull=True).update(replaced_at=clock.now()):
        raise Refused("measures.reverted", _("This measure was reverted already."))
    journal.write(
        "measures.reverted", by=by.pk, unit=row.unit_id, about=f"measures.measure:{row.pk}", parameter=row.parameter
    )
    _tell()
    return row


@action
def end_many(rows: Sequence[Measure], *, by: Actor) -> list[Measure]:
    """End measures from now on: what they were until now stays so. One that has not begun is taken back altogether.

    Return what stands in their place. Refused if one of them was taken back already.
    """
    for unit in {row.unit for row in rows}:
        scope.require(by, "measures.set", unit)
    alone()
    found = Measure.objects.filter(pk__in=[row.pk for row in rows], replaced_at__isnull=True)
    if found.update(replaced_at=clock.now()) != len(rows):
        raise Refused("measures.reverted", _("This measure was reverted already."))
    ended = Measure.objects.bulk_create(ending(rows, clock.now()))
    for row in rows:
        journal.write(
            "measures.ended", by=by.pk, unit=row.unit_id, about=f"measures.measure:{row.pk}", parameter=row.parameter,
            system=row.system,
        )  # fmt: skip
    _tell()
    return ended


def alone() -> None:
    """Wait for whoever is setting measures, until the end of the transaction; then read them again."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ALONE])
    measures.forget()


def _tell() -> None:
    measures.forget()
    house.replan()
