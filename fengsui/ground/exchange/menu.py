from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

EXCHANGE = Item(
    Place.SETTINGS, _("Organisation in and out"), "exchange:index", "table-plus", verb="exchange.import", order=15,
    hint=_("Units, persons, appointments, seats and stations from a sheet and into one."),
)  # fmt: skip
