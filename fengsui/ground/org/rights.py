from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import COMMAND_LINES, Line, Office, SeatKind, UnitKind

EVERYBODY = tuple(Office)

VIEW = Verb(
    "org.view", _("see units"), offices=EVERYBODY, seats=tuple(SeatKind), lines=(*COMMAND_LINES, Line.SUPERVISION)
)
EVERY_LINE = (*COMMAND_LINES, Line.SUPERVISION)  # an institute too is entered, moved and closed by somebody
ARRANGE = Verb(
    "org.arrange", _("change units and seats"), offices=(Office.SYSTEM, Office.ADMINISTRATOR), lines=EVERY_LINE
)
APPOINT = Verb("org.appoint", _("appoint persons"), offices=(Office.SECURITY, Office.LEADER, Office.ADMINISTRATOR))
REGISTER = Verb(
    "org.register",
    _("register persons and accounts"),
    offices=(Office.SECURITY, Office.LEADER, Office.ADMINISTRATOR),
)
PEOPLE = Verb(
    "org.people", _("see who is at a unit"), lines=EVERY_LINE,
    offices=(Office.LEADER, Office.ADMINISTRATOR, Office.SECURITY, Office.COMMANDER, Office.DUTY_CHIEF),
    seats=(SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF, SeatKind.LEADER_ON_DUTY),
)  # fmt: skip
# The security administrator appoints without seeing whom: names stay masked for that office.
UNMASK = Verb("org.unmask", _("see a person's name and numbers in full"), offices=(Office.LEADER, Office.ADMINISTRATOR))
MOVE_CLOCK = Verb(
    "org.move_clock",
    _("move a drill's clock"),
    offices=(Office.COMMANDER, Office.DUTY_CHIEF, Office.LEADER, Office.SYSTEM),
    kinds=(UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION),
)
READ_JOURNAL = Verb("org.read_journal", _("read the journal"), offices=(Office.AUDIT, Office.LEADER, Office.COMMANDER))
