"""What the pages of gates share: the gate of an address, tabs, who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.frontline.gates.models import Gate, GateKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.doors import names_for, unit_at
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from fengsui.frontline.gates.models import Device
    from fengsui.frontline.gates.queries.gates import Row
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def see(request: Request) -> None:
    if not scope.may(request.person, "gates.view"):
        raise Http404


def unit_of(request: Request, code: str) -> Unit:
    """The unit of an address, if the person sees its gates; else 404, noted in the journal."""
    return unit_at(request, scope.seen(request.person, "gates.view"), code)


def gate_of(request: Request, pk: int) -> Gate:
    """The gate of an address, if the person sees its unit; else 404, noted in the journal. One of a closed unit is only read."""
    rows = Gate.objects.visible_to(request.person).select_related("station", "unit", "partner")
    gate = fetch(request.person, rows, request.path, pk=pk)
    if request.method not in {"GET", "HEAD"}:
        check_open(gate.unit)
    return gate


def named(request: Request, rows: list[Row]) -> list[Row]:
    """Rows with the names of who keeps the gate and of whose devices they are. Two queries for all."""
    devices = [device for row in rows for device in row.devices]
    people = names_for(
        request.person, [*(pk for row in rows for pk in row.keepers), *(device.keeper_id for device in devices)]
    )
    for row in rows:
        row.names = [people.get(pk, "") for pk in row.keepers]
    _own(devices, people)
    return rows


def owned(request: Request, devices: list[Device]) -> list[Device]:
    """Devices with whose they are."""
    _own(devices, names_for(request.person, [device.keeper_id for device in devices]))
    return devices


def _own(devices: list[Device], people: dict[UUID, str]) -> None:
    for device in devices:
        name = people.get(device.keeper_id, "") if device.keeper_id else ""
        device.owner = " · ".join(word for word in (name, device.named) if word)


def day_of(request: Request) -> date:
    return clock.day_asked(request.GET, getattr(request, "known", None))


def tabs(request: Request, known: Unit | None = None) -> list[tuple[str, str]]:
    """The bar above every list of the room: what the person may open. known: whose known people the page shows."""
    person, unit = request.person, known or scope.highest(request.person, "gates.run")
    seen, listing = (
        scope.may(person, "gates.view"),
        any(scope.may(person, verb) for verb in ("gates.list", "gates.handle")),
    )
    found = [
        (seen, _("Gates"), reverse("gates:index")),
        (seen, _("Alerts"), reverse("gates:alerts")),
        (seen and unit, _("Known people"), reverse("gates:regulars", args=[unit.code]) if unit else ""),
        (seen, _("Permits"), reverse("gates:permits")),
        (seen, _("Passes"), reverse("gates:passes")),
        (seen, _("Inside now"), reverse("gates:inside")),
        (listing, _("Listed persons"), reverse("gates:listed")),
        (scope.may(person, "gates.trace"), _("Traces"), reverse("gates:traces")),
        (seen, _("Silent devices"), reverse("gates:silent")),
    ]
    return [(title, url) for may, title, url in found if may]


def basics(request: Request, gate: Gate, **more: Any) -> dict[str, Any]:
    """What every page of a gate needs."""
    pk = gate.pk
    stands = gate.until is None or gate.until > clock.today()
    now = getattr(request, "known", None) is None  # nothing is done in the past
    may_run = now and scope.may(request.person, "gates.run", gate.unit) and not gate.unit.is_closed(clock.today())
    terminal = _terminal(request, gate)
    return {
        "gate": gate, "unit": gate.unit, "stands": stands, "may_run": may_run, "terminal": terminal[0][1] if terminal else "",
        "gate_tabs": [
            (pgettext("gate", "Today"), reverse("gates:gate", args=[pk])),
            (_("Passages"), reverse("gates:passages", args=[pk])),
            (_("Does it add up?"), reverse("gates:balance", args=[pk, clock.today()])),
            (_("Devices"), reverse("gates:devices", args=[pk])),
            (_("Sheets"), reverse("gates:sheets", args=[pk])),
            *terminal,
        ],
        **more,
    }  # fmt: skip


def _terminal(request: Request, gate: Gate) -> list[tuple[str, str]]:
    """permits: a facility's gate has a fixed terminal, for who keeps it."""
    if gate.kind != GateKind.FACILITY or not scope.may(request.person, "gates.keep", gate.unit):
        return []
    return [(_("Terminal"), reverse("gates:terminal", args=[gate.pk]))]
