"""Which units have anybody on duty, and what a person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fengsui.command.duty.models import Post
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import find, scope
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit


def units_on_duty(person: Person, words: str = "") -> QuerySet[Unit]:
    """The units in reach where somebody is on duty now, or should be."""
    found = scope.units(person, "duty.see").existing()
    for run in find.runs(words) if words else ():
        found = found.filter(words__contains=run)
    now = clock.now()
    seats = Shift.objects.filter(seat__unit=OuterRef("pk"), period__contains=now)
    stations = Shift.objects.filter(station__unit=OuterRef("pk"), period__contains=now)
    return found.filter(Exists(Post.objects.on().filter(unit=OuterRef("pk"))) | Exists(seats) | Exists(stations))


def mine(person: Person, since: datetime, until: datetime | None = None) -> QuerySet[Shift]:
    """A person's shifts that end after a moment (and begin before another), the nearest first."""
    rows = Shift.objects.filter(person=person, period__endswith__gt=since)
    rows = rows.filter(period__startswith__lt=until) if until else rows
    return rows.select_related("seat__unit", "station__unit").order_by("period", "pk")


def at_unit(unit: Unit) -> Q:
    return Q(seat__unit=unit) | Q(station__unit=unit)
