from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries
from fengsui.ground.measures.models import Measure
from fengsui.ground.org.models import System
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _in_force(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    for reading in queries.readings(*queries.parameters().values()):
        one = reading.parameter
        yield [
            one.key,
            str(one.name),
            str(one.unit),
            *(queries.shown(reading.system(system), choices=one.choices) for system in System),
        ]


def _decided(query: Query) -> QuerySet[Measure]:
    return Measure.objects.filter(parameter=query.get("key", "")).order_by("-at", "-pk")


def _decisions(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    found = queries.parameters().get(query.get("key", ""))
    if found is None:
        return
    for row in _decided(query).select_related("unit").iterator(500):
        whom = row.unit.label if row.unit else row.get_system_display() if row.system else _t("all systems")
        until = row.until or _t("further notice")
        yield [
            queries.shown(found.loaded(row.value), choices=found.choices),
            whom,
            row.at,
            until,
            row.basis,
            _state(row),
        ]


def _state(row: Measure) -> str:
    if row.replaced_at:
        return _t("reverted")
    return _t("decided") if row.at > clock.now() else _t("in force")


IN_FORCE = Table(
    "measures.in_force", _("Measures"), "measures.view",
    (
        Column(_("Code"), 30), Column(_("Measure"), 40), Column(_("Unit of measure"), 10),
        *(Column(system.label, 18) for system in System),
    ),
    _in_force, total=lambda _person, _query: len(queries.parameters()),
)  # fmt: skip
DECISIONS = Table(
    "measures.decisions", _("Decisions"), "measures.view",
    (
        Column(_("New value"), 16), Column(_("For"), 24), Column(_("In force from"), 18), Column(_("Until"), 18),
        Column(_("Basis"), 50), Column(_("State"), 10),
    ),
    _decisions, total=lambda _person, query: _decided(query).count(),
    name=lambda query: f"{query.get('key', 'measure')}-{clock.today().isoformat()}",
)  # fmt: skip
