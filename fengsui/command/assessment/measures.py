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
ANSWER_MINUTES = Parameter(
    "assessment.answer_minutes", _("An alarm that cannot wait is answered by the duty chief within"), 15,
    unit=_("minutes"), basis=_("Default of the product: the report to the local CDC is due within two hours."),
    low=1, high=120,
)  # fmt: skip
MORNING_AT = Parameter(
    "assessment.morning_at", _("Hour of the morning picture"), time(7, 0),
    basis=_("Default of the product: in time for the 9:30 meeting."), landmark=_("morning picture"),
)  # fmt: skip
