from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

MEASURES = Item(
    Place.SETTINGS, _("Measures"), "measures:index", "adjustments", verb="measures.view", order=20,
    hint=_("What is in force: cut-offs, hours, periods, thresholds, with their basis."),
)  # fmt: skip
