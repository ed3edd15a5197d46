"""A body's temperature, as every register takes it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.house import Refused

COLDEST, HOTTEST = 34.0, 43.0  # °C: a living body; outside it the thermometer is wrong


class Site(models.TextChoices):
    FOREHEAD = "forehead", _("Forehead")
    WRIST = "wrist", _("Wrist")
    EAR = "ear", _("Ear")
    ARMPIT = "armpit", _("Armpit")


def degrees(value: Decimal | float | str, field: str = "celsius") -> Decimal:
    """A temperature in °C with one decimal; “３７．５” and “37,5” are read too."""
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(",", ".").replace("。", ".").rstrip("°C℃ ")
    try:
        celsius = Decimal(text).quantize(Decimal("0.1"))
        if celsius.is_nan():
            raise InvalidOperation  # noqa: TRY301 - “nan” is a Decimal, but no temperature
    except InvalidOperation as error:
        raise Refused("measures.celsius", gettext("Enter the temperature as 37.5."), field=field) from error
    if not Decimal(COLDEST) <= celsius <= Decimal(HOTTEST):
        raise Refused(
            "measures.celsius", gettext("A temperature lies between 34.0 and 43.0 °C; measure again."), field=field
        )
    return celsius
