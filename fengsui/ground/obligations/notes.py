from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note
from fengsui.ground.obligations.queries import owings


def _words(data: dict[str, Any]) -> dict[str, Any]:
    owing = owings().get(data["what"])
    return {"what": owing.title if owing else data["what"]}


REMINDER = Note("obligations.reminder", _("{unit}: {what} is due soon ({period})."), icon="clock", words=_words)
OVERDUE = Note("obligations.overdue", _("{unit}: {what} is overdue ({period})."), icon="alert-triangle", words=_words)
