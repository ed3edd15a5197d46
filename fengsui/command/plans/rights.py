from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
LEADING = (Office.LEADER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
HEADS = (Office.LEADER, Office.COMMANDER)

VIEW = Verb("plans.view", _("see work plans"), offices=WORKING, seats=tuple(SeatKind))
DRAFT = Verb("plans.draft", _("draft work plans"), offices=WORKING, own=True)
APPROVE = Verb(
    "plans.approve", _("approve work plans"), offices=HEADS, seats=(SeatKind.COMMANDER,), own=True
)  # fmt: skip
ISSUE = Verb("plans.issue", _("issue work plans"), offices=LEADING, own=True)
GIVE = Verb("plans.give", _("give the tasks of work plans"), offices=LEADING, seats=tuple(SeatKind), own=True)
