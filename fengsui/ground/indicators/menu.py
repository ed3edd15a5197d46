from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

INDICATORS = Item(
    Place.SETTINGS, _("Indicators"), "indicators:index", "chart-bar", verb="measures.view", order=30,
    hint=_("Every number of a report: what it means, who has it, how it adds up."),
)  # fmt: skip
