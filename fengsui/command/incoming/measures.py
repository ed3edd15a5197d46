from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

_BASIS = _("Default of the product: a paper that came in the morning is instructed before the evening meeting.")

PROPOSE_HOURS = Parameter(
    "incoming.propose_hours", _("An incoming paper is proposed within"), 4, unit=_("hours"), basis=_BASIS, low=1, high=240,
)  # fmt: skip
INSTRUCT_HOURS = Parameter(
    "incoming.instruct_hours", _("A proposed paper is instructed within"), 4, unit=_("hours"), basis=_BASIS, low=1, high=240,
)  # fmt: skip
