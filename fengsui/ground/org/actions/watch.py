"""The drill's clock as people move it, and what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor


@action
def move_clock(*, by: Actor, at: datetime | None = None, rate: int | None = None) -> datetime:
    """Move a drill's clock or set its rate; a live one refuses."""
    scope.require(by, "org.move_clock")
    moved = clock_actions.move(at, rate)
    journal.write(
        "org.clock_moved", by=by.pk, unit=None, about="clock", at=moved, to=moved.isoformat(), rate=clock.state().rate
    )
    return moved


@transaction.atomic
def note_denied(person: Person, path: str) -> None:
    """Write down that somebody asked for a page that is not theirs. No right is needed to be refused."""
    journal.write("org.denied", by=person.pk, unit=None, about=f"org.person:{person.pk}", path=path[:200])
