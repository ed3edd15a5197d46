from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

REMIND = Parameter(
    "obligations.remind_minutes", _("Reminder before something is due"), 15, unit=_("minutes"),
    basis=_("Default of the product."), low=1, high=240,
)  # fmt: skip
ESCALATE_AFTER = Parameter(
    "obligations.escalate_after", _("What is overdue goes one level further up every so many minutes"), 15,
    unit=_("minutes"), basis=_("Default of the product: the superior at once, the next level a quarter of an hour later."),
    low=1, high=1440,
)  # fmt: skip
QUIET_FROM = Parameter(
    "obligations.quiet_from", _("Quiet hours begin"), time(22, 30),
    basis=_("Default of the product: at night only what is urgent is sent; the rest waits for the morning."),
)  # fmt: skip
QUIET_UNTIL = Parameter(
    "obligations.quiet_until", _("Quiet hours end"), time(6, 30),
    basis=_("Default of the product: the same hour as the beginning means that there are no quiet hours."),
)  # fmt: skip
CHASE_AGAIN = Parameter(
    "obligations.chase_again", _("Nobody is chased again for the same thing before so many minutes"), 30,
    unit=_("minutes"), basis=_("Default of the product."), low=5, high=1440,
)  # fmt: skip
