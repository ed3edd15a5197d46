from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import FACILITY_KINDS, SECTION_KINDS, Office, SeatKind

HERE = (*FACILITY_KINDS, *SECTION_KINDS)
ABOVE = ("department", "prison_administration", "rehabilitation_administration", "league_bureau")
_ENTERING = (Office.OFFICER, Office.LEADER)
_LEADING = (SeatKind.LEADER_ON_DUTY,)

COUNT = Verb("custody.count", _("take the roll-call"), offices=_ENTERING, own=True, kinds=HERE)
CONFIRM = Verb(
    "custody.confirm", _("confirm the roll-call"), offices=(Office.LEADER,), seats=_LEADING, own=True,
    kinds=FACILITY_KINDS,
)  # fmt: skip
MOVE = Verb("custody.move", _("enter movements"), offices=_ENTERING, own=True, kinds=HERE)
MEASURE = Verb("custody.measure", _("enter temperatures"), offices=_ENTERING, own=True, kinds=HERE)
STRENGTH = Verb(
    "custody.strength", _("enter the officers' strength"), offices=_ENTERING, seats=_LEADING, own=True,
    kinds=FACILITY_KINDS,
)  # fmt: skip
VIEW = Verb(
    "custody.view", _("see roll-calls"),
    offices=(*_ENTERING, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF), seats=tuple(SeatKind),
    kinds=(*HERE, *ABOVE),
)  # fmt: skip
WATCH = Verb(
    "custody.watch", _("hear of late roll-calls and fevers"), offices=(Office.DUTY_CHIEF, Office.LEADER),
    seats=(SeatKind.DUTY_CHIEF,), kinds=ABOVE,
)  # fmt: skip
UNMASK = Verb(
    "custody.unmask", _("see a name"), offices=(Office.LEADER,), seats=_LEADING, own=True, kinds=FACILITY_KINDS
)
