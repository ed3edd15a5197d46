from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

REPORTS = Item(Place.COMMAND, _("Evening reports"), "reports:index", "file-text", verb="reports.view", order=10)
ROLLUP = Item(Place.COMMAND, _("Roll-up"), "reports:rollup_home", "table", verb="reports.view", order=20)
