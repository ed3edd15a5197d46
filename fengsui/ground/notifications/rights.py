from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

_WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
_LEADING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)
_SEATS = tuple(SeatKind)

VIEW = Verb("notifications.view", _("see notifications"), offices=_WORKING, seats=_SEATS)
WRITE = Verb("notifications.write", _("write templates of notifications"), offices=_LEADING, seats=_SEATS, own=True)
MERGE = Verb("notifications.merge", _("make notifications for persons"), offices=_WORKING, seats=_SEATS, own=True)
# Names are read in full by whoever hands the papers over, at that unit alone.
SERVE = Verb(
    "notifications.serve", _("print notifications and enter receipts"), offices=_WORKING, seats=_SEATS, own=True
)
VOID = Verb("notifications.void", _("void notifications"), offices=_LEADING, seats=_SEATS, own=True)
