from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind

WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
ANSWERING = (Office.LEADER, Office.OFFICER, Office.COMMANDER, Office.DUTY_CHIEF)
LEADING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)

CONFIGURE = Verb("messages.configure", _("set up providers of messages"), offices=(Office.SYSTEM,))
OUTBOX = Verb(
    "messages.outbox",
    _("see what went out, and send it again"),
    offices=(*LEADING, Office.SYSTEM, Office.ADMINISTRATOR),
)
WRITE = Verb("messages.write", _("write templates of messages"), offices=LEADING, seats=tuple(SeatKind), own=True)
TELL = Verb("messages.tell", _("tell people by hand and mark it"), offices=WORKING, seats=tuple(SeatKind), own=True)
ANSWER = Verb("messages.answer", _("see replies and assign them"), offices=ANSWERING, seats=tuple(SeatKind), own=True)
