from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

MEETINGS = Item(Place.COMMAND, _("Meetings"), "meetings:index", "users", verb="meetings.see", order=15)
