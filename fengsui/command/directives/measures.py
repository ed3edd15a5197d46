from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

GRACE = Parameter(
    "directives.grace_minutes", _("Whoever gets a directive late still has so long to acknowledge it"), 60,
    unit=_("minutes"), basis=_("Default of the product: nobody is late for what somebody above passed on late."),
    low=0, high=2880,
)  # fmt: skip
