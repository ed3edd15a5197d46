from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

GRACE_DAYS = Parameter(
    "retention.grace_days", _("Personal data of the epidemic is kept after the response has ended for"), 30,
    unit=_("days"), low=0, high=365,
    basis=_("Default of the product: time to correct the last figures. 突发事件应对法 (2024) 第八十三至八十五条 ask for destruction afterwards."), whole=True,
)  # fmt: skip
