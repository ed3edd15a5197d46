"""Devices that should be heard of and are not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.gates.measures import SILENT_MINUTES
from fengsui.frontline.gates.models import Device, Gate
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def on_duty() -> QuerySet[Device]:
    """The devices that register now: bound, not locked, their time not over, their gate standing."""
    return Device.objects.filter(locked_at=None, until__gt=clock.now(), gate__in=Gate.objects.on())


def silent(units: Collection[int] | None = None) -> list[Device]:
    """Those (of some units) that were not heard of for longer than the measure of their unit says. By the wall: phones live there."""
    rows = on_duty().select_related("gate__unit", "gate__station").order_by("seen_at", "pk")
    if units is not None:
        rows = rows.filter(gate__unit__in=units)
    allowed, moment = measures.reading(SILENT_MINUTES), clock.wall()
    return [
        row
        for row in rows
        if row.seen_at is None or moment - row.seen_at > timedelta(minutes=allowed.of(row.gate.unit))
    ]
