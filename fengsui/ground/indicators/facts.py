from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

DEFINED = Fact(
    "indicators.defined", _("The indicator “{name}” was defined; it is asked for from {since}."),
    {"name": Level.INTERNAL, "since": Level.PUBLIC},
)  # fmt: skip
REWORDED = Fact(
    "indicators.reworded", _("The indicator “{before}” is now called “{name}”, with its words and thresholds as shown."),
    {"name": Level.INTERNAL, "before": Level.INTERNAL},
)  # fmt: skip
RETIRED = Fact(
    "indicators.retired", _("The indicator “{name}” is asked for no more from {until}."),
    {"name": Level.INTERNAL, "until": Level.PUBLIC},
)  # fmt: skip
