"""How a room declares what can be set (`measures.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, eq=False)
class Parameter:
    """Something that a leader decides and that may change from a day on.

    key: `room.name`; default: its value and its type (bool, int, float, str or time);
    unit: unit of measure for the screen; basis: where the default comes from; low, high: limits of numbers.
    landmark: a short name, for an hour of the day to which one looks back (“as known at the cut-off”).
    """

    key: str
    name: str | Promise
    default: Any
    unit: str | Promise = ""
    basis: str | Promise = ""
    low: float | None = None
    high: float | None = None
    landmark: str | Promise = ""

    def stored(self, value: Any) -> Any:
        """Return the value as it stands in the database. Raises Refused if it is of the wrong type or out of limits."""
        if isinstance(self.default, time):
            return self.loaded(value).strftime("%H:%M")
        if isinstance(value, bool) is not isinstance(self.default, bool) or not isinstance(value, self._types()):
            raise Refused(
                "measures.type", _("%(name)s takes another kind of value.") % {"name": self.name}, field="value"
            )
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

    def _within(self, value: Any) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _types(self) -> tuple[type, ...]:
        return (int, float) if isinstance(self.default, float) else (type(self.default),)
