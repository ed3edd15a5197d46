from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.reports.models import REPORTING_KINDS
from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

ABOVE = (
    "department", "prison_administration", "rehabilitation_administration", "league_bureau", "county_bureau",
)  # fmt: skip
WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

VIEW = Verb("reports.view", _("see reports"), offices=WORKING, seats=tuple(SeatKind))
SIGN = Verb(
    "reports.sign", _("write and sign the evening report"),
    offices=(Office.OFFICER, Office.LEADER), seats=(SeatKind.LEADER_ON_DUTY,), own=True, kinds=REPORTING_KINDS,
)  # fmt: skip
REVIEW = Verb(
    "reports.review", _("accept and return reports"),
    offices=(Office.DUTY_CHIEF, Office.COMMANDER, Office.ANALYST, Office.LEADER),
    seats=(SeatKind.DUTY_CHIEF, SeatKind.COMMANDER), kinds=ABOVE, below=True,
)  # fmt: skip
