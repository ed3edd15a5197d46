from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

MINE = Item(Place.TODAY, _("My shifts"), "duty:mine", "calendar-event", order=40)
DUTY = Item(Place.COMMAND, _("Duty"), "duty:index", "calendar-event", verb="duty.see", order=10)
