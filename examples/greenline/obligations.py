from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected, Owing
from fengsui.ground.org.models import FACILITY_KINDS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        opens, due = clock.on(day, time(8)), clock.on(day, time(20))
        for unit in Unit.objects.existing(day).filter(kind__in=FACILITY_KINDS):
            yield Expected(unit.pk, f"org.unit:{unit.pk}", day.isoformat(), opens, due)


TEST = Owing(
    "greenline.test", _("Test the green line"), "greenline.keep", _expected,
    link=lambda row: reverse("greenline:line", args=[row.unit.code]), icon="phone-call", lapses=timedelta(hours=4),
)  # fmt: skip
