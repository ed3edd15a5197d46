from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

BRIEF_DUE = Parameter(
    "assessment.brief_due",
    _("Hour by which the daily brief is signed"),
    time(20, 0),
    basis=_("Default of the product: after the 19:00 meeting."),
)
