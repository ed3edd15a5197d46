from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

TODAY = Item(Place.TODAY, _("Today"), "today", "checklist", order=1)
CHASE = Item(Place.COMMAND, _("Chase"), "chase", "bell", verb="obligations.chase", order=15)
