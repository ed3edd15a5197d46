"""The sheets of permits, passes and of who is inside; exports.py declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import Gate, GateKind
from fengsui.frontline.gates.queries import inside as staying
from fengsui.frontline.gates.queries import letting
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.asking import unit_of
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST_PERMITS = 20_000


def _permits(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = (
        letting.wanted(person, query).select_related("unit", "gate__station", "regular").order_by("-pk")[:MOST_PERMITS]
    )
    for line in letting.lines(person, rows):
        one = line.permit
        yield [
            line.name, one.regular.building, one.unit.label, str(one.gate or ""), clock.local(one.since), clock.local(one.until),
            one.reason, line.asker, line.word, line.decider, line.reason,
        ]  # fmt: skip


def _passes(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = letting.passes_wanted(person, query).select_related("regular__unit", "permit").order_by("-pk")[:MOST_PERMITS]
    for line in letting.pass_lines(rows):
        one = line.row
        of = gettext("a permit") if one.permit_id else gettext("a standing pass")
        yield [
            line.name, one.regular.building, one.regular.room, one.regular.unit.label, of, clock.local(one.issued_at),
            clock.local(one.until), line.word,
        ]  # fmt: skip


def _inside(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same whatever the page asks for
    gates = Gate.objects.visible_to(person).on().filter(kind=GateKind.FACILITY)
    units = {gate.unit_id: gate.unit for gate in gates.select_related("unit").order_by("unit__code")}
    counted, over = staying.counts(units), staying.overdue()
    for pk, unit in units.items():
        yield [unit.code, unit.label, counted.get(pk, 0), sum(one.unit_id == pk for one in over)]


def _inside_unit(person: Person, query: Query) -> Iterator[list[Any]]:
    unit = unit_of(query, scope.seen(person, "gates.view"))
    for row in staying.listed(unit):
        known = gettext("known") if row.known else gettext("visitor")
        yield [row.name, row.building, known, clock.local(row.since), clock.local(row.until) if row.until else None]


PERMITS = Table(
    "gates.permits", _("Permits"), "gates.view",
    (
        Column(_("Person"), 14), Column(_("Building"), 14), Column(_("Unit"), 24), Column(_("Gate"), 20), Column(_("From"), 18),
        Column(pgettext_lazy("permit", "Until"), 18), Column(_("For what"), 30), Column(pgettext_lazy("permit", "Asked by"), 14), Column(_("State"), 14),
        Column(_("Decided by"), 14), Column(_("Reason"), 30),
    ),
    _permits, total=lambda person, query: letting.wanted(person, query).count(),
)  # fmt: skip
PASSES = Table(
    "gates.passes", _("Passes"), "gates.view",
    (
        Column(_("Person"), 14), Column(_("Building"), 14), Column(pgettext_lazy("home", "Room"), 10), Column(_("Unit"), 24), Column(_("Of"), 14),
        Column(_("Made"), 18), Column(_("Valid until"), 18), Column(_("State"), 10),
    ),
    _passes, total=lambda person, query: letting.passes_wanted(person, query).count(),
)  # fmt: skip
INSIDE = Table(
    "gates.inside", _("Inside now"), "gates.view",
    (
        Column(_("Code"), 18), Column(_("Facility"), 28), Column(_("Inside"), 10), Column(_("Longer than permitted"), 16),
    ),
    _inside,
)  # fmt: skip
INSIDE_UNIT = Table(
    "gates.inside_unit", _("Who is inside"), "gates.view",
    (
        Column(_("Person"), 14), Column(_("Building"), 14), Column(_("Kind"), 10), Column(pgettext_lazy("gates", "Since"), 18),
        Column(_("Permitted until"), 18),
    ),
    _inside_unit,
)  # fmt: skip
