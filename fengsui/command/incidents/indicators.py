from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.models import LIVE, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import ASIDE, REPORTING, Indicator, Kind, RollUp
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Asked

_ASIDE = frozenset({ASIDE})  # nobody types or signs it: an incident is never corrected in a report


def _units(asked: Asked) -> set[int]:
    rows = Unit.objects.existing(asked.day, asked.known).filter(kind__in=REPORTING)
    found = set(rows.values_list("pk", flat=True))
    return found if asked.units is None else found & asked.units


def _open(asked: Asked) -> dict[int, float]:
    """What went on at the end of the day; none is a true zero."""
    until = clock.last_moment(asked.day)
    rows = Step.objects.filter(known_at__lte=until, unit__in=asked.shared(_units), stage__in=LIVE)
    rows = rows.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=until))
    if asked.known is not None:
        rows = rows.as_known(min(asked.known, until))
    counted = dict(rows.values("unit").annotate(n=Count("pk")).values_list("unit", "n"))
    return {pk: float(counted.get(pk, 0)) for pk in asked.shared(_units)}


def _first(asked: Asked) -> dict[int, tuple[int, int]]:
    """Unit → first reports of the reported period, and how many of them came in time."""
    rows = Step.objects.as_known(asked.known).exclude(stage__in=[Stage.WITHDRAWN, Stage.NOTED])
    rows = rows.filter(asked.during("first_at", "unit__kind") | _bureaus(asked), unit__in=asked.shared(_units))
    counted = rows.values("unit").annotate(n=Count("pk"), m=Count("pk", filter=Q(first_at__lte=F("first_due_at"))))
    return {unit: (n, m) for unit, n, m in counted.values_list("unit", "n", "m")}


def _bureaus(asked: Asked) -> Q:
    """The period of the bureaus, which are of no other system's kinds."""
    window = asked.windows.get("bureau")
    if window is None:
        return Q(pk__in=[])
    return Q(first_at__gte=window.start, first_at__lt=window.end, unit__kind__in=["league_bureau", "county_bureau"])


def _reported(asked: Asked) -> dict[int, float]:
    counted = asked.shared(_first)
    return {pk: float(counted.get(pk, (0, 0))[0]) for pk in asked.shared(_units)}


def _in_time(asked: Asked) -> dict[int, float]:
    return {pk: 100 * m / n for pk, (n, m) in asked.shared(_first).items()}


OPEN = Indicator(
    "incidents.open", _("Open incidents"), _("incidents"), Kind.STOCK, REPORTING, _open, _("Incidents"), order=80, tags=_ASIDE,
    formula=_("The incidents of the unit that were noted or reported and neither closed nor withdrawn at the end of the day."),
)  # fmt: skip
REPORTED = Indicator(
    "incidents.reported", _("First reports of incidents"), _("reports"), Kind.FLOW, REPORTING, _reported, _("Incidents"),
    order=81, tags=_ASIDE, formula=_("The first reports that the unit made in the reported period; withdrawn ones do not count."),
)  # fmt: skip
IN_TIME = Indicator(
    "incidents.in_time", _("First reports in time"), _("%"), Kind.RATIO, REPORTING, _in_time, _("Incidents"),
    rollup=RollUp.WEIGHTED, weight="incidents.reported", decimals=1, order=82, tags=_ASIDE,
    formula=_("The first reports of the period that came within the hours that the measure gives, divided by all of them, in per cent; missing if there were none."),
)  # fmt: skip
