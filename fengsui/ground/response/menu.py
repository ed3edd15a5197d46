from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

RESPONSE = Item(Place.COMMAND, _("Emergency response"), "response:index", "urgent", verb="response.view", order=15)
