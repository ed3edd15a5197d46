"""The rows behind the numbers of gates: a gate's day, or the alerts."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Alert, Gate
from fengsui.frontline.gates.queries import numbers
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Evidence
from fengsui.ground.org.models import COMMAND_LINES, Tie, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.indicators.declare import Asked

TAKES = {
    "gates.passages": numbers.passages, "gates.persons": numbers.entered, "gates.vehicles": numbers.vehicles,
    "gates.refusals": numbers.refused, "gates.fevers": numbers.fevers,
}  # fmt: skip
MOST = 200


def evidence(unit: int, asked: Asked, code: str) -> list[Evidence]:
    """Gate by gate what was counted, each leading to the day's passages, with the alerts behind the fevers."""
    units = _with_offices(unit, asked)
    if code == "gates.alerts_open":
        return _alerts(units, asked, only_open=True)
    found = _gates(units, asked, TAKES[code])
    return [*found, *_alerts(units, asked, only_open=False)] if code == "gates.fevers" else found


def _gates(units: list[int], asked: Asked, take: Callable[[numbers.Row], int]) -> list[Evidence]:
    sums: Counter[int] = Counter()
    for row in numbers.counted(asked, "gate", gate__unit__in=units):
        sums[row.where] += take(row)
    gates = Gate.objects.filter(pk__in=[pk for pk, n in sums.items() if n]).select_related("station", "unit")
    return [
        Evidence(
            _("%(gate)s · %(unit)s: %(n)s") % {"gate": gate, "unit": gate.unit.name, "n": sums[gate.pk]},
            url=f"{reverse('gates:passages', args=[gate.pk])}?day={asked.day}",
        )
        for gate in sorted(gates, key=lambda gate: (-sums[gate.pk], gate.pk))[:MOST]
    ]


def _with_offices(unit: int, asked: Asked) -> list[int]:
    ties = Tie.objects.on(asked.day).filter(line__in=COMMAND_LINES, superior=unit, unit__kind=UnitKind.OFFICE)
    return [unit, *ties.values_list("unit", flat=True)]


def _alerts(units: list[int], asked: Asked, *, only_open: bool) -> list[Evidence]:
    start = clock.midnight(asked.day)
    end = min(start + timedelta(days=1), asked.known or clock.now())
    rows = Alert.objects.filter(unit__in=units, known_at__lte=end).select_related("gate__station")
    rows = (
        rows.closed(end, asked.known, closed=False)
        if only_open
        else rows.filter(kind="fever", at__gte=start, at__lt=end)
    )
    return [
        Evidence(
            f"{one.word} · {one.gate}", at=one.at, known_at=one.known_at, url=reverse("gates:alert", args=[one.pk])
        )
        for one in rows.order_by("at")[:MOST]
    ]
