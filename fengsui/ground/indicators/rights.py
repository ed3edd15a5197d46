from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, UnitKind

DEFINE = Verb(
    "indicators.define", _("define indicators"),
    offices=(Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF, Office.ANALYST),
    kinds=(UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION),
)  # fmt: skip
