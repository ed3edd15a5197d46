from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

TIMELINE = Item(Place.CHRONICLE, _("Timeline"), "timeline:index", "history", verb="org.read_journal", order=10)
