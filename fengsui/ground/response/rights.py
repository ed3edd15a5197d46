from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

DEPARTMENT = (UnitKind.DEPARTMENT,)
TOPS = (UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION)

VIEW = Verb(
    "response.view", _("see the response"),
    offices=(Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF),
    seats=tuple(SeatKind),
)  # fmt: skip
RECORD = Verb(
    "response.record", _("record the emergency, the governments’ levels and the leading group"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF), seats=(SeatKind.COMMANDER, SeatKind.DUTY_CHIEF),
    kinds=DEPARTMENT,
)  # fmt: skip
BUREAUS = (UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU)
RECORD_OWN = Verb(
    "response.record_own", _("record the level that the government of its own area declared"),
    offices=(Office.LEADER, Office.DUTY_CHIEF), kinds=BUREAUS, own=True,
)  # fmt: skip
PREPARE = Verb(
    "response.prepare", _("prepare switch sets and look at their dry run"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF), kinds=TOPS,
)  # fmt: skip
SWITCH = Verb(
    "response.switch", _("switch measures and take a switch back"),
    offices=(Office.LEADER, Office.COMMANDER), kinds=TOPS,
)  # fmt: skip
