from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_DAY = {"day": Level.PUBLIC}

DRAFTED = Fact(
    "reports.drafted", _("{unit} saved its report of {day}: {changed} fields."), {**_DAY, "changed": Level.INTERNAL}
)
SIGNED = Fact(
    "reports.signed",
    _("{unit} signed its report of {day}: {fields} fields, {declared} of them corrected by hand, {missing} missing."),
    {**_DAY, "fields": Level.INTERNAL, "declared": Level.INTERNAL, "missing": Level.INTERNAL, "late": Level.INTERNAL},
    chronicle=True,
)
CORRECTED = Fact(
    "reports.corrected", _("{unit} corrected its signed report of {day}: {reason}"), {**_DAY, "reason": Level.INTERNAL}
)
RETURNED = Fact(
    "reports.returned", _("The report of {unit} of {day} was returned: {reason}"), {**_DAY, "reason": Level.INTERNAL}
)
ACCEPTED = Fact("reports.accepted", _("The report of {unit} of {day} was accepted."), _DAY)
