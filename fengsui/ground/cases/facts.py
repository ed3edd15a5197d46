from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

BROUGHT = Fact(
    "cases.brought",
    _("Case counts were brought in: {new} rows new, {changed} changed, {same} the same, {rejected} rejected."),
    {"new": Level.PUBLIC, "changed": Level.PUBLIC, "same": Level.PUBLIC, "rejected": Level.INTERNAL},
)
