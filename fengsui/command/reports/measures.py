from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter
from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

_SIGNING = (*FACILITY_KINDS, UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU)

CUTOFF = Parameter(
    "reports.cutoff",
    _("Cut-off of the evening report"),
    time(18, 45),
    basis=_("Default of the product: before the 19:00 meeting."),
    landmark=_("Cut-off"),
    kinds=_SIGNING,
)
EVENING_MEETING = Parameter(
    "reports.evening_meeting", _("Hour of the evening meeting"), time(19, 0), basis=_("Default of the product."),
    landmark=_("Evening meeting"),
)  # fmt: skip
MORNING_MEETING = Parameter(
    "reports.morning_meeting", _("Hour of the morning meeting"), time(9, 30), basis=_("Default of the product."),
    landmark=_("Morning meeting"),
)  # fmt: skip
OPENS = Parameter(
    "reports.opens", _("The evening report opens this long before its cut-off"), 180, unit=_("minutes"),
    basis=_("Default of the product."), low=15, high=1440, kinds=_SIGNING,
)  # fmt: skip
OWED = Parameter(
    "reports.owed", _("An evening report is signed every day"), default=True,
    basis=_("Default of the product: by facilities and by league and county bureaus; for bureaus it can begin later."),
    kinds=_SIGNING,
)  # fmt: skip
