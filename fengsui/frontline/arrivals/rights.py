from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

# Who keeps arrivals: justice offices and bureaus for those who come there, a partner (a community) for whom it is handed.
HERE = (UnitKind.OFFICE, UnitKind.COUNTY_BUREAU, UnitKind.LEAGUE_BUREAU, UnitKind.PARTNER)
BUREAUS = (UnitKind.COUNTY_BUREAU, UnitKind.LEAGUE_BUREAU)
ABOVE = (*BUREAUS, UnitKind.DEPARTMENT)
_WORKING = (Office.OFFICER, Office.LEADER)

VIEW = Verb(
    "arrivals.view", _("see arrivals"), offices=(*_WORKING, Office.ANALYST, Office.COMMANDER, Office.DUTY_CHIEF),
    seats=tuple(SeatKind), kinds=(*HERE, UnitKind.DEPARTMENT),
)  # fmt: skip
ENTER = Verb("arrivals.enter", _("enter arrivals"), offices=_WORKING, own=True, kinds=HERE)
CHECK = Verb("arrivals.check", _("check and observe arrivals"), offices=_WORKING, own=True, kinds=HERE)
UNMASK = Verb("arrivals.unmask", _("see who arrived"), offices=_WORKING, own=True, kinds=HERE)
OPEN = Verb("arrivals.open", _("open and close links for arrivals"), offices=_WORKING, own=True, kinds=HERE)
POST = Verb("arrivals.post", _("post notices and enter what was explained"), offices=_WORKING, own=True, kinds=HERE)
WATCH = Verb(
    "arrivals.watch", _("hear of fevers and of what is late with arrivals"), offices=(Office.DUTY_CHIEF, Office.LEADER),
    seats=(SeatKind.DUTY_CHIEF,), kinds=ABOVE,
)  # fmt: skip
