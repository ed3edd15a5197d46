from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

SEATS = tuple(SeatKind)
WORKING = (Office.LEADER, Office.OFFICER, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF)
ON_DUTY = (Office.LEADER, Office.OFFICER, Office.COMMANDER, Office.DUTY_CHIEF)
COMMANDING = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)

SEE = Verb("incidents.see", _("see incidents and calls"), offices=WORKING, seats=SEATS)
REPORT = Verb("incidents.report", _("report incidents"), offices=ON_DUTY, seats=SEATS, own=True)
NOTE = Verb("incidents.note", _("note that something happened"), offices=ON_DUTY, seats=SEATS)
TAKE = Verb("incidents.take", _("acknowledge incidents"), offices=COMMANDING, seats=SEATS)
PERSONS = Verb("incidents.persons", _("read what an incident says of persons"), offices=COMMANDING, seats=SEATS)
PHONE = Verb("incidents.phone", _("keep the record of the duty telephone"), offices=ON_DUTY, seats=SEATS, own=True)
KINDS = Verb(
    "incidents.kinds", _("set the kinds of incidents"), offices=(Office.LEADER, Office.COMMANDER), own=True,
    kinds=(UnitKind.DEPARTMENT,),
)  # fmt: skip
