from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

KEPT_DAYS = Parameter(
    "questions.kept_days", _("Lists of names in answers are kept this long after their round was due"), 30, unit=_("days"),
    basis=_("Default of the product: destroyed with their purpose; the numbers stay."), low=1, high=3650, whole=True,
)  # fmt: skip
STANDING_OPENS = Parameter(
    "questions.standing_opens", _("A standing question opens this long before its hour"), 180, unit=_("minutes"),
    basis=_("Default of the product."), low=15, high=1440,
)  # fmt: skip
