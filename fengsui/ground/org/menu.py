from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

UNITS = Item(
    Place.SETTINGS, _("Units"), "org:units", "building", verb="org.view", order=10,
    hint=_("Who answers to whom, by line; seats and who holds them."),
)  # fmt: skip
CLOCK = Item(
    Place.SETTINGS, _("Drill clock"), "org:clock", "clock", verb="org.move_clock", order=80,
    hint=_("Pause, speed up or move the time of a drill."),
)  # fmt: skip
