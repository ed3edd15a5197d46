from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

GATES = Item(Place.FRONTLINE, _("Gates"), "gates:index", "hand-stop", verb="gates.view", order=30)
