from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.runs.queries import runners, tables


def _words(data: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    if (table := tables().get(data.get("table", ""))) is not None:
        named["table"] = table.title
    if (runner := runners().get(data.get("work", ""))) is not None:
        named["work"] = runner.title
    return named


EXPORTED = Fact(
    "runs.exported", _("{actor} exported “{table}” as {form}."), {"table": Level.INTERNAL, "form": Level.INTERNAL},
    words=_words,
)  # fmt: skip
CANCELLED = Fact("runs.cancelled", _("{actor} cancelled: {work}."), {"work": Level.INTERNAL}, words=_words)
REPEATED = Fact("runs.repeated", _("{actor} started once more: {work}."), {"work": Level.INTERNAL}, words=_words)
