from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

_PRODUCT = _("Default of the product.")
_LEAST = _("Least data: by default name, building and temperature.")

FORM = Parameter(
    "gates.form", _("How gates are kept: open, registration, permit or closed"), "registration", basis=_PRODUCT
)
IDENTITY = Parameter("gates.identity", _("Gates ask visitors for their identity number"), False, basis=_LEAST)
PHONE = Parameter("gates.phone", _("Gates ask visitors for their telephone number"), False, basis=_LEAST)
REMEASURE = Parameter(
    "gates.remeasure", _("A temperature at the threshold is measured again at once"), True, basis=_PRODUCT
)
HANDLE_MINUTES = Parameter(
    "gates.handle_minutes",
    _("An alert of a gate is handled within"),
    15,
    unit=_("minutes"),
    basis=_PRODUCT,
    low=1,
    high=240,
)
SILENT_MINUTES = Parameter(
    "gates.silent_minutes",
    _("A gate's device is silent after"),
    60,
    unit=_("minutes"),
    basis=_PRODUCT,
    low=5,
    high=1440,
)
KEPT_DAYS = Parameter(
    "gates.kept_days", _("Passages are kept for"), 30, unit=_("days"),
    basis=_("Twice the usual period of observation of 14 days; nothing is kept longer than it is needed."), low=14, high=400,
)  # fmt: skip
CONTACT_MINUTES = Parameter(
    "gates.contact_minutes", _("Who passed the same gate within so many minutes was there too"), 30,
    unit=_("minutes"), basis=_PRODUCT, low=1, high=240,
)  # fmt: skip
