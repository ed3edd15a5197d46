"""What is known of a place on the map, as a tone and as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.checks.declare import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, eq=False)  # told apart by identity: thousands of units share a handful, and are counted by it
class Place:
    """What is known of a unit or of a division. unread: how grave a finding there may be that was not looked for."""

    owing: int = 0
    signed: int = 0
    silent: int = 0
    worst: int = 0
    unread: int = 0

    @classmethod
    def of(cls, parts: Mapping[Place, int]) -> Place:
        """What is known of several together. parts: how many are alike."""
        owing, signed, silent = (
            sum(getattr(one, name) * count for one, count in parts.items()) for name in ("owing", "signed", "silent")
        )
        worst, unread = (max((getattr(one, name) for one in parts), default=0) for name in ("worst", "unread"))
        return cls(owing, signed, silent, worst, unread)

    @cached_property
    def tone(self) -> str:
        """As bad as the worst that is known; a gap if something worse may be there that was not read."""
        if self.silent or self.worst == Severity.ALARM:
            return "bad"
        if self.unread == Severity.ALARM:
            return "gap"
        if self.signed < self.owing or self.worst == Severity.WARNING:
            return "due"
        return "gap" if self.unread == Severity.WARNING else "good"

    @property
    def title(self) -> str:
        said = [_("%(n)d of %(m)d reports signed") % {"n": self.signed, "m": self.owing}] if self.owing else []
        if self.silent:
            said.append(_("%(n)d silent after the cut-off") % {"n": self.silent})
        if self.worst:
            said.append(WORST[self.worst]())
        if self.unread > self.worst:
            said.append(_("findings not all read"))
        return _("; ").join(said) or _("nothing is owed here")


WORST: dict[int, Callable[[], str]] = {
    Severity.ALARM: lambda: _("an alarm"), Severity.WARNING: lambda: _("a warning"), Severity.NOTE: lambda: _("a note"),
}  # fmt: skip
