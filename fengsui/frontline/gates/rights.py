from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF, Office.ADMINISTRATOR)
LEADING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)
ON_DUTY = (SeatKind.COMMANDER, SeatKind.DUTY_CHIEF, SeatKind.LEADER_ON_DUTY)

VIEW = Verb("gates.view", _("see gates"), offices=WORKING, seats=tuple(SeatKind))
# Gates, devices, sheets, regulars: whoever runs the gates of a unit.
RUN = Verb(
    "gates.run", _("run gates"), offices=(*LEADING, Office.OFFICER, Office.ADMINISTRATOR), seats=ON_DUTY, own=True
)
KEEP = Verb("gates.keep", _("register at a gate"), offices=(*LEADING, Office.OFFICER), seats=ON_DUTY, own=True)
HANDLE = Verb("gates.handle", _("handle alerts of gates"), offices=(*LEADING, Office.OFFICER), seats=ON_DUTY, own=True)
ASK = Verb("gates.ask", _("ask for permits"), offices=(*LEADING, Office.OFFICER), seats=ON_DUTY, own=True)
APPROVE = Verb("gates.approve", _("approve permits"), offices=LEADING, seats=ON_DUTY, own=True)
LIST = Verb("gates.list", _("enter listed persons"), offices=LEADING, seats=(SeatKind.DUTY_CHIEF,), own=True)
# Two persons: who asks and who approves; both verbs may be one person's, but never for one trace.
TRACE = Verb("gates.trace", _("trace passages"), offices=(*LEADING, Office.OFFICER), seats=ON_DUTY, own=True)
TRACE_APPROVE = Verb("gates.trace_approve", _("approve traces"), offices=LEADING, seats=ON_DUTY, own=True)
# Where nobody else of the unit may: those of the next unit above decide, and see what is asked until then; never the answer.
TRACE_ABOVE = Verb(
    "gates.trace_above", _("approve a trace of a unit below that has no second person"), offices=LEADING, seats=ON_DUTY,
    below=True,
)  # fmt: skip
UNMASK = Verb("gates.unmask", _("see a name at a gate"), offices=(*LEADING, Office.OFFICER), seats=ON_DUTY, own=True)
