from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF, Office.ADMINISTRATOR)
LEADING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)

SEE = Verb("duty.see", _("see rosters"), offices=WORKING, seats=tuple(SeatKind))
# Posts, pools, drafts, publishing. Who lacks a seat's rights cannot give that seat (org.manning.seat_lacking).
ARRANGE = Verb("duty.arrange", _("write rosters"), offices=(*LEADING, Office.ADMINISTRATOR), own=True)
APPROVE = Verb("duty.approve", _("approve swaps"), offices=LEADING, own=True)
# At three in the morning whoever is in charge is there: the seats too.
CHANGE = Verb(
    "duty.change",
    _("note absences and fill gaps"),
    offices=(*LEADING, Office.ADMINISTRATOR),
    seats=tuple(SeatKind),
    own=True,
)
OVERRIDE = Verb(
    "duty.override", _("put somebody else on duty"), offices=LEADING,
    seats=(SeatKind.COMMANDER, SeatKind.DUTY_CHIEF, SeatKind.LEADER_ON_DUTY), own=True,
)  # fmt: skip
