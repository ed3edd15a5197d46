from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

CALLED = Fact("greenline.called", _("A call came in on the green line of {unit}."))
TESTED = Fact("greenline.tested", _("The green line of {unit} was tested."), {"works": Level.INTERNAL})
