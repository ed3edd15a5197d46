from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import COMMAND_LINES, Line, Office, SeatKind, UnitKind

EVERYBODY = tuple(Office)

VIEW = Verb(
    "org.view", _("see units"), offices=EVERYBODY, seats=tuple(SeatKind), lines=(*COMMAND_LINES, Line.SUPERVISION)
)
ARRANGE = Verb("org.arrange", _("change units and seats"), offices=(Office.SYSTEM,))
APPOINT = Verb("org.appoint", _("appoint persons"), offices=(Office.SECURITY, Office.LEADER))
REGISTER = Verb("org.register", _("register persons and accounts"), offices=(Office.SECURITY, Office.LEADER))
MOVE_CLOCK = Verb(
    "org.move_clock",
    _("move a drill's clock"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.LEADER, Office.SYSTEM),
    kinds=(UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION),
)
READ_JOURNAL = Verb("org.read_journal", _("read the journal"), offices=(Office.AUDIT, Office.LEADER, Office.COMMANDER))
