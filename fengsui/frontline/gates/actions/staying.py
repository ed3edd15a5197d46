"""Who is inside a facility is told to presence from its gates' passages: late, withdrawn and doubled ones come out right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from fengsui.frontline.gates.measures import KEPT_DAYS
from fengsui.frontline.gates.models import Direction, Gate, GateKind, Outcome
from fengsui.frontline.gates.queries import store
from fengsui.frontline.gates.queries.inside import SOURCE, stays
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.presence import actions as presence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

_LOCK = 7_312  # advisory lock with a unit's id: two gates of one facility tell of one person one after the other
_AHEAD = timedelta(days=1)  # a clock that runs ahead
type Spell = tuple[int, datetime, datetime | None]


def retell(gate: Gate, whos: Collection[UUID]) -> None:
    """Tell anew where some people are who passed a facility's gate. Called with the store, in its transaction."""
    if gate.kind != GateKind.FACILITY or not whos:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, gate.unit_id])
    since = clock.now() - timedelta(days=measures.reading(KEPT_DAYS).of(gate.unit))
    passed, before = _passed(gate, whos, since), _before(gate.unit_id, whos, since)
    for who in whos:
        old, inside = before.get(who, ([], None))
        spells = [*old, *spells_of(passed.get(who, []), gate.unit_id, inside)]
        presence.retell(who, spells, source=f"{SOURCE}{gate.unit_id}")


def _passed(gate: Gate, whos: Collection[UUID], since: datetime) -> dict[UUID, list[tuple[int, datetime]]]:
    gates = Gate.objects.filter(unit=gate.unit_id, kind=GateKind.FACILITY).values_list("pk", flat=True)
    rows = store.of_who(whos, since, clock.now() + _AHEAD).filter(gate__in=list(gates), outcome=Outcome.ADMITTED)
    found: dict[UUID, list[tuple[int, datetime]]] = {}
    for who, way, at in rows.order_by("at", "pk").values_list("who", "direction", "at"):
        found.setdefault(who, []).append((way, at))  # type: ignore[arg-type]
    return found


def _before(unit: int, whos: Collection[UUID], since: datetime) -> dict[UUID, tuple[list[Spell], datetime | None]]:
    """Stays that began before the passages that are kept: those that ended then, and since when somebody was inside still."""
    found: dict[UUID, tuple[list[Spell], datetime | None]] = {}
    for stay in stays([unit]).filter(subject__in=whos, period__startswith__lt=since).order_by("period"):
        begun, ended = stay.period.lower, stay.period.upper
        over, inside = found.get(stay.subject, ([], None))
        if ended is not None and ended <= since:
            over = [*over, (unit, begun, ended)]
        else:
            inside = begun
        found[stay.subject] = over, inside
    return found


def spells_of(passed: Iterable[tuple[int, datetime]], unit: int, inside: datetime | None = None) -> list[Spell]:
    """Stays from passages in the order of their hours. In again without out: they are inside since the first; out without in: nothing."""
    found: list[Spell] = []
    for way, at in passed:
        if way == Direction.IN:
            inside = inside or at
        elif inside:
            found += [(unit, inside, at)] if at > inside else []
            inside = None
    return [*found, (unit, inside, None)] if inside else found
