"""Registering at a facility's fixed terminal: one person at a time, the permit checked at once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.frontline.gates.actions import alarms, storing
from fengsui.frontline.gates.actions.noticing import threshold
from fengsui.frontline.gates.actions.storing import Fresh
from fengsui.frontline.gates.measures import REMEASURE
from fengsui.frontline.gates.models import Direction, Kind, Outcome, Passage
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries import passes, permits, policy, store
from fengsui.frontline.gates.queries.policy import Card
from fengsui.frontline.gates.reasons import Reason
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.body import COLDEST, HOTTEST
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates.models import Gate, Regular
    from fengsui.ground.org.scope import Actor

BACK = timedelta(minutes=30)  # so long one may take back what one registered
LONGEST = timedelta(hours=12)  # an entry that waited longer for the network is written on a sheet


class Entry(NamedTuple):
    """What was entered about somebody. id: made with the form, so that Enter twice is once; waited: for the network.

    code: the pass that was shown; regular: who was chosen; else a visitor's name, number, plate, what for.
    heat, again: tenths of °C of the first and the second reading. reason: why turned away; empty: let through.
    """

    id: UUID
    way: int
    code: str = ""
    regular: Regular | None = None
    name: str = ""
    number: str = ""
    plate: str = ""
    note: str = ""
    heat: int | None = None
    again: int | None = None
    site: str = ""
    reason: str = ""
    waited: timedelta = timedelta(0)


class Seen(NamedTuple):
    """Somebody at the gate before anything is registered: who it is, by what, and whether they may pass."""

    regular: Regular | None
    card: Card
    reason: Reason | None
    until: datetime | None = None


def look(gate: Gate, way: int, *, code: str = "", regular: Regular | None = None, at: datetime | None = None) -> Seen:
    """Whether somebody may pass now. Writes nothing."""
    found = passes.shown(code, gate) if code else passes.Shown(Card.NONE, regular)
    who = found.regular if found.card != Card.ELSEWHERE else None
    permit = permits.permitted(gate, who.pk, at) if who else None
    reason = policy.judge(policy.now(gate, at), way, found.card, permitted=permit is not None)
    until = permit.until if permit else found.shown.until if found.shown else None
    return Seen(who, found.card, reason, until)


def ident(moment: datetime) -> UUID:
    """A new UUIDv7 of a moment of the domain's time."""
    return store.id_at(moment, secrets.randbits(74))


@action
def register(gate: Gate, entry: Entry, *, by: Actor) -> Passage:
    """Register somebody at a terminal. Refused if they may not pass and it does not say that they were turned away."""
    scope.require(by, "gates.keep", gate.unit)
    check_open(gate.unit)
    storing.lock(gate)
    if known := Passage.objects.filter(pk=entry.id, gate=gate).first():
        deeds.told()
        return known
    moment = clock.now()
    at = moment - min(max(entry.waited, timedelta(0)), LONGEST)
    _measured(gate, entry, at)
    seen = look(gate, entry.way, code=entry.code, regular=entry.regular, at=at)
    reason = _reason(gate, entry, seen, at)
    row = _fresh(entry, seen, reason, at, by)
    new = storing.store(gate, [row], known_at=moment)
    alarms.raised(gate, [row], new)
    journal.write(
        "gates.registered", by=by.pk, unit=gate.unit_id, about=gate.about, at=at, passage=str(row.id), way=row.direction,
        outcome=row.outcome, reason=reason,
    )  # fmt: skip
    return Passage.objects.get(pk=row.id)


def _reason(gate: Gate, entry: Entry, seen: Seen, at: datetime) -> str:
    """Why somebody is turned away; "" if they pass."""
    if entry.reason:
        if entry.reason not in Reason.values:
            raise Refused("gates.why_not", _("Choose why."), field="reason")
        return entry.reason
    if seen.reason:
        raise Refused("gates.no_way", _("Not let in: %(why)s.") % {"why": seen.reason.label}, field="reason")
    if not seen.regular and not entry.name.strip() and not entry.plate.strip():
        raise Refused("gates.who", _("Say who it is: scan the pass, or write the name."), field="name")
    last = entry.heat if entry.again is None else entry.again
    hot = last is not None and last >= threshold(gate.unit, at)
    return Reason.FEVER if hot and entry.way == Direction.IN else ""


def _measured(gate: Gate, entry: Entry, at: datetime) -> None:
    """A temperature of a living body, or said to be unreadable; at the threshold measured again."""
    for name, heat in (("heat", entry.heat), ("again", entry.again)):
        if heat is not None and not COLDEST * 10 <= heat <= HOTTEST * 10:
            facts = {"low": COLDEST, "high": HOTTEST}
            raise Refused("gates.heat", _("A temperature lies between %(low)s and %(high)s °C.") % facts, field=name)
    if entry.reason or entry.way == Direction.OUT:
        return
    if entry.heat is None and entry.site != UNREADABLE:
        raise Refused("gates.measure", _("Measure the temperature, or say that it cannot be read."), field="heat")
    hot = entry.heat is not None and entry.heat >= threshold(gate.unit, at)
    if hot and entry.again is None and entry.site != UNREADABLE and measures.reading(REMEASURE, at=at).of(gate.unit):
        raise Refused("gates.again", _("At the threshold: measure again."), field="again")


def _fresh(entry: Entry, seen: Seen, reason: str, at: datetime, by: Actor) -> Fresh:
    who = seen.regular
    kind = Kind.PERSON if who else Kind.VISITOR if entry.name.strip() or not entry.plate.strip() else Kind.VEHICLE
    return Fresh(
        id=entry.id, at=at, direction=entry.way, kind=kind, outcome=Outcome.REFUSED if reason else Outcome.ADMITTED,
        keeper=by.pk if isinstance(by, Person) else None, who=who.pk if who else None, heat=entry.heat, heat_again=entry.again,
        site=entry.site, reason=reason, building=who.building if who else "", name="" if who else _short(entry.name, 40),
        number="" if who else _short(entry.number, 20), plate=_short(entry.plate, 12), note=_short(entry.note, 200),
    )  # fmt: skip


def _short(words: str, most: int) -> str:
    return words.replace("\x00", "").strip()[:most]


@action
def take_back(gate: Gate, passage: UUID, *, by: Actor) -> None:
    """Take back what one registered oneself a moment ago: it stays, and counts no longer."""
    scope.require(by, "gates.keep", gate.unit)
    row = Passage.objects.filter(pk=passage, gate=gate).first()
    if row is None or row.keeper is None or row.keeper != by.pk or row.known_at < clock.now() - BACK:
        raise Refused(
            "gates.not_mine", _("Only what you registered yourself in the last half hour is taken back here.")
        )
    moment = clock.now()
    if not storing.withdraw(
        gate, passage, id=uuid7(), at=moment, known_at=moment, reason=pgettext("permit", "taken back"), by=by.pk
    ):
        raise Refused("gates.taken_back", _("It was taken back already."))
    journal.write("gates.taken_back", by=by.pk, unit=gate.unit_id, about=gate.about, passage=str(passage))
