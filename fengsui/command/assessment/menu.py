from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

ASSESSMENT = Item(
    Place.COMMAND, _("Assessment and brief"), "assessment:home", "report-analytics", verb="assessment.view", order=30
)
