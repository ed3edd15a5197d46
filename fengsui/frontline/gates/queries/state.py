"""What a phone knows: how its gate is kept and to be kept, whom it knows, what it asks. Its `mark` changes when any of it does."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q, Sum
from django.utils import translation

from fengsui.frontline.gates import wire
from fengsui.frontline.gates.measures import IDENTITY, PHONE, REMEASURE
from fengsui.frontline.gates.models import Direction, Outcome, Tally
from fengsui.frontline.gates.queries import passes, permits, policy, regulars
from fengsui.frontline.gates.queries.listed import listed_hashes
from fengsui.frontline.gates.reasons import Reason
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.frontline.gates.models import Device, Gate

# What of the tables a phone's state depends on, in one look.
MARK = """
    (select max(version) from gates_regular where unit_id = %(unit)s),
        (select count(*)::text || '.' || max(s.id) from gates_permitstep s join gates_permit p on p.id = s.permit_id
            where p.unit_id = %(unit)s and p.until > %(now)s),
        (select count(*) from gates_pass p join gates_regular r on r.id = p.regular_id
            where r.unit_id = %(unit)s and p.until > %(now)s and p.revoked_at is not null),
        (select count(*)::text || '.' || max(id::text) from gates_listed where until > %(now)s and ended_at is null)
"""


def mark(device: Device) -> str:
    """Short, and another one as soon as something changes that the phone should know."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {MARK}", {"unit": device.gate.unit_id, "now": clock.now()})
        return marked(device, cursor.fetchone())


def marked(device: Device, rows: Sequence[Any]) -> str:
    """The same, of what `MARK` reads."""
    gate, time = device.gate, clock.state()
    ticking = (time.kind, time.rate, time.base, time.anchor) if time.is_drill else (time.kind,)
    said = (
        *rows,
        measures.state(),
        ticking,
        str(gate),
        gate.place,
        gate.kind,
        gate.buildings,
        gate.until,
        device.until,
        wire.VERSION,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def totals(gate: Gate) -> dict[str, int]:
    """What passed the gate today: let in and out, all persons, fevers."""
    admitted = Q(outcome=Outcome.ADMITTED)
    found = Tally.objects.filter(gate=gate, day=clock.today()).aggregate(
        **{
            "in": Sum("people", filter=admitted & Q(direction=Direction.IN), default=0),
            "out": Sum("people", filter=admitted & Q(direction=Direction.OUT), default=0),
            "people": Sum("people", default=0), "fevers": Sum("fevers", default=0),
        }
    )  # fmt: skip
    return {name: int(value) for name, value in found.items()}


def state(device: Device, since: int = 0) -> dict[str, Any]:
    """Everything a phone of a gate knows; of the people known there, what came or went since a version of the list."""
    gate, now = device.gate, clock.now()
    with measures.remembering():
        said = measures.readings(IDENTITY, PHONE, REMEASURE, FEVER_THRESHOLD)
        identity, phone, remeasure, fever = (one.of(gate.unit) for one in said)
        return {
            "v": wire.VERSION, "mark": mark(device), "now": now.isoformat(),
            "rate": clock.state().rate if clock.is_drill() else 1,
            "device": {"id": str(device.pk), "label": device.label, "until": device.until.isoformat()},
            "gate": _gate(gate), "policy": _policy(gate), "asks": {"identity": identity, "phone": phone},
            "fever": round(fever * 10), "remeasure": remeasure, "reasons": _reasons(),
            "regulars": regulars.since(gate.unit, since), "permits": permits.permits_now(gate), "revoked": permits.revoked(gate),
            "pass_key": passes.pass_key(), "listed": _listed(gate), "totals": {"today": totals(gate)},
        }  # fmt: skip


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "id": gate.pk, "name": str(gate), "unit": gate.unit.label, "place": gate.place, "kind": gate.kind,
        "buildings": gate.buildings,
    }  # fmt: skip


def _policy(gate: Gate) -> list[dict[str, str]]:
    """How the gate is kept now, and every change that is decided already: the phone switches by itself, without a network."""
    return [{"since": since.isoformat(), "form": str(form)} for since, form in policy.coming(gate)]


@cache
def _reasons() -> list[dict[str, str]]:
    """Why somebody is turned away, in both languages: a phone may have no network when it is switched."""
    found: list[dict[str, str]] = [{"code": one.value} for one in Reason]
    for short, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            for row in found:
                row[short] = str(Reason(row["code"]).label)
    return found


def _listed(gate: Gate) -> dict[str, Any]:
    salt = vault.marks("gates.salt", [str(gate.unit_id)])[0]
    return {"salt": salt.hex(), "hashes": listed_hashes(gate, salt)}
