from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
CLERKS = (Office.OFFICER, Office.ANALYST, Office.DUTY_CHIEF)
HEADS = (Office.LEADER, Office.COMMANDER)

SEE = Verb("incoming.see", _("see incoming papers"), offices=WORKING, seats=tuple(SeatKind), own=True)
REGISTER = Verb("incoming.register", _("register incoming papers"), offices=WORKING, own=True)
PROPOSE = Verb("incoming.propose", _("propose what to do with incoming papers"), offices=CLERKS, own=True)
INSTRUCT = Verb(
    "incoming.instruct", _("instruct what is done with incoming papers"), offices=HEADS, seats=(SeatKind.COMMANDER,),
    own=True,
)  # fmt: skip
CARRY = Verb(
    "incoming.carry", _("give tasks from incoming papers, pass them on, conclude them"), offices=WORKING, own=True
)
