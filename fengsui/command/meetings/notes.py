from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.models import Kind
from fengsui.ground.messages.declare import Note


def _words(data: dict[str, Any]) -> dict[str, Any]:
    """A meeting by its title, one without by its kind."""
    return {"title": data["title"] or str(Kind(data["meeting"]).label)}


CALLED = Note("meetings.called", _("{unit} calls you to a meeting, {starts}: {title}"), icon="users", words=_words)
MOVED = Note("meetings.moved", _("{unit} moved a meeting to {starts}: {title}"), icon="clock", words=_words)
CANCELLED = Note("meetings.cancelled", _("{unit} cancelled a meeting: {title}"), icon="circle-minus", words=_words)
SIGNED = Note(
    "meetings.signed",
    _("Handover of {unit} at {at}: the other side has signed; your signature is missing."),
    icon="signature",
)
HELD = Note(
    "meetings.held_over", _("Command of {unit} did not pass at {at}: not both have signed; the outgoing commander holds over."),
    icon="alert-triangle", urgent=True,
)  # fmt: skip
SUBSTITUTED = Note(
    "meetings.substituted", _("Handover of {unit} at {at}: somebody else takes the incoming commander’s place."), icon="users"
)  # fmt: skip
