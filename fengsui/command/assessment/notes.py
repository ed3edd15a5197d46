from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.findings import in_language
from fengsui.ground.messages.declare import Note


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {"text": in_language(data["text"])}


ALARM = Note("assessment.alarm", _("Alarm at {unit}: {text}"), icon="alert-triangle", words=_words, urgent=True)
