from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

VIEW = Verb("documents.view", _("see documents"), offices=WORKING, seats=tuple(SeatKind))
DRAFT = Verb("documents.draft", _("draft documents"), offices=WORKING, seats=tuple(SeatKind), own=True)
APPROVE = Verb(
    "documents.approve", _("approve documents"),
    offices=(Office.LEADER, Office.COMMANDER), seats=(SeatKind.COMMANDER,), own=True,
)  # fmt: skip
NUMBER = Verb("documents.number", _("number documents"), offices=WORKING, own=True)
ISSUE = Verb("documents.issue", _("issue documents"), offices=WORKING, own=True)
VOID = Verb(
    "documents.void", _("void documents"),
    offices=(Office.LEADER, Office.COMMANDER), seats=(SeatKind.COMMANDER,), own=True,
)  # fmt: skip
CHECK = Verb("documents.check", _("check drafts of documents"), offices=WORKING, seats=tuple(SeatKind), own=True)
SERIES = Verb(
    "documents.series", _("arrange the series of numbers"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF), own=True,
)  # fmt: skip
