from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

_PRODUCT = _("Default of the product.")

FIRST_HOURS = Parameter(
    "incidents.first_hours", _("The first report of an incident is owed within"), 2, unit=_("hours"), low=1, high=24,
    basis=_("Regulation on emergency response to public health emergencies (State Council Decree 376, 2011 text), article 19: two hours from its discovery."),
)  # fmt: skip
FOLLOW_HOURS = Parameter(
    "incidents.follow_hours", _("As long as an incident goes on, the next follow-up report is owed within"), 24, unit=_("hours"),
    low=1, high=168, basis=_("Default of the product: once a day until the final report."),
)  # fmt: skip
TAKE_MINUTES = Parameter(
    "incidents.take_minutes", _("A reported incident is acknowledged above within"), 15, unit=_("minutes"), low=1, high=240,
    basis=_PRODUCT,
)  # fmt: skip
NIGHT_FROM = Parameter(
    "incidents.night_from", _("The page of the night begins at"), time(17, 30), basis=_("The end of the working day."),
)  # fmt: skip
KEPT_DAYS = Parameter(
    "incidents.kept_days", _("What closed incidents say of persons is kept for"), 180, unit=_("days"), low=14, high=3650,
    basis=_("Default of the product; the file of a case is kept elsewhere by law."), whole=True,
)  # fmt: skip
CALLS_KEPT_DAYS = Parameter(
    "incidents.calls_kept_days", _("Names and numbers of callers are kept for"), 90, unit=_("days"), low=7, high=3650, basis=_PRODUCT, whole=True,
)  # fmt: skip
