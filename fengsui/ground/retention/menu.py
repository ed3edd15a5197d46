from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

RETENTION = Item(
    Place.SETTINGS, _("Personal data"), "retention:index", "user-shield", verb="retention.read", order=40,
    hint=_("What is kept of whom, for how long, and what was destroyed."),
)  # fmt: skip
