from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

VIEW = Verb("forms.view", _("see superiors' forms"), offices=WORKING, seats=tuple(SeatKind))
KEEP = Verb(
    "forms.keep", _("keep, fill and send superiors' forms"),
    offices=(Office.ANALYST, Office.LEADER, Office.DUTY_CHIEF, Office.OFFICER, Office.COMMANDER),
    seats=(SeatKind.DUTY_CHIEF, SeatKind.COMMANDER, SeatKind.LEADER_ON_DUTY), own=True,
)  # fmt: skip
