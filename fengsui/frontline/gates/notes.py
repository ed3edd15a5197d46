from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.declare import Note


# Alerts, listed persons and traces
def _when(data: dict[str, Any]) -> dict[str, Any]:
    """When it was, in the reader's language; why somebody was turned away."""
    from fengsui.frontline.gates import reasons  # noqa: PLC0415 - notes are read before the tables are there

    at = clock.local(datetime.fromisoformat(data["at"]))
    said = f"{at:%d %b, %H:%M}" if get_language() == "en" else f"{at.month}月{at.day}日{at:%H:%M}"
    return {**data, "at": said, "why": reasons.word(data.get("why", ""))}


FEVER = Note(
    "gates.fever",
    _("{unit}, {gate}: fever of {heat} °C, {at}. Handle it now."),
    icon="temperature",
    words=_when,
    urgent=True,
)
LISTED = Note(
    "gates.listed",
    _("{unit}, {gate}: a listed person came, {at}. Handle it now."),
    icon="user-shield",
    words=_when,
    urgent=True,
)
REFUSAL = Note(
    "gates.refusal",
    _("{unit}, {gate}: somebody was turned away, {at}: {why}."),
    icon="alert-triangle",
    words=_when,
    urgent=True,
)
NAMESAKE = Note(
    "gates.namesake", _("{unit}, {gate}: somebody has the name of a listed person, {at}. Ask for the identity number."),
    icon="user-shield", words=_when,
)  # fmt: skip
TRACE_ASKED = Note(
    "gates.trace_asked", _("{unit} asks for a trace; it waits for a second person. Paper: {paper}"), icon="search"
)
TRACE_BELOW = Note(
    "gates.trace_below", _("{unit} asks for a trace and has nobody else who may approve it; you decide. Paper: {paper}"), icon="search"
)  # fmt: skip
TRACE_DECIDED = Note("gates.trace_decided", _("{unit}: your trace was decided. Paper: {paper}"), icon="search")

# permits
PERMITS_ASKED = Note("gates.permits_asked", _("{unit}: permits are asked for, for {n} persons."), icon="shield-check")
PERMITS_APPROVED = Note(
    "gates.permits_approved", _("{unit}: {n} of the permits you asked for were approved."), icon="shield-check"
)
PERMITS_REFUSED = Note(
    "gates.permits_refused", _("{unit}: {n} of the permits you asked for were refused."), icon="shield-check"
)
