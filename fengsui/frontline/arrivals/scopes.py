from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("arrivals.read", _("read how many arrived and are under observation (never who)"), "arrivals.view")
