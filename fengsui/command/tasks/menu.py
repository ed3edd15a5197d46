from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

TASKS = Item(Place.COMMAND, _("Tasks"), "tasks:index", "list-check", verb="tasks.see", order=20)
