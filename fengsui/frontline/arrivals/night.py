"""What arrivals tell of a night: observed persons who had a fever, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import FeverDeed, FeverStep, Step, Temperature
from fengsui.ground.obligations.declare import Event, Nightly
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from fengsui.ground.org.models import Person

MOST = 50
_ENDS = {FeverDeed.CLEARED, FeverDeed.CLINIC}


def _fevers(
    units: Collection[int], since: datetime, until: datetime, person: Person, known: datetime | None
) -> list[Event]:  # fmt: skip
    """By when it was heard of, as everything of a night."""
    seen = Unit.objects.filter(pk__in=list(units)) & scope.seen(person, "arrivals.view")
    here = Step.objects.as_known(known).filter(unit__in=seen.values("pk"))
    rows = Temperature.objects.as_known(known).filter(fever=True, known_at__gte=since, known_at__lt=until)
    rows = rows.filter(observation__filing__in=here.values("filing")).order_by("-known_at", "-pk")
    found = list(rows.select_related("observation")[:MOST])
    at = dict(here.filter(filing__in=[one.observation.filing_id for one in found]).values_list("filing", "unit"))
    places = Unit.objects.in_bulk(set(at.values()))
    last = {one.temperature_id: one for one in FeverStep.objects.filter(temperature__in=found).order_by("at", "known_at")
            if known is None or one.known_at <= known}  # fmt: skip
    return [_event(row, places[at[row.observation.filing_id]], last.get(row.pk)) for row in found]


def _event(row: Temperature, unit: Unit, last: FeverStep | None) -> Event:
    done = last.get_deed_display() if last else gettext("to be handled")
    said = gettext("%(celsius)s °C, a person under observation") % {"celsius": row.celsius}
    tone = "good" if last and last.deed in _ENDS else "due"
    return Event("arrivals.fevers", row.known_at, unit, said, reverse("arrivals:fever", args=[row.pk]), done, tone)


FEVERS = Nightly("arrivals.fevers", _("Fevers of observed persons"), "temperature", "arrivals.view", _fevers, order=25)
