from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import Door, Stage, Step
from fengsui.frontline.arrivals.queries.observed import of_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _observed(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - whoever is observed now must go somewhere first
    return of_units([unit.pk for unit in units]).count()


def _filed(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - the same
    return Step.objects.as_known().filter(unit__in=units, stage=Stage.FILED).count()


def _doors(units: Sequence[Unit], day: date) -> int:
    rows = Door.objects.filter(unit__in=units, closed_at__isnull=True)
    return rows.filter(expires_at__gt=clock.midnight(day)).count()


OBSERVED = Consequence(
    "arrivals.observed", _("Persons under observation"), _observed,
    stops=_("Persons are under observation there; hand them over to another unit first, and let it accept."),
)  # fmt: skip
FILED = Consequence(
    "arrivals.filed", _("Filings of arrivals that nobody has checked"), _filed,
    stops=_("Filings wait there to be checked; check them or hand them over first."),
)  # fmt: skip
DOORS = Consequence("arrivals.doors", _("Links and posters for arrivals that lead nowhere any more"), _doors)
