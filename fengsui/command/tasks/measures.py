from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

REVIEW_HOURS = Parameter(
    "tasks.review_hours", _("A finished task is reviewed within"), 24, unit=_("hours"),
    basis=_("Default of the product: nothing that was done waits longer than a day for an answer."), low=1, high=720,
)  # fmt: skip
