from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_CHANNEL = {"channel": Level.INTERNAL}
_PEOPLE = {"people": Level.INTERNAL}
_N = {"n": Level.INTERNAL}
_TEMPLATE = {"template": Level.INTERNAL}


def _words(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.ground.messages.models import Channel, Outcome  # noqa: PLC0415 - declarations are read before the tables

    found: dict[str, Any] = {}
    if data.get("channel") in Channel.values:
        found["channel"] = Channel(data["channel"]).label
    if data.get("outcome") in Outcome.values:
        found["outcome"] = Outcome(data["outcome"]).label
    return found


WAY_SET = Fact("messages.way_set", _("{actor} said where to be reached: {channel}."), _CHANNEL, words=_words)
WAY_REMOVED = Fact("messages.way_removed", _("{actor} took an address away: {channel}."), _CHANNEL, words=_words)
WAY_TRIED = Fact("messages.way_tried", _("{actor} asked for a test: {channel}."), _CHANNEL, words=_words)

SET_UP = Fact("messages.provider_set_up", _("A provider was set up for {unit}: {channel}."), _CHANNEL, words=_words)
CHANGED = Fact("messages.provider_changed", _("The provider of {unit} was changed: {channel}."), _CHANNEL, words=_words)
PAUSED = Fact("messages.provider_paused", _("The provider of {unit} was paused: {channel}."), _CHANNEL, words=_words)
RESUMED = Fact("messages.provider_resumed", _("The provider of {unit} goes on: {channel}."), _CHANNEL, words=_words)
STOPPED = Fact("messages.provider_stopped", _("The provider of {unit} was ended: {channel}."), _CHANNEL, words=_words)
TURNED = Fact(
    "messages.provider_turned",
    _("The hooks of the provider of {unit} got new addresses: {channel}."),
    _CHANNEL,
    words=_words,
)

RESENT = Fact("messages.resent", _("Texts that did not arrive are sent again at {unit}: {n}."), _N)
HANDLED = Fact("messages.handled", _("Texts that did not arrive were handled by hand at {unit}: {n}."), _N)

WRITTEN = Fact(
    "messages.written",
    _("Version {version} of the message template “{template}” was written."),
    _TEMPLATE | {"version": Level.INTERNAL},
)
RETIRED = Fact("messages.retired", _("The message template “{template}” was taken out of use."), _TEMPLATE)
RESTORED = Fact("messages.restored", _("The message template “{template}” is in use again."), _TEMPLATE)

BEGUN = Fact("messages.begun", _("To be told by hand at {unit}: {people}."), _PEOPLE)
MARKED = Fact(
    "messages.marked", _("Marked as {outcome}: {people}."), _PEOPLE | {"outcome": Level.INTERNAL}, words=_words
)
UNDONE = Fact("messages.undone", _("A mark was taken back: {people}."), _PEOPLE)
CLOSED = Fact("messages.closed", _("Telling by hand was closed; not reached: {people}."), _PEOPLE)
BEGUN_AGAIN = Fact("messages.begun_again", _("Telling by hand was opened again."))

REPLIED = Fact("messages.replied", _("A reply of a known number came in ({unit})."))
STRANGE = Fact("messages.strange", _("A reply of an unknown number came in ({unit})."))
ASSIGNED = Fact("messages.assigned", _("A reply was assigned to somebody of {unit}."), {"person": Level.SECRET})
SETTLED = Fact("messages.settled", _("A reply was dealt with ({unit})."))
REOPENED = Fact("messages.reopened", _("A reply was opened again ({unit})."))
