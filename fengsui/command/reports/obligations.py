from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.reports.measures import CUTOFF, OPENS
from fengsui.command.reports.models import owing_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.obligations.models import Obligation


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    """One report per unit and day, due at the cut-off of its system."""
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        cutoff, opens = measures.readings(CUTOFF, OPENS, at=clock.last_moment(day))
        for unit in owing_units(day):
            due = clock.on(day, cutoff.of(unit))
            opening = due - timedelta(minutes=opens.of(unit))
            if opening < until and due >= since:
                yield Expected(unit.pk, f"org.unit:{unit.pk}", day.isoformat(), opening, due)


def _link(obligation: Obligation) -> str:
    return reverse("reports:report", args=[obligation.unit.code, obligation.period])


REPORT = Owing(
    "reports.report", _("Evening report"), verb="reports.sign", expected=_expected, link=_link,
    icon="file-text", escalate_verb="reports.review",
)  # fmt: skip
