from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

INTERFACES = Item(
    Place.SETTINGS, _("Interfaces"), "interfaces:index", "key", verb="interfaces.answer", order=60,
    hint=_("Tokens and webhooks by which other systems read and write here; the documented API."),
)  # fmt: skip
