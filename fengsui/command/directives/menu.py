from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

DIRECTIVES = Item(Place.COMMAND, _("Directives"), "directives:index", "send", verb="directives.view", order=35)
