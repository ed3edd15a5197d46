from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

TOPS = ("department", "prison_administration", "rehabilitation_administration")
SET = Verb("measures.set", _("set measures"), offices=(Office.COMMANDER, Office.LEADER), kinds=TOPS)
VIEW = Verb(
    "measures.view", _("see measures"),
    offices=(Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF, Office.AUDIT),
    seats=tuple(SeatKind),
)  # fmt: skip
