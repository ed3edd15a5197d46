"""An object's history as people read it: when, who, what, in the language of the screen. Three queries for any length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.journal.queries import facts
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import names
from fengsui.site import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.journal.models import Entry


@dataclass(frozen=True)
class Line:
    at: datetime
    known_at: datetime
    actor: str
    sentence: str

    @property
    def known_later(self) -> bool:
        """Whether it was entered noticeably after it happened."""
        return (self.known_at - self.at).total_seconds() > 60


class _Said(dict[str, Any]):
    """An entry's data for its sentence: moments in words, lists joined, and a dash for what an old entry lacks."""

    def __missing__(self, key: str) -> str:
        return "—"


def _readable(value: Any) -> Any:
    if isinstance(value, str) and len(value) >= 10 and value[4:5] == value[7:8] == "-":
        try:
            return (
                words.day(date.fromisoformat(value))
                if len(value) == 10
                else words.moment(datetime.fromisoformat(value))
            )
        except ValueError:
            return value
    if isinstance(value, list):
        return _(", ").join(str(item) for item in value)
    return value


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries as lines, in the order given."""
    told = list(entries)
    actors = names(entry.actor for entry in told)
    units = Unit.objects.in_bulk({pk for entry in told for pk in _units(entry)})
    return [
        Line(
            at=entry.at,
            known_at=entry.known_at,
            actor=actors.get(entry.actor, "") if entry.actor else _("the system"),
            sentence=_sentence(entry, actors, units),
        )
        for entry in told
    ]


def _units(entry: Entry) -> list[int]:
    fact = facts().get(entry.kind)
    named = [entry.data.get(key) for key in fact.units] if fact else []
    return [pk for pk in (entry.unit, *named) if pk]


def _sentence(entry: Entry, actors: dict[Any, str], units: dict[int, Unit]) -> str:
    fact = facts().get(entry.kind)
    if fact is None:  # a room that was taken out leaves its story
        return entry.kind
    data = entry.data | (fact.words(entry.data) if fact.words else {})
    said = _Said({key: _readable(value) for key, value in data.items()})
    said |= {key: units[entry.data[key]].label for key in fact.units if entry.data.get(key) in units}
    said |= {
        "unit": units[entry.unit].label if entry.unit in units else "—",
        "actor": actors.get(entry.actor, _("the system")) if entry.actor else _("the system"),
    }
    return str(fact.sentence).format_map(said)
