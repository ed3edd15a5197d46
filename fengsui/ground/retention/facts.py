from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

DESTROYED = Fact(
    "retention.destroyed",
    _("Personal data of {persons} persons in {table} was destroyed: {reason}"),
    {"persons": Level.PUBLIC, "table": Level.INTERNAL, "reason": Level.INTERNAL},
)
