from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

SET = Fact(
    "measures.set",
    _("{parameter} was set to {value}: {basis}"),
    {"parameter": Level.PUBLIC, "value": Level.PUBLIC, "basis": Level.PUBLIC, "system": Level.PUBLIC},
    chronicle=True,
)
REVERTED = Fact("measures.reverted", _("{parameter} was reverted."), {"parameter": Level.PUBLIC}, chronicle=True)
