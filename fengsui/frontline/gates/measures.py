from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import Form
from fengsui.ground.measures.declare import Parameter

if TYPE_CHECKING:
    from django.utils.functional import Promise

_PRODUCT = _("Default of the product.")
_LEAST = _("Least data: by default name, building and temperature.")

FORM = Parameter(
    "gates.form", _("How gates are kept"), Form.REGISTRATION.value, basis=_PRODUCT, choices=dict(Form.choices)
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
    basis=_("Twice the usual period of observation of 14 days; nothing is kept longer than it is needed."), low=14, high=400, whole=True,
)  # fmt: skip
CONTACT_MINUTES = Parameter(
    "gates.contact_minutes", _("Who passed the same gate within so many minutes was there too"), 30,
    unit=_("minutes"), basis=_PRODUCT, low=1, high=240,
)  # fmt: skip

# Alerts and traces
EXPOSURE_DAYS = Parameter(
    "gates.exposure_days", _("Who was together with a patient counts from so many days before the onset (−1: as the protocol in force says)"),
    -1, unit=_("days"), low=-1, high=14,
    basis=_("Protocol for prevention and control of COVID-19: 2nd edition of 22 January 2020, after the onset; 5th edition of 21 February 2020, from two days before it."),
)  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """What the protocol in force from a day on calls contact: from so many days before the onset."""

    since: date
    days: int
    basis: str | Promise


EDITIONS = (
    Edition(date(2020, 1, 22), 0, _("Protocol, 2nd edition (22 January 2020): contact after the onset")),
    Edition(
        date(2020, 2, 21), 2, _("Protocol, 5th edition (21 February 2020): contact from two days before the onset")
    ),
)  # the 6th to 8th editions of 2020 and 2021 keep the two days
