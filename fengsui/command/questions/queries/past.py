"""A round as it was known at a moment: whether it was asked already, and by which hour it was due."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.questions.models import Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import NotThen
from fengsui.ground.journal.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.questions.models import Round

_HOURS = ("questions.asked", "questions.extended")


def was_asked(row: Round, known: datetime | None) -> bool:
    """Whether a round was asked by a moment."""
    return Step.objects.until(known).filter(round=row).exists()


def look_back(row: Round, known: datetime | None) -> None:
    """Turn a round back for its page. Raises NotThen if it was asked later."""
    if not was_asked(row, known):
        raise NotThen(_("This question was asked later; at that moment nobody knew of it."))
    turn_back([row], known)


def turn_back(rounds: Iterable[Round], known: datetime | None) -> None:
    """Let rounds bear the hour that held at a moment, if it was moved since. To be shown, never to be saved."""
    if known is None:
        return
    listed = {row.about: row for row in rounds}
    told = Entry.objects.filter(about__in=list(listed), kind__in=_HOURS).order_by("pk")
    held: dict[str, str] = {}
    moved: set[str] = set()
    for about, at, data in told.values_list("about", "known_at", "data"):
        if at > known:
            moved.add(about)
        else:
            held[about] = data["due"]
    for about in moved:
        row = listed[about]
        if about in held:
            row.due_at = datetime.fromisoformat(held[about])
        elif row.standing:  # its rounds are opened by themselves, each for the same hour
            row.due_at = clock.on(row.day, row.standing.hour)
