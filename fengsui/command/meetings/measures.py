from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter
from fengsui.ground.org.models import UnitKind

_HEADS = (UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION)
_OFF = _("Default of the product: a unit meets daily once its leaders say so; those that are called need no measure.")

MORNING = Parameter(
    "meetings.morning", _("The morning meeting is held every day"), False, basis=_OFF, kinds=_HEADS
)  # fmt: skip
EVENING = Parameter(
    "meetings.evening", _("The evening meeting with the facilities is held every day"), False, basis=_OFF, kinds=_HEADS[1:]
)  # fmt: skip
TWO_KEYS = Parameter(
    "meetings.two_keys", _("Command passes only when both commanders have signed"), False, kinds=_HEADS,
    basis=_("Default of the product: off, so that no roster is held up unasked. In the account yesterday’s and today’s commander meet at 9:30."),
)  # fmt: skip
GRACE = Parameter(
    "meetings.grace_minutes", _("A meeting not opened, a handover not signed, is told above after"), 30, unit=_("minutes"),
    basis=_("Default of the product."), low=5, high=240,
)  # fmt: skip
