"""What gates hand on at the end of a shift. Open alerts are owed, and so handed on with what is owed; here is what else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import Alert, Device
from fengsui.ground.obligations.declare import Open, Source
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import datetime


def _open(unit: Unit, moment: datetime, most: int) -> list[Open]:
    """What gates below have open, and phones of gates that still hold what they registered."""
    below = set(Unit.objects.below(unit).values_list("pk", flat=True))
    rows = Alert.objects.filter(closed_at=None, unit__in=below).exclude(answers=unit)
    alerts = rows.select_related("gate__station", "unit").order_by("opened_at", "pk")[:most]
    found = [
        Open(f"{one.word} · {one.gate} · {one.unit.label}", reverse("gates:alert", args=[one.pk])) for one in alerts
    ]
    full = Device.objects.filter(gate__unit__in=below | {unit.pk}, queued__gt=0, until__gt=moment, locked_at=None)
    for one in full.select_related("gate__station").order_by("-queued", "pk")[: most - len(found)]:
        title = gettext("%(n)s records are still on the phone %(phone)s · %(gate)s")
        found.append(Open(title % {"n": one.queued, "phone": one.named, "gate": one.gate}, reverse("gates:silent")))
    return found


GATES = Source("gates.open", _("Gates: open alerts below, records still on phones"), _open, order=30)
