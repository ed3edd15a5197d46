from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

MAP = Item(
    Place.SETTINGS, _("Map"), "maps:index", "map", verb="maps.view", order=58,
    hint=_("The map on which numbers and facilities are shown, its source and map review number."),
)  # fmt: skip
