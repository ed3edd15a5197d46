from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.models import Kind, Presence, Reason, Side
from fengsui.ground.journal.declare import Fact, Level

_IN = Level.INTERNAL


def _words(data: dict[str, Any]) -> dict[str, Any]:
    """What the codes of a fact are called on the screen."""
    named = {"meeting": Kind, "state": Presence, "reason": Reason, "side": Side}
    return {
        key: str(kind(data[key]).label) if data[key] in kind.values else data[key]
        for key, kind in named.items()
        if key in data
    }


_MEETING = {"meeting": _IN}
CALLED = Fact(
    "meetings.called", _("{unit} called a {meeting} for {starts}: {title}"), {**_MEETING, "title": _IN, "starts": _IN}, words=_words
)  # fmt: skip
ENTERED = Fact(
    "meetings.entered", _("{unit} entered a {meeting} held on {day}: {title}"), {**_MEETING, "title": _IN, "day": _IN}, words=_words
)  # fmt: skip
MOVED = Fact(
    "meetings.moved",
    _("{unit} moved the {meeting} from {before} to {starts}."),
    {**_MEETING, "before": _IN, "starts": _IN},
    words=_words,
)
OPENED = Fact("meetings.opened", _("{unit} opened the {meeting}."), _MEETING, words=_words)
CLOSED = Fact(
    "meetings.closed",
    _("{unit} closed the {meeting}; decisions: {decisions}."),
    {**_MEETING, "decisions": _IN},
    words=_words,
)
CANCELLED = Fact("meetings.cancelled", _("{unit} cancelled the {meeting}."), _MEETING, words=_words)
ATTENDED = Fact("meetings.attended", _("{unit} noted who is there: {state}."), {"state": _IN, "who": _IN}, words=_words)
LINED = Fact("meetings.lined", _("{unit} put a point on the agenda."))
ARRANGED_AGENDA = Fact("meetings.arranged_agenda", _("{unit} arranged the agenda."))
ARRANGED = Fact("meetings.arranged", _("{unit} arranged where it meets."), _MEETING, words=_words)
DECIDED = Fact(
    "meetings.decided",
    _("{unit} wrote down decision {number}; units that are to do it: {units}."),
    {"number": _IN, "units": _IN},
)
ASKED = Fact("meetings.asked", _("{unit} asked a question ({number})."), {"number": _IN, "units": _IN})
TAKEN = Fact("meetings.taken_back", _("{unit} took decision {number} back."), {"number": _IN})
FOLLOWED = Fact("meetings.followed", _("A paper follows from decision {number}."), {"number": _IN})
MINUTED = Fact("meetings.minuted", _("{unit} drafted the minutes."), {"document": _IN})
ADDED = Fact("meetings.added", _("{unit} added to the record."))
SIGNED = Fact(
    "meetings.signed",
    _("The {side} side signed the handover; SHA-256: {mark:.16}"),
    {"side": _IN, "mark": _IN},
    words=_words,
)
UNSIGNED = Fact(
    "meetings.unsigned", _("The {side} side took its signature under the handover back."), {"side": _IN}, words=_words
)
HANDED = Fact(
    "meetings.handed", _("Command of {unit} passed; both commanders signed. SHA-256: {mark:.16}"),
    {"outgoing": _IN, "incoming": _IN, "mark": _IN},
)  # fmt: skip
HELD_OVER = Fact(
    "meetings.held_over", _("The outgoing commander of {unit} holds over: not both have signed."), {"outgoing": _IN, "incoming": _IN}
)  # fmt: skip
SUBSTITUTED = Fact(
    "meetings.substituted", _("Somebody takes the incoming commander’s place at {unit}; reason: {reason}."),
    {"person": _IN, "before": _IN, "reason": _IN}, words=_words,
)  # fmt: skip
LAPSED = Fact(
    "meetings.lapsed", _("A handover of {unit} came to nothing: the roster has changed, or its time is over.")
)
