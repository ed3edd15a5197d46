"""What gates tell of a night: the alerts of which was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.models import Alert
from fengsui.frontline.gates.queries.alerts import shown
from fengsui.ground.obligations.declare import Event, Nightly
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from fengsui.frontline.gates.queries.alerts import Shown
    from fengsui.ground.org.models import Person

MOST = 50


def _alerts(
    units: Collection[int], since: datetime, until: datetime, person: Person, known: datetime | None
) -> list[Event]:  # fmt: skip
    seen = scope.seen(person, "gates.view").values("pk")
    rows = Alert.objects.filter(unit__among=frozenset(units), unit__in=seen, known_at__gte=since, known_at__lt=until)
    rows = rows if known is None else rows.filter(known_at__lte=known)
    found = shown(
        rows.select_related("gate__station", "unit", "answers").order_by("-known_at", "-pk")[:MOST], named=False
    )
    return [_event(row, known) for row in found]


def _event(row: Shown, known: datetime | None) -> Event:
    one = row.alert
    is_open = one.closed_at is None or (known is not None and one.closed_at > known)
    done = row.last.get_kind_display() if row.last else gettext("to be handled")
    word = gettext("to be handled") if is_open and not row.is_open else done
    return Event(
        "gates.alerts", one.known_at, one.unit, f"{one.word} · {one.gate}", reverse("gates:alert", args=[one.pk]), word,
        "due" if is_open else "good",
    )  # fmt: skip


ALERTS = Nightly("gates.alerts", _("Alerts of gates"), "temperature", "gates.view", _alerts, order=20)
