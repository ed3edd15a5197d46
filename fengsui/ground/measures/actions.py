from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.models import Measure
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


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
    scope.require(by, "measures.set", unit)
    moment = clock.now()
    if not basis.strip():
        raise Refused("measures.basis", _("Say on what basis: who decided it, by what paper."), field="basis")
    if until and until <= (at or moment):
        raise Refused("measures.dates", _("A measure must end after it begins."), field="until")
    row = Measure.objects.create(
        parameter=parameter.key, value=parameter.stored(value), at=at or moment, until=until, known_at=moment,
        system=system, unit=unit, basis=basis.strip(), decided_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write(
        "measures.set", by=by.pk, unit=unit.pk if unit else None, about=f"measures.measure:{row.pk}", at=row.at,
        parameter=parameter.key, value=row.value, basis=row.basis, system=system,
    )  # fmt: skip
    _tell()
    return row


@action
def revert(row: Measure, *, by: Actor) -> Measure:
    """Take a measure back as one act; what held before holds again."""
    scope.require(by, "measures.set", row.unit)
    if not Measure.objects.filter(pk=row.pk, replaced_at__isnull=True).update(replaced_at=clock.now()):
        raise Refused("measures.reverted", _("This measure was reverted already."))
    journal.write(
        "measures.reverted", by=by.pk, unit=row.unit_id, about=f"measures.measure:{row.pk}", parameter=row.parameter
    )
    _tell()
    return row


def _tell() -> None:
    measures.forget()
    house.replan()
