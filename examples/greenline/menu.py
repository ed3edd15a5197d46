from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

GREEN_LINE = Item(Place.FRONTLINE, _("Green line"), "greenline:index", "phone-call", verb="greenline.keep", order=90)
