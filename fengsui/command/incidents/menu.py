from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

INCIDENTS = Item(Place.COMMAND, _("Incidents"), "incidents:index", "urgent", verb="incidents.see", order=15)
KINDS = Item(
    Place.SETTINGS, _("Kinds of incidents"), "incidents:kinds", "list-details", verb="incidents.kinds", order=60,
    hint=_("What can be chosen when an incident is reported."),
)  # fmt: skip
