from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

INCOMING = Item(Place.COMMAND, _("Incoming papers"), "incoming:index", "mail", verb="incoming.see", order=37)
