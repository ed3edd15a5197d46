from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

ROLL_CALL = Item(Place.FRONTLINE, _("Roll-call"), "custody:index", "clipboard-check", verb="custody.view", order=10)
