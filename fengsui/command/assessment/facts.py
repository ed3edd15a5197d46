from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

WRITTEN = Fact("assessment.written", _("The opinion of the brief of {day} was edited."), {"day": Level.PUBLIC})
SIGNED = Fact(
    "assessment.signed",
    _("The commander of the day signed the brief of {day}: {findings} findings, {signed} of {owing} reports; hash {hash:.16}"),
    {
        "day": Level.PUBLIC, "findings": Level.INTERNAL, "signed": Level.INTERNAL, "owing": Level.INTERNAL,
        "hash": Level.PUBLIC, "document": Level.INTERNAL,
    },
    chronicle=True,
)  # fmt: skip
