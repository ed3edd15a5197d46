from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, SeatKind, UnitKind

VIEW = Verb("maps.view", _("see the map"), offices=tuple(Office), seats=tuple(SeatKind))
CHANGE = Verb("maps.change", _("replace the map"), offices=(Office.SYSTEM,), kinds=(UnitKind.DEPARTMENT,))
