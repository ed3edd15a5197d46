from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

PLANS = Item(Place.COMMAND, _("Work plans"), "plans:index", "clipboard-check", verb="plans.view", order=30)
