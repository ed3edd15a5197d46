from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.obligations.queries import named


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {"what": named(data["what"]) if data["what"] else _("everything that is owed")}


CHASED = Fact(
    "obligations.chased", _("{unit}: {persons} persons were reminded of {things} open things ({what})."),
    {"what": Level.INTERNAL, "things": Level.INTERNAL, "persons": Level.INTERNAL}, words=_words,
)  # fmt: skip
