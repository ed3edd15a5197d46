from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime, timedelta

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Person, Unit


@dataclass(frozen=True)
class Expected:
    """One thing owed: by a unit, about a subject ("room.thing:id"), for a period (a day, a slot), from–by."""

    unit_id: int
    subject: str
    period: str
    opens_at: datetime
    due_at: datetime


@dataclass(frozen=True, eq=False)
class Owing:
    """A kind of obligation.

    kind: `room.noun`; title: what is owed, with {unit} and {period}; verb: who at the unit can meet it;
    expected(since, until): everything owed whose time overlaps; link(obligation): where one tap meets it;
    remind_minutes: reminder to the holders before it is due (None: the measure `obligations.remind_minutes`);
    escalate_verb: who above hears when it is overdue; urgent: also in the quiet hours;
    lapses: so long after it was due nobody can meet it any more (a roll-call of yesterday); it stays on record, unmet.
    titles(obligations): id → what is owed, where each has a title of its own (a question); one query for all.
    personal: a subject that ends in ":@" and a person's id is owed by that person alone; nobody else sees or meets it. One
    that ends in ":!" and an id is owed by everybody but that person (who asked for it, where it takes a second one).
    """

    kind: str
    title: str | Promise
    verb: str
    expected: Callable[[datetime, datetime], Iterable[Expected]]
    link: Callable[[Any], str]
    icon: str = "clipboard-check"
    remind_minutes: int | None = None
    escalate_verb: str = ""
    urgent: bool = False
    lapses: timedelta | None = None
    titles: Callable[[Sequence[Any]], dict[int, str]] | None = None
    personal: bool = False

    def owed_by(self, subject: str, person: Person) -> bool:
        """Whether somebody with the right at the unit can meet what is owed about a subject."""
        if not self.personal:
            return True
        return not subject.endswith(f":!{person.pk}") and (":@" not in subject or subject.endswith(f":@{person.pk}"))


@dataclass(frozen=True, eq=False)
class Panel:
    """What a room adds to Today (`today.py`): shown to who has the verb; template gets what context(person) returns."""

    key: str
    verb: str
    template: str
    context: Callable[[Person], dict[str, Any]]
    order: int = 50


@dataclass(frozen=True)
class Event:
    """Something that happened between two moments. kind: incident, call, task, or the key of a `Nightly`.

    at: when it became known; word, tone: its state, as a badge shows it; note: a line under the title.
    """

    kind: str
    at: datetime
    unit: Unit
    title: str
    url: str = ""
    word: str = ""
    tone: str = "still"
    note: str = ""


@dataclass(frozen=True, eq=False)
class Nightly:
    """What a room tells of a night (`night.py`), for the page that the incidents have of it.

    key: `room.things`; rows(units, since, until, person, known): what to tell of these units, the newest first, at most 50.
    """

    key: str
    title: str | Promise
    icon: str
    verb: str
    rows: Callable[[Collection[int], datetime, datetime, Person, datetime | None], list[Event]]
    order: int = 50


@dataclass(frozen=True)
class Open:
    """Something that is open at a handing over: what, where it stands, by when (None: no hour). late: its hour is past."""

    title: str
    url: str = ""
    due_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, eq=False)
class Source:
    """What a room hands on at the end of a shift (`handing.py`).

    key: `room.noun`; open_at(unit, moment, most): the most urgent first, reading only.
    """

    key: str
    title: str | Promise
    open_at: Callable[[Unit, datetime, int], list[Open]]
    order: int = 50
