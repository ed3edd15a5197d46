from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

ISSUING = (
    "department", "prison_administration", "rehabilitation_administration", "league_bureau", "county_bureau",
)  # fmt: skip
WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
HEADS = (Office.LEADER, Office.COMMANDER)
CHECKING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST)

VIEW = Verb("directives.view", _("see directives and who received them"), offices=WORKING, seats=tuple(SeatKind))
DRAFT = Verb("directives.draft", _("draft directives"), offices=WORKING, own=True, kinds=ISSUING)
CHECK = Verb("directives.check", _("check drafts of directives"), offices=CHECKING, own=True, kinds=ISSUING)
APPROVE = Verb(
    "directives.approve", _("approve and withdraw directives"),
    offices=HEADS, seats=(SeatKind.COMMANDER,), own=True, kinds=ISSUING,
)  # fmt: skip
ISSUE = Verb("directives.issue", _("number and issue directives"), offices=WORKING, own=True, kinds=ISSUING)
ACKNOWLEDGE = Verb(
    "directives.acknowledge", _("acknowledge directives and pass them on"), offices=WORKING, own=True,
    seats=(SeatKind.LEADER_ON_DUTY, SeatKind.DUTY_CHIEF, SeatKind.COMMANDER),
)  # fmt: skip
DO = Verb(
    "directives.do", _("report directives as done"), offices=WORKING, own=True,
    seats=(SeatKind.LEADER_ON_DUTY, SeatKind.DUTY_CHIEF, SeatKind.COMMANDER),
)  # fmt: skip
