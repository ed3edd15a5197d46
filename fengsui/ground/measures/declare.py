"""How a room declares what can be set (`measures.py`), and what a change of it would do (`effects.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.org.models import Unit

_TRUE, _FALSE = {"1", "true", "yes", "是"}, {"0", "false", "no", "否"}


@dataclass(frozen=True, eq=False)
class Parameter:
    """Something that a leader decides and that may change from a day on.

    key: `room.name`; default: its value and its type (bool, int, float, str or time);
    unit: unit of measure for the screen; basis: where the default comes from; low, high: limits of numbers.
    landmark: a short name, for an hour of the day to which one looks back (“as known at the cut-off”);
    kinds: the kinds of unit that it means something to, for counting whom a change would reach (empty: any).
    choices: value → what it is called, where only some values mean something (empty: any).
    whole: one value for everybody, never one system's or unit's own: how long something is kept, which days are holidays.
    """

    key: str
    name: str | Promise
    default: Any
    unit: str | Promise = ""
    basis: str | Promise = ""
    low: float | None = None
    high: float | None = None
    landmark: str | Promise = ""
    kinds: tuple[str, ...] = ()
    choices: Mapping[Any, str | Promise] = field(default_factory=dict)
    whole: bool = False

    def stored(self, value: Any) -> Any:
        """Return the value as it stands in the database. Raises Refused if it is of the wrong type or out of limits."""
        if isinstance(self.default, time):
            return self.loaded(value).strftime("%H:%M")
        if isinstance(value, bool) is not isinstance(self.default, bool) or not isinstance(value, self._types()):
            raise Refused(
                "measures.type", _("%(name)s takes another kind of value.") % {"name": self.name}, field="value"
            )
        if self.choices and value not in self.choices:
            words = _(", ").join(str(word) for word in self.choices.values())
            raise Refused(
                "measures.choice", _("%(name)s is one of these: %(choices)s.") % {"name": self.name, "choices": words},
                field="value",
            )  # fmt: skip
        if not self._within(value):
            raise Refused(
                "measures.limits",
                _("%(name)s must lie between %(low)s and %(high)s.")
                % {"name": self.name, "low": self.low, "high": self.high},
                field="value",
            )
        return value

    def loaded(self, value: Any) -> Any:
        """Return a stored value as Python's."""
        if isinstance(self.default, time) and isinstance(value, str):
            try:
                return time.fromisoformat(value)
            except ValueError as error:
                raise Refused("measures.time", _("Write an hour as 18:30."), field="value") from error
        return value

    def read(self, text: str) -> Any:
        """Return a value as people type it, in the form in which it is stored: 18:30, 30, 0.25, yes. Raises Refused."""
        plain = text.strip()
        if self.choices:
            return self.stored(
                next((key for key, word in self.choices.items() if plain in {str(key), str(word)}), plain)
            )
        if isinstance(self.default, bool):
            return self.stored(plain.lower() in _TRUE if plain.lower() in _TRUE | _FALSE else plain)
        if isinstance(self.default, (int, float)):
            try:
                return self.stored(type(self.default)(plain))
            except ValueError:
                return self.stored(plain)  # refuses it, and says why
        return self.stored(plain)

    def _within(self, value: Any) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _types(self) -> tuple[type, ...]:
        return (int, float) if isinstance(self.default, float) else (type(self.default),)


@dataclass(frozen=True)
class Setting:
    """A value that is to be put in force from–until, for all, a system or a unit: a measure that is not there yet."""

    parameter: Parameter
    value: Any
    at: datetime
    until: datetime | None = None
    system: str = ""
    unit: Unit | None = None


class Severity(StrEnum):
    """How much a sentence of a dry run weighs: good to know, look at it, somebody is in trouble."""

    NOTE = "note"
    WARN = "warn"
    GRAVE = "grave"


@dataclass(frozen=True)
class Said:
    """One sentence of a dry run: about which units, how much it weighs, where one sees them.

    words: says it in the language in force when it is called, from what the room found: a room is asked once for all languages.
    """

    words: Callable[[], str]
    units: tuple[int, ...] = ()
    severity: Severity = Severity.NOTE
    link: str = ""

    @property
    def sentence(self) -> str:
        return self.words()


@dataclass(frozen=True, eq=False)
class Effect:
    """What a change of measures would do in a room (`effects.py`): asked before anybody applies it.

    key: `room.noun`; title: what it answers; tell(supposition): its sentences, for any number of units in a constant number
    of queries, reading only; order: smaller first.
    """

    key: str
    title: str | Promise
    tell: Callable[[Supposition], Iterable[Said]]
    order: int = 50
