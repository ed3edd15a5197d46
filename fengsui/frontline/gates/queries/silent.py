"""Devices from which nothing was heard for too long, although they should register."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.gates.measures import SILENT_MINUTES
from fengsui.frontline.gates.models import Device
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Unit


def silent(units: Iterable[Unit] | Iterable[int] | None = None) -> list[Device]:
    """Bound, not locked, within their time, and silent by wall time for longer than the measure allows."""
    now, wall = clock.now(), clock.wall()
    rows = Device.objects.filter(locked_at=None, bound_at__lte=now, until__gt=now, gate__until=None)
    if units is not None:
        rows = rows.filter(gate__unit__in=units)
    reading = measures.reading(SILENT_MINUTES)
    return [
        row
        for row in rows.select_related("gate__station", "gate__unit").order_by("gate", "pk")
        if _since(row) < wall - timedelta(minutes=reading.of(row.gate.unit))
    ]


def _since(row: Device) -> datetime:
    """When it was heard last (wall time); one that never spoke counts from its binding, of which its id tells the hour."""
    return row.seen_at or datetime.fromtimestamp((row.pk.int >> 80) / 1000, clock.LOCAL)
