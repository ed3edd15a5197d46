from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_GATE = {"gate": Level.INTERNAL}

# run
FOUNDED = Fact("gates.founded", _("{unit} made the gate {gate}."), {**_GATE, "form": Level.INTERNAL})
CHANGED = Fact(
    "gates.changed", _("{unit} changed the gate {gate}."),
    {**_GATE, "form": Level.INTERNAL, "buildings": Level.INTERNAL},
)  # fmt: skip
CLOSED = Fact("gates.closed", _("{unit} closed the gate {gate}."), _GATE)
REOPENED = Fact("gates.reopened", _("{unit} opened the gate {gate} again."), _GATE)
UNMASKED = Fact(
    "gates.unmasked", _("{unit}: a name at a gate was looked at in full; reason: {reason}"),
    {"person": Level.INTERNAL, "reason": Level.INTERNAL},
)  # fmt: skip
REGULARS_ADDED = Fact(
    "gates.regulars_added", _("{unit} entered people whom its gates know: {n}."), {"n": Level.INTERNAL}
)
REGULAR_CHANGED = Fact("gates.regular_changed", _("{unit} corrected what its gates know of somebody."))
REGULARS_LEFT = Fact(
    "gates.regulars_left", _("{unit} took people off the list that its gates know: {n}."), {"n": Level.INTERNAL}
)
REGULARS_BACK = Fact(
    "gates.regulars_back", _("{unit} put people back on the list that its gates know: {n}."), {"n": Level.INTERNAL}
)
_SHEETS = {**_GATE, "first": Level.INTERNAL, "last": Level.INTERNAL}
SHEETS_NUMBERED = Fact(
    "gates.sheets_numbered", _("{unit} printed sheets for the gate {gate}: {first} to {last}."), _SHEETS
)
_SHEET = {**_GATE, "number": Level.INTERNAL}
SHEET_ENTERED = Fact(
    "gates.sheet_entered", _("{unit} entered sheet {number} of the gate {gate}: {fresh} new lines, {changed} corrected."),
    {**_SHEET, "fresh": Level.INTERNAL, "changed": Level.INTERNAL},
)  # fmt: skip
SHEET_SPOILED = Fact(
    "gates.sheet_spoiled", _("{unit} gave up sheet {number} of the gate {gate}: {reason}"),
    {**_SHEET, "reason": Level.INTERNAL},
)  # fmt: skip
SHEET_RESTORED = Fact("gates.sheet_restored", _("{unit}: sheet {number} of the gate {gate} is expected again."), _SHEET)
