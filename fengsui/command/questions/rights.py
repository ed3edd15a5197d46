from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

ABOVE = (
    "department", "prison_administration", "rehabilitation_administration", "league_bureau", "county_bureau",
)  # fmt: skip
WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
ASKING = (Office.LEADER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)

VIEW = Verb("questions.view", _("see questions and answers"), offices=WORKING, seats=tuple(SeatKind))
ASK = Verb(
    "questions.ask", _("ask questions"), offices=ASKING,
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF), kinds=ABOVE,
)  # fmt: skip
ANSWER = Verb(
    "questions.answer", _("answer questions"), offices=WORKING,
    seats=(SeatKind.LEADER_ON_DUTY, SeatKind.DUTY_CHIEF), own=True,
)  # fmt: skip
UNMASK = Verb(
    "questions.unmask", _("see names in lists"), offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF),
    seats=(SeatKind.LEADER_ON_DUTY, SeatKind.COMMANDER, SeatKind.DUTY_CHIEF),
)  # fmt: skip
