from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

UNITS = Scope("units.read", _("read units and to whom they answer"), "org.view")
