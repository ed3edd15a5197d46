from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_WORKS = {
    "exchange.match": _("Reading and matching a file"),
    "exchange.take": _("Taking an import"),
    "exchange.undo": _("Undoing an import"),
}
_COUNTS = {"new": Level.INTERNAL, "changed": Level.INTERNAL, "left_out": Level.INTERNAL}
BROUGHT = Fact(
    "exchange.brought", _("A file was uploaded to be matched with the organisation."), {"bytes": Level.INTERNAL}
)
MATCHED = Fact(
    "exchange.matched",
    _("A file was matched: {new} rows new, {changed} changed, {rejected} rejected."),
    {"new": Level.INTERNAL, "changed": Level.INTERNAL, "rejected": Level.INTERNAL},
)
DECIDED = Fact("exchange.decided", _("It was decided who {rows} rows of a file are."), {"rows": Level.INTERNAL})
TAKEN = Fact(
    "exchange.taken", _("An import was taken: {new} rows new, {changed} changed, {left_out} left out."), _COUNTS
)
UNDONE = Fact("exchange.undone", _("An import was undone: {rows} rows as before."), {"rows": Level.INTERNAL})
ABANDONED = Fact("exchange.abandoned", _("An import was abandoned; what the file said is destroyed."), {})
EXPORTED = Fact(
    "exchange.exported",
    _("The organisation at and below {unit} was taken out, persons {how}. Reason: {reason}"),
    {"form": Level.INTERNAL, "how": Level.INTERNAL, "reason": Level.INTERNAL},
    words=lambda data: {
        "how": _("unmasked") if data.get("how") == "unmasked" else _("masked"),
        "reason": data.get("reason") or "—",
    },
)
BEGUN = Fact(
    "exchange.begun", _("A large import goes on in the background: {work}."), {"work": Level.INTERNAL},
    words=lambda data: {"work": _WORKS.get(data.get("work", ""), "")},
)  # fmt: skip
