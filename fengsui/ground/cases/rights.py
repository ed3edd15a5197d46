from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

SEATS = (SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF)
VIEW = Verb(
    "cases.view", _("see the epidemic situation"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST, Office.LEADER), seats=SEATS,
)  # fmt: skip
BRING = Verb(
    "cases.bring", _("bring in case counts"), offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST), seats=SEATS,
    kinds=(UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION),
)  # fmt: skip
