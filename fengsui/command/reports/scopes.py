from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("reports.read", _("read reports"), "reports.view")
WRITE = Scope("reports.write", _("save drafts of reports (never sign)"), "reports.sign")
