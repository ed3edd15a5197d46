from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.presence.models import Stay

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


def inside(place: int, moment: datetime | None = None) -> QuerySet[Stay]:
    """The stays at a place at a moment (now)."""
    return Stay.objects.filter(place=place, period__contains=moment or clock.now())


def whereabouts(subject: UUID, moment: datetime | None = None) -> Stay | None:
    """Where a subject is at a moment (now), as far as anybody entered it."""
    return Stay.objects.filter(subject=subject, period__contains=moment or clock.now()).first()
