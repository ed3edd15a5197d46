"""How a gate is kept, now and in the days to come; whom that lets in. Phones follow the same rule (tests/vectors.json).

Closed management of a facility (`custody.closed`) closes its gates: one decision, at one hour, and the two can never
contradict. A register imports no peer, so the measure is read by its key; where that room is not installed nothing follows.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.frontline.gates.measures import FORM
from fengsui.frontline.gates.models import Direction, Form, GateKind
from fengsui.frontline.gates.reasons import Reason
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.frontline.gates.models import Gate

SHUTS = "custody.closed"
AHEAD = timedelta(days=7)  # so far ahead a phone knows what is coming


class Card(StrEnum):
    """What a pass that was shown is worth."""

    NONE = "none"
    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FORGED = "forged"
    ELSEWHERE = "elsewhere"


def judge(form: str, way: int, card: str, *, permitted: bool) -> Reason | None:
    """Whether somebody passes: None, or why not.

    A pass that is worth nothing is turned away whatever the form, except of who leaves: a machine locks nobody in.
    permitted: a permit holds now. “Permit only” also takes a good pass (a resident's); closed takes permits alone.
    """
    if way == Direction.OUT or form == Form.OPEN:
        return None
    if card not in {Card.NONE, Card.GOOD}:
        return Reason(card)
    if form == Form.CLOSED and not permitted:
        return Reason.CLOSED
    if form == Form.PERMIT and not (permitted or card == Card.GOOD):
        return Reason.NO_PERMIT
    return None


def forms(gates: Iterable[Gate], at: datetime | None = None) -> dict[int, Form]:
    """Gate → how it is kept at a moment (now); the gates' units are at hand."""
    listed = list(gates)
    shuts = measures.parameters().get(SHUTS)
    with measures.remembering():
        forms_ = measures.reading(FORM, at=at)
        shut = measures.reading(shuts, at=at) if shuts else None
    return {
        gate.pk: Form.CLOSED
        if shut and gate.kind == GateKind.FACILITY and shut.of(gate.unit)
        else Form(forms_.of(gate.unit))
        for gate in listed
    }


def now(gate: Gate, at: datetime | None = None) -> Form:
    return forms([gate], at)[gate.pk]


def coming(gate: Gate) -> list[tuple[datetime, Form]]:
    """From when a gate is kept how: since now, and every change that is decided already."""
    moment = clock.now()
    rows = Measure.objects.as_known().filter(parameter__in=[FORM.key, SHUTS])
    changing = Q(at__gt=moment, at__lte=moment + AHEAD) | Q(until__gt=moment, until__lte=moment + AHEAD)
    hours = {hour for row in rows.filter(changing) for hour in (row.at, row.until) if hour and hour > moment}
    with measures.remembering():
        found = [(hour, now(gate, hour)) for hour in [moment, *sorted(hours)]]
    return [one for n, one in enumerate(found) if not n or one[1] != found[n - 1][1]]
