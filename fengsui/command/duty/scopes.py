from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("duty.read", _("read who is on duty"), "duty.see")
