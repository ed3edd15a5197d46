from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import Alert, Device, Gate
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _gates(units: Sequence[Unit], day: date) -> int:
    return Gate.objects.on(day).filter(unit__in=units).count()


def _devices(units: Sequence[Unit], day: date) -> int:
    return Device.objects.filter(gate__unit__in=units, locked_at=None, until__gt=clock.midnight(day)).count()


def _alerts(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - whatever is open now
    return Alert.objects.filter(Q(unit__in=units) | Q(answers__in=units), closed_at=None).count()


GATES = Consequence("gates.gates", _("Gates that stand"), _gates)
DEVICES = Consequence("gates.devices", _("Phones and terminals bound to its gates"), _devices)
ALERTS = Consequence(
    "gates.alerts", _("Open alerts of gates"), _alerts, stops=_("Alerts of gates are open there; handle them first.")
)
