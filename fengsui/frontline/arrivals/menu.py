from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

ARRIVALS = Item(Place.FRONTLINE, _("Arrivals"), "arrivals:index", "user-plus", verb="arrivals.view", order=30)
