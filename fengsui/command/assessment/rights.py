from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

_JUDGING = (Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST, Office.LEADER)
_SEATS = (SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF)

VIEW = Verb(
    "assessment.view", _("see the assessment"), offices=_JUDGING, seats=(*_SEATS, SeatKind.LEADER_ON_DUTY)
)  # fmt: skip
WRITE = Verb(
    "assessment.write", _("write the opinion of the brief"), offices=_JUDGING, seats=_SEATS, own=True, kinds=ISSUING_KINDS
)  # fmt: skip
HANDLE = Verb("assessment.handle", _("handle findings"), offices=_JUDGING, seats=_SEATS, kinds=ISSUING_KINDS)
ACCEPT = Verb(
    "assessment.accept", _("accept a risk"), offices=(Office.COMMANDER, Office.LEADER),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY), kinds=ISSUING_KINDS,
)  # fmt: skip
ANSWER = Verb(
    "assessment.answer", _("answer an alarm"), offices=(Office.DUTY_CHIEF,), seats=(SeatKind.DUTY_CHIEF,),
    kinds=ISSUING_KINDS,
)  # fmt: skip
HEAR = Verb(
    "assessment.hear", _("hear of an alarm that nobody answered"), offices=(Office.COMMANDER, Office.LEADER),
    seats=(SeatKind.COMMANDER,), kinds=ISSUING_KINDS,
)  # fmt: skip
SIGN = Verb("assessment.sign", _("sign the brief"), seats=(SeatKind.COMMANDER,), own=True, kinds=ISSUING_KINDS)
