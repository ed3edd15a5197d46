"""The rows behind the numbers of gates: a gate's day, or the alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Alert, Direction, Kind, Outcome, Tally
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Evidence
from fengsui.ground.org.models import COMMAND_LINES, Tie, UnitKind

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Asked

WHICH = {
    "gates.passages": Q(),
    "gates.persons": Q(direction=Direction.IN, outcome=Outcome.ADMITTED),
    "gates.vehicles": Q(kind=Kind.VEHICLE),
    "gates.refusals": Q(outcome=Outcome.REFUSED),
    "gates.fevers": Q(fevers__gt=0),
}
PEOPLE = {"gates.persons", "gates.refusals"}
MOST = 200


def evidence(unit: int, asked: Asked, code: str) -> list[Evidence]:
    """Gate by gate what was counted, with the alerts behind the fevers."""
    units = _with_offices(unit, asked)
    if code == "gates.alerts_open":
        return _alerts(units, asked, only_open=True)
    column = "people" if code in PEOPLE else "fevers" if code == "gates.fevers" else "passages"
    rows = Tally.objects.filter(WHICH[code], day=asked.day, gate__unit__in=units)
    summed = (
        rows.values_list("gate__station__name", "gate__unit__name")
        .annotate(n=Sum(column))
        .order_by("-n", "gate")[:MOST]
    )
    found = [
        Evidence(_("%(gate)s · %(unit)s: %(n)s") % {"gate": gate, "unit": name, "n": n}) for gate, name, n in summed
    ]
    return [*found, *_alerts(units, asked, only_open=False)] if code == "gates.fevers" else found


def _with_offices(unit: int, asked: Asked) -> list[int]:
    ties = Tie.objects.on(asked.day).filter(line__in=COMMAND_LINES, superior=unit, unit__kind=UnitKind.OFFICE)
    return [unit, *ties.values_list("unit", flat=True)]


def _alerts(units: list[int], asked: Asked, *, only_open: bool) -> list[Evidence]:
    start = clock.midnight(asked.day)
    end = min(start + timedelta(days=1), asked.known or clock.now())
    rows = Alert.objects.filter(unit__in=units, known_at__lte=end).select_related("gate__station")
    rows = (
        rows.filter(Q(closed_at=None) | Q(closed_at__gt=end))
        if only_open
        else rows.filter(kind="fever", at__gte=start, at__lt=end)
    )
    return [
        Evidence(
            f"{one.word} · {one.gate}", at=one.at, known_at=one.known_at, url=reverse("gates:alert", args=[one.pk])
        )
        for one in rows.order_by("at")[:MOST]
    ]
