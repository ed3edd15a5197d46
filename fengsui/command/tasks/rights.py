from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
LEADING = (Office.LEADER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

SEE = Verb("tasks.see", _("see tasks"), offices=WORKING, seats=tuple(SeatKind))
GIVE = Verb("tasks.give", _("give tasks"), offices=LEADING, seats=tuple(SeatKind), own=True)
DO = Verb("tasks.do", _("do tasks"), offices=WORKING, seats=tuple(SeatKind), own=True)
REVIEW = Verb("tasks.review", _("review tasks"), offices=LEADING, seats=tuple(SeatKind), own=True)
