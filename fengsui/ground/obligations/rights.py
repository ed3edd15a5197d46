from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

CHASE = Verb(
    "obligations.chase", _("see who has not answered, and remind them"),
    offices=(Office.DUTY_CHIEF, Office.COMMANDER, Office.LEADER, Office.ANALYST),
    seats=(SeatKind.DUTY_CHIEF, SeatKind.COMMANDER, SeatKind.DEPUTY),
    kinds=(
        UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION,
        UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU,
    ),
)  # fmt: skip
