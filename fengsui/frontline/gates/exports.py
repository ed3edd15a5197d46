from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.letting import INSIDE, INSIDE_UNIT, PASSES, PERMITS
from fengsui.frontline.gates.models import AlertKind, Gate, Listed, Trace
from fengsui.frontline.gates.queries import alerts, asked, balance, gates, regulars, store
from fengsui.frontline.gates.queries.listed import opened as opened_listed
from fengsui.frontline.gates.queries.silent import silent
from fengsui.ground.org import scope
from fengsui.ground.org.asking import day_of, known_of, unit_of, when
from fengsui.ground.org.doors import number_of
from fengsui.ground.org.queries import names
from fengsui.ground.tables.declare import Column, Table
from fengsui.ground.vault.queries import mask_name, mask_number
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Passage
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

_BATCH = 500
PERMITTED = (PERMITS, PASSES, INSIDE, INSIDE_UNIT)  # permits: declared here, written there


# Alerts, listed persons, traces
def _alerts(person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    for some in batched(alerts.wanted(person, query, known).order_by("-pk").iterator(_BATCH), _BATCH, strict=False):
        for row in alerts.shown(some, known=known):
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
    _alerts, total=lambda person, query: alerts.wanted(person, query, known_of(query)).count(),
    name=lambda query: f"gate-alerts-{when(query)}", looks_back=True,
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


# run
def _gate(person: Person, query: Query) -> Gate:
    rows = Gate.objects.visible_to(person).select_related("station", "unit")
    found = rows.filter(pk=number_of(query.get("pk", ""), -1)).first()
    if found is None:
        raise Refused("gates.gone", gettext("This gate does not exist, or it is not yours to see."))
    return found


def _of_gate(query: Query) -> str:
    return f"gate-{query.get('pk', '')}-{when(query)}"


def _gates(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(
        gates.wanted(person, query).order_by("unit__code", "pk").iterator(_BATCH), _BATCH, strict=False
    ):
        rows = gates.shown(some)
        people = names(pk for row in rows for pk in row.keepers)
        for row in rows:
            keepers = "、".join(people.get(pk, "") for pk in row.keepers)
            yield [
                row.gate.unit.label, str(row.gate), row.gate.place, row.gate.get_kind_display(), str(row.policy.label), row.day.inward,
                row.day.outward, row.day.refused, row.day.fevers, len(row.devices), len(row.silent), row.queued, row.alerts, keepers,
            ]  # fmt: skip


def _silent(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all of them
    for row in silent(scope.seen(person, "gates.view")):
        yield [row.gate.unit.label, str(row.gate), row.named, row.seen_at, row.queued, row.oldest_at, row.until]


def _passed(person: Person, query: Query) -> QuerySet[Passage]:
    return store.of_gate(_gate(person, query), day_of(query), known_of(query))


def _passages(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = _passed(person, query)
    for some in batched(rows.iterator(_BATCH), _BATCH, strict=False):
        said = store.opened(some)
        for row in some:
            one = said[row.pk]
            yield [
                row.at, row.get_direction_display(), row.get_kind_display(), row.get_outcome_display(), row.people, one.name, one.building,
                one.room, one.plate, float(row.celsius) if row.celsius else None, row.sheet, row.line, row.known_at,
            ]  # fmt: skip


def _balance(person: Person, query: Query) -> Iterator[list[Any]]:
    found = balance.balance(_gate(person, query), day_of(query))
    for phone in found.phones:
        yield [
            phone.device.named, *_sums(phone.day), phone.said.registered if phone.said else None, phone.arrived, phone.withdrawn,
            phone.device.queued, phone.lacking, phone.device.heard_at,
        ]  # fmt: skip
    for title, sums in ((gettext("Paper sheets, entered at the desk"), found.paper), (gettext("Other"), found.other), (gettext("Together"), found.together), (gettext("The day’s total as counted"), found.tally)):  # fmt: skip
        yield [title, *_sums(sums), *[None] * 6]


def _sums(found: balance.Sums) -> list[int]:
    return [found.rows, found.inward, found.outward, found.refused, found.people]


def _devices(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in _gate(person, query).devices.order_by("-pk"):
        yield [row.get_kind_display(), row.named, row.bound_at, row.until, row.seen_at, row.queued, row.oldest_at, row.skew, row.version, row.locked_at]  # fmt: skip


def _sheets(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in _gate(person, query).sheets.order_by("-number"):
        yield [row.number, row.printed_at, row.day, len(row.standing) if row.lines else None, row.entered_at, row.spoiled_at, row.spoiled_because]  # fmt: skip


def _regulars(person: Person, query: Query) -> Iterator[list[Any]]:
    unit = unit_of(query, scope.seen(person, "gates.view"))
    for some in batched(
        regulars.standing(unit).order_by("building", "room", "pk").iterator(_BATCH), _BATCH, strict=False
    ):
        for one in regulars.shown(some):
            yield [one.regular.building, one.regular.room, one.name, one.tail, one.plate, one.regular.since]


_IN, _OUT = pgettext_lazy("gates", "In"), pgettext_lazy("gates", "Out")
GATES = Table(
    "gates.gates", _("Gates"), "gates.view",
    (
        Column(_("Unit"), 26), Column(_("Gate"), 24), Column(_("Estate or street"), 24), Column(_("Kind of gate"), 16), Column(_("Policy"), 14),
        Column(_IN, 10), Column(_OUT, 10), Column(_("Turned away"), 10), Column(_("Fevers"), 10), Column(_("Devices"), 10),
        Column(_("Silent devices"), 10), Column(_("Queued"), 10), Column(_("Open alerts"), 10), Column(_("Keeps the gate"), 24),
    ),
    _gates, total=lambda person, query: gates.wanted(person, query).count(), name=lambda query: f"gates-{when(query)}",
)  # fmt: skip
SILENT = Table(
    "gates.silent", _("Silent devices"), "gates.view",
    (
        Column(_("Unit"), 26), Column(_("Gate"), 24), Column(_("Device"), 18), Column(_("Last heard"), 18), Column(_("Queued then"), 10),
        Column(_("Oldest record"), 18), Column(_("Registers until"), 18),
    ),
    _silent, name=lambda query: f"silent-devices-{when(query)}",
)  # fmt: skip
PASSAGES = Table(
    "gates.passages", _("Passages"), "gates.view",
    (
        Column(_("When"), 18), Column(_("Direction"), 10), Column(_("Kind"), 12), Column(_("Outcome"), 14), Column(_("Persons"), 10),
        Column(_("Name (masked)"), 14), Column(_("Building"), 14), Column(_("Room no."), 10), Column(_("Plate (masked)"), 14), Column("°C", 8, 1),
        Column(_("Sheet no."), 8), Column(_("Line no."), 8), Column(_("Heard of"), 18),
    ),
    _passages, total=lambda person, query: _passed(person, query).count(), name=_of_gate, looks_back=True,
)  # fmt: skip
BALANCE = Table(
    "gates.balance", _("Does it add up?"), "gates.view",
    (
        Column(_("Source"), 30), Column(_("Passages"), 10), Column(_IN, 10), Column(_OUT, 10), Column(_("Turned away"), 10),
        Column(_("Persons"), 10), Column(_("Said by the phone"), 10), Column(_("Received here"), 10), Column(_("Of them withdrawn"), 12),
        Column(_("Still queued"), 12), Column(_("Still missing"), 10), Column(_("Last heard"), 18),
    ),
    _balance, name=_of_gate,
)  # fmt: skip
DEVICES = Table(
    "gates.devices", _("Devices"), "gates.view",
    (
        Column(_("Kind"), 14), Column(_("Device"), 20), Column(_("Bound"), 18), Column(_("Registers until"), 18), Column(_("Last heard"), 18),
        Column(_("Queued"), 10), Column(_("Oldest record"), 18), Column(_("Clock off by, seconds"), 12), Column(_("Version"), 14),
        Column(_("Locked"), 18),
    ),
    _devices, name=_of_gate,
)  # fmt: skip
SHEETS = Table(
    "gates.sheets", _("Paper sheets"), "gates.view",
    (
        Column(_("Sheet no."), 8), Column(_("Printed"), 18), Column(_("Day"), 14), Column(_("Lines entered"), 8), Column(_("Copied"), 18),
        Column(_("Given up on"), 18), Column(_("Reason"), 40),
    ),
    _sheets, name=_of_gate,
)  # fmt: skip
REGULARS = Table(
    "gates.regulars", _("Known people"), "gates.view",
    (
        Column(_("Building"), 14), Column(_("Room no."), 10), Column(_("Name (masked)"), 14), Column(_("Last digits"), 12), Column(_("Plate"), 14),
        Column(_("On the list since"), 16),
    ),
    _regulars, total=lambda person, query: regulars.standing(unit_of(query, scope.seen(person, "gates.view"))).count(),
    name=lambda query: f"known-people-{query.get('code', '')}-{when(query)}",
)  # fmt: skip
