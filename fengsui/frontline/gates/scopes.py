from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("gates.read", _("read the numbers of gates"), "gates.view")
