from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures.declare import Parameter

FEVER_THRESHOLD = Parameter(
    "measures.fever_threshold", _("A temperature from here on is a fever"), 37.3,
    unit="°C", basis=_("Usual in January and February 2020: 37.3 °C and above."), low=36.0, high=39.0,
)  # fmt: skip
