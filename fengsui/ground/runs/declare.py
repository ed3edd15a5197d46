"""How a room declares work for the background (`runners.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Person, Unit


class Task(Protocol):
    """What the work gets: who asked, for what, and how to say how far it is."""

    by: Person
    unit: Unit | None
    params: dict[str, Any]

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say how far the work is, as often as it likes. Raises Cancelled once the person has cancelled."""

    def keep(self, name: str, content_type: str, body: bytes) -> None:
        """Keep a file for the person to fetch; it is sealed, and destroyed when it expires."""


class Cancelled(Exception):
    """The person cancelled; everything the work wrote is rolled back."""


@dataclass(frozen=True, eq=False)
class Runner:
    """A kind of background work.

    kind: `room.verb`; title: what is being done; work(task): does it inside one transaction, through actions with
    by=task.by, and returns plain data for the sentence (no personal values); a worker that is killed does it again from
    the beginning, its effect is once. Refused ends it with its sentence, everything rolled back.
    sentence: what came of it, translatable, with {fields} of the data; link(data, params): where to look at the result.
    """

    kind: str
    title: str | Promise
    work: Callable[[Task], dict[str, Any]]
    sentence: str | Promise
    icon: str = "progress"
    link: Callable[[dict[str, Any], dict[str, Any]], str] | None = None
