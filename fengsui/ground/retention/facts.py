from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.retention.queries import named


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {"table": named(data.get("table", ""))}


DESTROYED = Fact(
    "retention.destroyed",
    _("Personal data of {persons} persons in {table} was destroyed: {reason}"),
    {"persons": Level.PUBLIC, "table": Level.INTERNAL, "reason": Level.INTERNAL},
    words=_words,
)
