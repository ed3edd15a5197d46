"""Findings as pages, papers and messages show them: one thing, or many bureaus of one superior said as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.models import Deed
from fengsui.ground.checks import queries as checks
from fengsui.ground.checks.declare import Ends, Severity

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.utils.functional import Promise

    from fengsui.command.assessment.models import Finding, Handling
    from fengsui.ground.org.models import Unit

DECIDING = (Deed.TAKEN, Deed.TASKED, Deed.ACCEPTED, Deed.AGAIN)  # the last of these says whether somebody has it
OWN = "assessment.own"  # added by a person, no check stands behind it
WORDS = {Severity.ALARM: _("alarm"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}
TONES = {Severity.ALARM: "bad", Severity.WARNING: "due", Severity.NOTE: "busy"}


class State(StrEnum):
    FOUND = "found"
    TAKEN = "taken"
    ACCEPTED = "accepted"
    PASSED = "passed"
    OVER = "over"
    CLOSED = "closed"


STATES: dict[State, tuple[str, str | Promise]] = {
    State.FOUND: ("due", _("found")),
    State.TAKEN: ("busy", _("in hand")),
    State.ACCEPTED: ("draft", _("risk accepted")),
    State.PASSED: ("good", _("holds again")),
    State.OVER: ("good", _("over with its day")),
    State.CLOSED: ("good", _("closed by hand")),
}


def in_language(text: dict[str, str]) -> str:
    """What was kept in every language, in the one of the screen."""
    return text["en" if get_language() == "en" else "zh-hans"]


def rule_of(check: str) -> str | Promise:
    """A check's statement; one that no room declares any more by its key."""
    if check == OWN:
        return _("Added by hand")
    found = checks.checks().get(check)
    return found.name if found else check


_ANY = "00000000-0000-0000-0000-000000000000"


@cache
def _pages() -> str:
    """The address of a finding's page, for any: asked for thousands of findings a minute, where `reverse` would be half of it."""
    return reverse("assessment:finding", args=[_ANY])


@dataclass(frozen=True)
class Row:
    """A finding on a day, as known at a moment; `members`: what it says of many units at once."""

    finding: Finding
    unit: Unit
    day: date
    said: dict[str, str]
    handlings: list[Handling]
    passed_at: datetime | None = None
    wrong: bool = False  # its rule was mostly wrong, as people judged it
    url: str = ""
    members: list[Row] = field(default_factory=list)

    @property
    def alone(self) -> list[Row]:
        """Every finding that it says, each by itself."""
        return self.members or [self]

    @property
    def check(self) -> str:
        return self.finding.rule

    @property
    def severity(self) -> Severity:
        return Severity(self.finding.severity)

    @property
    def rule(self) -> str:
        return str(rule_of(self.finding.rule))

    @property
    def text(self) -> str:
        return in_language(self.said)

    @property
    def word(self) -> str:
        return str(WORDS[self.severity])

    @property
    def tone(self) -> str:
        return TONES[self.severity]

    @property
    def line(self) -> str:
        """The finding as one line of the brief, with its state if somebody has it, and what was noted about it."""
        line = self.bare
        if self.state in {State.TAKEN, State.ACCEPTED}:
            line += _t(" (%(state)s)") % {"state": self.state_word}
        return line + (_t(" Note: %(note)s") % {"note": self.note} if self.note else "")

    @property
    def bare(self) -> str:
        """How grave, where, what."""
        said = {"severity": self.word, "unit": self.unit.label, "text": self.text}
        return _t("[%(severity)s] %(unit)s: %(text)s") % said

    @property
    def page(self) -> str:
        """Where it is handled; what stands for many leads to their list."""
        return self.url if self.members else _pages().replace(_ANY, str(self.finding.pk))

    def last(self, *deeds: Deed) -> Handling | None:
        return next((one for one in reversed(self.handlings) if one.deed in deeds), None)

    @property
    def state(self) -> State:
        if self.passed_at:
            return State.CLOSED if self.last(Deed.CLOSED) else State.OVER if self.finding.over else State.PASSED
        step = self.last(*DECIDING)
        if step is None or step.deed == Deed.AGAIN:
            return State.FOUND
        if step.deed == Deed.ACCEPTED:
            return State.ACCEPTED if step.until and step.until >= self.day else State.FOUND
        return State.TAKEN

    @property
    def state_tone(self) -> str:
        return STATES[self.state][0]

    @property
    def state_word(self) -> str:
        return str(STATES[self.state][1])

    @property
    def accepted(self) -> Handling | None:
        return self.last(Deed.ACCEPTED) if self.state is State.ACCEPTED else None

    @property
    def lapsed(self) -> bool:
        """A risk was accepted, and the day up to which is past."""
        step = self.last(*DECIDING)
        return step is not None and step.deed == Deed.ACCEPTED and self.state is State.FOUND

    @property
    def note(self) -> str:
        noted = self.last(Deed.NOTED)
        return noted.note if noted else ""

    @property
    def is_open(self) -> bool:
        return self.state in {State.FOUND, State.TAKEN}

    @property
    def is_noise(self) -> bool:
        """Noticed, not found: of little weight, or judged a false alarm, or by a rule that mostly was. Never an alarm unjudged."""
        judged = self.last(Deed.JUDGED)
        if judged is not None and judged.right is not None:
            return not judged.right
        return self.severity is Severity.NOTE or (self.wrong and self.severity is not Severity.ALARM)

    @property
    def rank(self) -> tuple[bool, bool, int, str, str, str]:
        """The gravest first; what is only noticed, then what is accepted, last."""
        quiet = self.state not in {State.FOUND, State.TAKEN}
        return (quiet, self.is_noise, -self.severity, self.check, self.unit.code, self.finding.topic)


def ends_of(check: str) -> Ends:
    found = checks.checks().get(check)
    return found.ends if found else Ends.OVER
