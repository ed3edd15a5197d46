"""Making a gate at a unit, changing it, closing it, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Device, Gate, GateKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fengsui.ground.org.scope import Actor

BUILDING, MOST_BUILDINGS = 40, 400
PLACE = 120
CAPACITY = 2  # persons at a gate at a time, until its duty roster says otherwise


@dataclass(frozen=True)
class Looks:
    """What can be said of a gate beside its name."""

    kind: str = GateKind.COMMUNITY
    place: str = ""
    buildings: tuple[str, ...] = ()
    partner: Unit | None = None


@action
def found(
    unit: Unit, name: str, looks: Looks, *, by: Actor, since: date | None = None, synthetic: bool = False
) -> Gate:
    """Make a gate at a station of a unit: the one of this name, for example a post of its duty roster, or a new one.

    Again, it is the one that is there.
    """
    scope.require(by, "gates.run", unit)
    check_open(unit)
    checked = _checked(looks)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two at once find the same station, the first's gate
    station = unit.stations.filter(name=name.strip()).first()
    if station is None:
        station = org.found_station(unit, name, capacity=CAPACITY, by=scope.SYSTEM)
    if there := Gate.objects.filter(station=station).first():
        return _again(there)
    gate = Gate.objects.create(station=station, unit=unit, since=since or clock.today(), synthetic=synthetic, **checked)
    journal.write("gates.founded", by=by.pk, unit=unit.pk, about=gate.about, gate=station.name, form=gate.kind)
    return gate


def _again(gate: Gate) -> Gate:
    if gate.until is not None:
        raise Refused(
            "gates.was_closed",
            _("There was a gate of this name, which is closed; open it again on its page."),
            field="name",
        )
    deeds.told()
    return gate


@action
def rename(gate: Gate, name: str, *, by: Actor) -> Gate:
    """Call a gate otherwise, and with it its station, which duty rosters share. Renaming it back is the undo."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    gate = locked(gate)
    before = gate.station.name
    gate.station = org.rename_station(gate.station, name, by=scope.SYSTEM)
    if gate.station.name == before:
        deeds.told()  # a second click, or the name was left as it is
        return gate
    journal.write("gates.renamed", by=by.pk, unit=gate.unit_id, about=gate.about, gate=gate.station.name, before=before)
    return gate


@action
def change(gate: Gate, looks: Looks, *, by: Actor, name: str | None = None) -> Gate:
    """Say anew what a gate is, how it is called, what keepers choose from, whose workers stand there too."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    checked, gate = _checked(looks), locked(gate) if name is None else rename(gate, name, by=by)
    if all(getattr(gate, name) == value for name, value in checked.items()):
        deeds.told()  # a second click, or nothing was changed
        return gate
    for field, value in checked.items():
        setattr(gate, field, value)
    gate.save(update_fields=list(checked))
    journal.write(
        "gates.changed", by=by.pk, unit=gate.unit_id, about=gate.about, gate=gate.station.name, form=gate.kind,
        buildings=len(gate.buildings),
    )  # fmt: skip
    return gate


@action
def close(gate: Gate, *, by: Actor) -> Gate:
    """It stands no longer from tomorrow on; its phones register until midnight, and send what they have as long as they like."""
    scope.require(by, "gates.run", gate.unit)
    gate = locked(gate)
    if gate.until is not None:
        deeds.told()
        return gate
    gate.until = max(clock.today(), gate.since) + timedelta(days=1)
    gate.save(update_fields=["until"])
    end = clock.midnight(gate.until)
    Device.objects.filter(gate=gate, until__gt=end).update(until=end)
    gate.invitations.filter(until__gt=end).update(until=end)
    journal.write("gates.gate_closed", by=by.pk, unit=gate.unit_id, about=gate.about, gate=gate.station.name)
    return gate


@action
def reopen(gate: Gate, *, by: Actor) -> Gate:
    """It stands again: closing it is taken back, or the estate has a keeper again. Phones are bound anew."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    gate = locked(gate)
    if gate.until is None:
        deeds.told()
        return gate
    gate.until = None
    gate.save(update_fields=["until"])
    journal.write("gates.gate_reopened", by=by.pk, unit=gate.unit_id, about=gate.about, gate=gate.station.name)
    return gate


def locked(gate: Gate) -> Gate:
    """The gate as it stands, and nobody else changes it or numbers its sheets until this is over."""
    return Gate.objects.select_for_update(of=("self",), no_key=True).select_related("station", "unit").get(pk=gate.pk)


def _checked(looks: Looks) -> dict[str, object]:
    if looks.kind not in GateKind.values:
        raise Refused("gates.kind", _("Choose what kind of gate it is."), field="kind")
    if len(looks.place.strip()) > PLACE:
        raise Refused("gates.place", _("A place has at most %(n)d characters.") % {"n": PLACE}, field="place")
    if looks.partner is not None:
        check_open(looks.partner)
    return {
        "kind": looks.kind, "place": looks.place.strip(), "partner": looks.partner, "buildings": _lines(looks.buildings),
    }  # fmt: skip


def _lines(buildings: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(name for line in buildings if (name := line.strip())))
    if len(found) > MOST_BUILDINGS:
        raise Refused(
            "gates.buildings", _("A gate has at most %(n)d buildings.") % {"n": MOST_BUILDINGS}, field="buildings"
        )
    if long := next((name for name in found if len(name) > BUILDING), None):
        raise Refused(
            "gates.building", _("“%(name)s…” is too long: a building has at most %(n)d characters.")
            % {"name": long[:BUILDING], "n": BUILDING}, field="buildings",
        )  # fmt: skip
    return found
