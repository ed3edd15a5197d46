from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

WINDOW_END = Parameter(
    "indicators.window_end",
    _("End of the reported 24 hours, in minutes after midnight of the day"),
    1080,
    unit=_("minutes"),
    basis=_("Default of the product: the day before 18:00 to the day 18:00; 0 means the whole previous day."),
    low=0,
    high=1440,
)
