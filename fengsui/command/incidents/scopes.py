from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("incidents.read", _("read incidents"), "incidents.see")
REPORT = Scope("incidents.report", _("report incidents in the name of its unit"), "incidents.report")
