from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("indicators.read", _("read indicators, numbers and roll-ups"), "indicators.view")
