from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.places import Item, Place

RUNS = Item(
    Place.SETTINGS, _("Background work"), "runs:index", "progress", verb="runs.keep", order=90,
    hint=_("Exports and imports: how far they are, and the files they made."),
)  # fmt: skip
