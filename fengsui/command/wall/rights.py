from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

VIEW = Verb(
    "wall.view", _("see the wall"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST, Office.LEADER),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF), kinds=ISSUING_KINDS,
)  # fmt: skip
