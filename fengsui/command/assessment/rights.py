from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

VIEW = Verb(
    "assessment.view", _("see the assessment"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST, Office.LEADER),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF), kinds=ISSUING_KINDS,
)  # fmt: skip
WRITE = Verb(
    "assessment.write", _("write the opinion of the brief"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST, Office.LEADER),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF), own=True, kinds=ISSUING_KINDS,
)  # fmt: skip
SIGN = Verb("assessment.sign", _("sign the brief"), seats=(SeatKind.COMMANDER,), own=True, kinds=ISSUING_KINDS)
