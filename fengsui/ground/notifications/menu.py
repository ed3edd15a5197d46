from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

NOTIFICATIONS = Item(
    Place.COMMAND, _("Notifications"), "notifications:index", "clipboard-check", verb="notifications.view", order=62
)
