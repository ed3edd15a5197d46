from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

KEPT_DAYS = Parameter(
    "notifications.kept_days", _("Persons of notifications are kept for"), 90, unit=_("days"),
    basis=_("Default of the product; once the response has ended the purge takes them all."),
    low=0, high=3650, whole=True,
)  # fmt: skip
