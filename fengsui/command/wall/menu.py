from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

WALL = Item(Place.COMMAND, _("Wall"), "wall:home", "device-tv", verb="wall.view", order=5)
