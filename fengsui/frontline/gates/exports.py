from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import AlertKind, Listed, Trace
from fengsui.frontline.gates.queries import alerts, asked
from fengsui.frontline.gates.queries.listed import opened as opened_listed
from fengsui.ground.org.asking import when
from fengsui.ground.tables.declare import Column, Table
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

_BATCH = 500


# Alerts, listed persons, traces
def _alerts(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(alerts.wanted(person, query).order_by("-pk").iterator(_BATCH), _BATCH, strict=False):
        for row in alerts.shown(some):
            one = row.alert
            yield [
                one.at, one.known_at, one.unit.label, str(one.gate), str(AlertKind(one.kind).label), one.celsius,
                row.who.name if row.who else None, row.last.get_kind_display() if row.last else None, row.last.at if row.last else None,
                one.closed_at,
            ]  # fmt: skip


def _listed_rows(person: Person, query: Query) -> QuerySet[Listed]:
    rows = Listed.objects.visible_to(person).select_related("unit").order_by("-pk")
    return rows.exclude(pk__in=Listed.objects.on().values("pk")) if query.get("state") == "ended" else rows.on()


def _listed(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(_listed_rows(person, query).iterator(_BATCH), _BATCH, strict=False):
        for one in opened_listed(some):
            row = one.row
            yield [
                mask_name(one.name), mask_number(one.number), row.authority, row.paper, row.reason, row.unit.label, row.since,
                row.until, row.ended_at,
            ]  # fmt: skip


def _trace_rows(person: Person, query: Query) -> QuerySet[Trace]:  # noqa: ARG001 - nothing is asked for but all
    return Trace.objects.visible_to(person).select_related("unit").order_by("-pk")


def _traces(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(_trace_rows(person, query).iterator(_BATCH), _BATCH, strict=False):
        for one in asked.shown(some):
            row = one.trace
            yield [
                one.asked.at if one.asked else None, row.unit.label, row.authority, row.paper, row.reason, row.since, row.until,
                row.minutes, one.word, one.looks, one.given,
            ]  # fmt: skip


ALERTS = Table(
    "gates.alerts", _("Alerts of gates"), "gates.view",
    (
        Column(_("When"), 18), Column(_("Heard of"), 18), Column(_("Unit"), 26), Column(_("Gate"), 24), Column(_("Kind of alert"), 14),
        Column("°C", 8, 1), Column(_("Name (masked)"), 14), Column(_("Last step"), 20), Column(_("At what hour"), 18),
        Column(_("Closed"), 18),
    ),
    _alerts, total=lambda person, query: alerts.wanted(person, query).count(), name=lambda query: f"gate-alerts-{when(query)}",
)  # fmt: skip
LISTED = Table(
    "gates.listed", _("Listed persons"), "gates.list",
    (
        Column(_("Name (masked)"), 14), Column(_("Number (masked)"), 20), Column(_("Authority"), 26), Column(_("Paper"), 22),
        Column(_("Reason"), 40), Column(_("For the gates of"), 26), Column(_("Since"), 18), Column(_("Until"), 18), Column(_("Ended"), 18),
    ),
    _listed, total=lambda person, query: _listed_rows(person, query).count(), name=lambda query: f"listed-{when(query)}",
)  # fmt: skip
TRACES = Table(
    "gates.traces", _("Traces"), "gates.trace",
    (
        Column(_("Asked for"), 18), Column(_("Unit"), 26), Column(_("Authority"), 26), Column(_("Paper"), 22), Column(_("Reason"), 40),
        Column(_("From"), 18), Column(_("Ends at"), 18), Column(_("Minutes"), 10, 0), Column(_("State"), 14), Column(_("Looked at"), 10, 0),
        Column(_("Given out"), 10, 0),
    ),
    _traces, total=lambda person, query: _trace_rows(person, query).count(), name=lambda query: f"traces-{when(query)}",
)  # fmt: skip
