from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

CASES = Item(Place.COMMAND, _("Epidemic situation"), "cases:index", "virus", verb="cases.view", order=35)
