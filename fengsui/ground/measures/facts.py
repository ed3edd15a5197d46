from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.measures.queries import parameters, shown
from fengsui.ground.org.models import System


def _words(data: dict[str, Any]) -> dict[str, Any]:
    parameter, system = parameters().get(data.get("parameter", "")), data.get("system")
    return {
        "parameter": parameter.name if parameter else data.get("parameter"),
        "value": shown(data.get("value"), parameter.unit, parameter.choices) if parameter else shown(data.get("value")),
        "system": System(system).label if system in System.values else _("all systems"),
    }


SET = Fact(
    "measures.set",
    _("{parameter} was set to {value} ({system}): {basis}"),
    {"parameter": Level.PUBLIC, "value": Level.PUBLIC, "basis": Level.PUBLIC, "system": Level.PUBLIC},
    chronicle=True,
    words=_words,
)
REVERTED = Fact(
    "measures.reverted", _("{parameter} was reverted."), {"parameter": Level.PUBLIC}, chronicle=True, words=_words
)
ENDED = Fact(
    "measures.ended", _("{parameter} ended ({system}): what held before holds again."),
    {"parameter": Level.PUBLIC, "system": Level.PUBLIC}, chronicle=True, words=_words,
)  # fmt: skip
