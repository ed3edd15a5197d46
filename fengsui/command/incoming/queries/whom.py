"""In whose name a person registers, and who has sent something before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from fengsui.command.incoming.models import Paper
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person, Unit

OFFERED = 60  # earlier senders


def registering(person: Person) -> list[Unit]:
    """The units in whose register a person enters papers, the highest first."""
    return scope.own_highest(person, "incoming.register")


def senders(unit: Unit) -> list[str]:
    """Who sent something to a unit, the last first: one types a name once."""
    rows = Paper.objects.filter(unit=unit).values("sender").annotate(last=Max("received_at")).order_by("-last")
    return [row["sender"] for row in rows[:OFFERED]]
