from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
LEADING = (Office.LEADER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

SEE = Verb("meetings.see", _("see meetings"), offices=WORKING, seats=tuple(SeatKind))
# Whoever runs the meeting: calls, opens and closes it, ticks who is there, writes down what is decided.
HOLD = Verb("meetings.hold", _("hold meetings"), offices=LEADING, seats=tuple(SeatKind), own=True)
ARRANGE = Verb(
    "meetings.arrange", _("arrange meeting rooms"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF, Office.ADMINISTRATOR), own=True,
)  # fmt: skip
# At the change of command whoever leads the unit, or commands it from above, puts somebody in an absent one's place.
SUBSTITUTE = Verb(
    "meetings.substitute", _("put somebody in a commander’s place at the handover"),
    offices=(Office.LEADER, Office.COMMANDER), seats=(SeatKind.COMMANDER,),
)  # fmt: skip
