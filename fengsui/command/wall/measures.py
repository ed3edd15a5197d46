from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

OLD_AFTER = Parameter(
    "wall.old_after", _("A key figure on the wall is called old after"), 360, unit=_("minutes"),
    basis=_("Default of the product: a quarter of a day."), low=5, high=1440,
)  # fmt: skip
