"""Binding phones and terminals to gates: a code that works once, a key that only the device has, a lock when it is lost."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Device, DeviceKind, Invitation
from fengsui.frontline.gates.queries import calling
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.actions import Denied
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.queries.calling import Call
    from fengsui.ground.org.scope import Actor

EXPIRES = timedelta(minutes=15)
LONGEST = timedelta(days=7)  # a phone is bound for a shift, a partner's at most for a week
TRIES = 10  # codes that one address may try in a minute
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another: a code may be read out
_LENGTH = 10  # 32^10: a quarter of an hour at ten tries a minute finds none


@action
def invite(gate: Gate, keeper: Person | None = None, *, until: datetime, by: Actor) -> str:
    """Make a code that binds one phone to a gate within some minutes; it may register until `until`. The code is shown once."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    now = clock.now()
    if gate.until and gate.until <= clock.today():
        raise Refused("gates.gate_closed", _("This gate is closed; no phone is bound to it any more."))
    if not now < until <= now + LONGEST:
        sentence = _("A phone is bound until a moment to come, at most %(n)d days from now.")
        raise Refused("gates.until", sentence % {"n": LONGEST.days}, field="until")
    code = "".join(secrets.choice(_LETTERS) for _n in range(_LENGTH))
    row = Invitation.objects.create(
        gate=gate, digest=_digest(code), keeper=keeper, until=until, made_by=by if isinstance(by, Person) else None,
        made_at=now, expires_at=clock.wall() + EXPIRES,
    )  # fmt: skip
    journal.write(
        "gates.invited",
        by=by.pk,
        unit=gate.unit_id,
        about=gate.about,
        gate=str(gate),
        until=until.isoformat(),
        invitation=row.pk,
    )
    return code


@action
def bind(code: str, label: str = "", *, kind: str = DeviceKind.PHONE) -> tuple[Device, str]:
    """Bind a device by a code, which is used up by it. Return it with its key, which nobody else will ever see."""
    deeds.asked()  # the code is the right: who made it was asked
    found = Invitation.objects.select_for_update(of=("self",)).select_related("gate__unit", "gate__station")
    row = found.filter(digest=_digest(code)).first()
    if row is None:
        raise Denied(401, "gates.code_unknown", _("This code is not known. Check it, or let a new one be made."))
    if row.used_at:
        raise Denied(
            410, "gates.code_used", _("This code was used already; it binds one phone. Let a new one be made.")
        )
    if row.expires_at <= clock.wall():
        raise Denied(410, "gates.code_expired", _("This code is too old. Let a new one be made."))
    row.used_at = clock.wall()
    row.save(update_fields=["used_at"])
    key = secrets.token_urlsafe(32)
    device = Device.objects.create(
        gate=row.gate, kind=kind, label=row.label or _label(label), keeper_id=row.keeper_id, secret=sha256(key.encode()).digest(),
        bound_by_id=row.made_by_id, bound_at=clock.now(), until=row.until, seen_at=clock.wall(),
        heard_at=clock.now(),
    )  # fmt: skip
    journal.write(
        "gates.bound",
        by=row.keeper_id,
        unit=row.gate.unit_id,
        about=device.about,
        gate=str(row.gate),
        label=device.label,
    )
    return device, key


@action
def lock(device: Device, *, by: Actor, reason: str) -> Device:
    """Lock a device that was lost: it is told so at its next call and wipes itself. Locked twice, the first one stands."""
    scope.require(by, "gates.run", device.gate.unit)
    if not reason.strip():
        raise Refused("gates.reason", _("Say why this device is locked."), field="reason")
    row = Device.objects.select_for_update(of=("self",)).select_related("gate__unit").get(pk=device.pk)
    if row.locked_at:
        deeds.told()
        return row
    row.locked_at, row.locked_by = clock.now(), by if isinstance(by, Person) else None
    row.save(update_fields=["locked_at", "locked_by"])
    journal.write(
        "gates.locked",
        by=by.pk,
        unit=row.gate.unit_id,
        about=row.about,
        gate=str(row.gate),
        reason=reason.strip()[:200],
    )
    return row


def admitted(header: str) -> Device:
    """The device that a call's `Authorization` names. Raises Denied (401) if there is none, or it was locked."""
    ident, key = _parts(header)
    rows = Device.objects.select_related("gate__unit", "gate__station")
    device = rows.filter(pk=ident, secret=sha256(key.encode()).digest()).first() if ident else None
    return _let_in(device)


def called(header: str) -> Call:
    """The same of a call that brings something, with what its batch depends on."""
    ident, key = _parts(header)
    call = calling.called(ident, sha256(key.encode()).digest()) if ident else None
    _let_in(call.device if call else None)
    return cast("Call", call)


def _let_in(device: Device | None) -> Device:
    if device is None:
        raise Denied(401, "gates.unknown", _("This phone is not bound here. Let a new code be made and bind it."))
    if device.locked_at:
        raise Denied(
            401, "gates.locked", _("This phone was locked. What was on it is removed; give it to who runs the gate.")
        )
    return device


def slow_down(address: str) -> None:
    """Count a try to bind. Raises Denied (429) if an address tries too often."""
    name = f"gates.bind:{address}"
    cache.add(name, 0, 60)
    try:
        tries = cache.incr(name)
    except ValueError:  # it ran out between the two
        tries = 1
    if tries > TRIES:
        raise Denied(
            429, "gates.slow", _("Too many codes were tried from here. Wait a minute, then try again."), wait=60
        )


def _parts(header: str) -> tuple[UUID | None, str]:
    scheme, _blank, said = header.partition(" ")
    ident, _dot, key = said.strip().partition(".")
    try:
        return (UUID(ident), key) if scheme == "Device" else (None, "")
    except ValueError:
        return None, ""


def _digest(code: str) -> bytes:
    """However it was typed."""
    return sha256("".join(one for one in code.upper() if one.isalnum()).encode()).digest()


def _label(label: str) -> str:
    return "".join(one for one in label if one.isprintable()).strip()[:40]
