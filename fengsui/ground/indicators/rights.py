from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

VIEW = Verb(
    "indicators.view", _("see numbers"),
    offices=(Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF), seats=tuple(SeatKind),
)  # fmt: skip
DEFINE = Verb(
    "indicators.define", _("define indicators"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST),
    kinds=(UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION),
)  # fmt: skip
