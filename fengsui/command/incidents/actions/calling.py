"""The record of the duty telephone: kept at Enter, put right by another one, never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.actions.carrying import hold, said_hour, who
from fengsui.command.incidents.models import Call
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import queries as opened
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

NAME, NUMBER, WHY = 60, 40, 200


@dataclass(frozen=True)
class Heard:
    """What was written down while talking. unit, number, caller: as far as known; at: when it rang (None: now)."""

    text: str
    unit: Unit | None = None
    number: str = ""
    caller: str = ""
    at: datetime | None = None


@action
def ring(unit: Unit, heard: Heard, *, by: Actor, key: UUID | None = None, synthetic: bool = False) -> Call:
    """Write down a call at a unit's duty telephone. key: made where it was typed; sent twice, it is one."""
    scope.require(by, "incidents.phone", unit)
    check_open(unit)
    if key:
        hold(key)
        if sent := Call.objects.filter(pk=key, unit=unit).first():
            deeds.told()
            return sent
    call = _keep(unit, heard, by, key or uuid7(), synthetic=synthetic)
    journal.write("incidents.rang", by=by.pk, unit=unit.pk, about=call.about, at=call.at)
    return call


@action
def correct_call(call: Call, heard: Heard, reason: str, *, by: Actor) -> Call:
    """Write a call down again, rightly: the wrong one stays to be read, void. Not once it was turned into something."""
    held = _held(call, by)
    if right := Call.objects.filter(instead=held).first():
        deeds.told()
        _first(held, by)
        return right
    _open(held)
    made = _keep(
        held.unit, _as_before(held, heard), by, uuid7(), instead=held, synthetic=held.synthetic, at=heard.at or held.at
    )
    _void(held, saying.words(reason, _("Say why: it stays in the history."), "reason", WHY), by)
    journal.write("incidents.righted", by=by.pk, unit=held.unit_id, about=made.about, at=made.at)
    return made


@action
def void_call(call: Call, reason: str, *, by: Actor) -> Call:
    """Declare the record of a call void (none was, or it stands twice)."""
    held = _held(call, by)
    said = saying.words(reason, _("Say why: it stays in the history."), "reason", WHY)
    if held.void_at:
        deeds.told()
        _first(held, by)
        return held
    _open(held)
    _void(held, said, by)
    journal.write("incidents.voided", by=by.pk, unit=held.unit_id, about=held.about)
    return held


def held_call(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("unit").get(pk=call.pk)


def _held(call: Call, by: Actor) -> Call:
    held = held_call(call)
    scope.require(by, "incidents.phone", held.unit)
    return held


def _open(call: Call) -> None:
    if call.void_at or call.outcomes.exists():
        raise Refused("incidents.turned", _("Something was made of this call already; say there what was wrong."))


def _first(call: Call, by: Actor) -> None:
    if call.void_by_id != by.pk and call.void_at:
        raise Refused(
            "incidents.void",
            _("%(who)s put it right at %(at)s.") % {"who": who(call.void_by_id), "at": said_hour(call.void_at)},
        )


def _void(call: Call, reason: str, by: Actor) -> None:
    call.void_at, call.void_by, call.void_because = clock.now(), by if isinstance(by, Person) else None, reason
    call.save(update_fields=["void_at", "void_by", "void_because"])


def _as_before(held: Call, heard: Heard) -> Heard:
    """Who rang stays where nothing else was typed: what is sealed stands in no form, so an empty field says nothing."""
    name, number = opened.open_all([(held.pk, "caller", held.caller_sealed), (held.pk, "number", held.number_sealed)])
    return replace(heard, caller=heard.caller or name, number=heard.number or number)


def _keep(
    unit: Unit, heard: Heard, by: Actor, key: UUID, *, instead: Call | None = None, synthetic: bool = False,
    at: datetime | None = None,
) -> Call:  # fmt: skip
    now = clock.now()
    moment = at or heard.at or now
    if moment > now:
        raise Refused("incidents.future", _("This hour is still to come."), field="at")
    text = saying.words(heard.text, _("Write down what was said."), "text")
    name, number = saying.bounded(heard.caller, "caller", NAME), saying.bounded(heard.number, "number", NUMBER)
    pen = vault.admit([key])[0] if name or number else None
    return Call.objects.create(
        id=key, unit=unit, at=moment, known_at=now, by=by if isinstance(by, Person) else None, caller_unit=heard.unit, text=text,
        number_sealed=pen.seal("number", number) if pen else b"", caller_sealed=pen.seal("caller", name) if pen else b"",
        instead=instead, synthetic=synthetic,
    )  # fmt: skip
