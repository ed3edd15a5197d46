from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.measures import BRIEF_DUE
from fengsui.command.assessment.models import issuing_units
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected, Owing
from fengsui.ground.org.models import Line, System, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.obligations.models import Obligation

LINE_OF = {System.PRISON: Line.PRISON, System.REHABILITATION: Line.REHABILITATION, System.BUREAU: Line.TERRITORY}


def line_of(unit: Unit) -> Line:
    """The line of a unit's own brief: an administration's business line, a bureau's territory."""
    return LINE_OF[unit.system]


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    """One brief per issuing unit and day, from the cut-off on."""
    units = list(issuing_units())
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        due, cutoff = measures.readings(BRIEF_DUE, CUTOFF, at=clock.midnight(day) + timedelta(days=1, microseconds=-1))
        for unit in units:
            opens, by = clock.on(day, cutoff.of(unit)), clock.on(day, due.of(unit))
            if opens < until and by >= since:
                yield Expected(unit.pk, f"org.unit:{unit.pk}", day.isoformat(), opens, max(opens, by))


def _link(obligation: Obligation) -> str:
    unit = obligation.unit
    return reverse("assessment:brief", args=[line_of(unit), unit.code, obligation.period])


BRIEF = Owing(
    "assessment.brief",
    _("Daily brief: sign"),
    verb="assessment.sign",
    expected=_expected,
    link=_link,
    icon="signature",
    lapses=timedelta(days=2),
)
