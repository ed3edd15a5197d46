"""A body's temperature, as every register takes it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

COLDEST, HOTTEST = 34.0, 43.0  # °C: a living body; outside it the thermometer is wrong


class Site(models.TextChoices):
    FOREHEAD = "forehead", _("Forehead")
    WRIST = "wrist", _("Wrist")
    EAR = "ear", _("Ear")
    ARMPIT = "armpit", _("Armpit")
