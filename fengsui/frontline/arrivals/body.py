"""A temperature, as people type it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from fengsui.ground.measures.body import COLDEST, HOTTEST
from fengsui.house import Refused


def degrees(value: Decimal | float | str, field: str = "celsius") -> Decimal:
    """A temperature in °C with one decimal; “３７．５” and “37,5” are read too."""
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(",", ".").replace("。", ".").rstrip("°C℃ ")
    try:
        celsius = Decimal(text).quantize(Decimal("0.1"))
        if celsius.is_nan():
            raise InvalidOperation  # noqa: TRY301 - “nan” is a Decimal, but no temperature
    except InvalidOperation as error:
        raise Refused("arrivals.celsius", _("Enter the temperature as 37.5."), field=field) from error
    if not Decimal(COLDEST) <= celsius <= Decimal(HOTTEST):
        raise Refused("arrivals.celsius", _("A temperature lies between 34.0 and 43.0 °C; measure again."), field=field)
    return celsius
