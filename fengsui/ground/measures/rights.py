from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office

SET = Verb(
    "measures.set",
    _("set measures"),
    offices=(Office.COMMANDER, Office.LEADER),
    kinds=("department", "prison_administration", "rehabilitation_administration"),
)
