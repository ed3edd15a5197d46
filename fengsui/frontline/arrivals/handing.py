"""What arrivals hand on at the end of a shift beside what the unit itself owes: what waits below, what it sent on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.measures import CHECK_HOURS, CONCLUDE_HOURS
from fengsui.frontline.arrivals.models import FeverDeed, Handover, Stage, Step
from fengsui.frontline.arrivals.queries import owed
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Open, Source
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import datetime


def _open(unit: Unit, moment: datetime, most: int) -> list[Open]:
    """Fevers of observed persons below, filings below that wait to be checked, what others have not taken over yet."""
    below = {row.pk: row for row in Unit.objects.below(unit)}
    found = _fevers(below, moment, most)
    found += _unchecked(below, moment, most - len(found))
    return found + _sent(unit, moment, most - len(found))


def _fevers(below: dict[int, Unit], moment: datetime, most: int) -> list[Open]:
    answers = Q(observation__filing__steps__replaced_at__isnull=True, observation__filing__steps__unit__in=below)
    rows = owed.fevers(FeverDeed.CLEARED, FeverDeed.CLINIC).filter(answers).order_by("at", "pk")
    hours, title = measures.reading(CONCLUDE_HOURS), gettext("Fever of %(celsius)s °C under observation · %(unit)s")
    found = []
    for pk, at, celsius, unit in rows.values_list("pk", "at", "celsius", "observation__filing__steps__unit")[:most]:
        due = at + timedelta(hours=hours.of(below[unit]))
        said = title % {"celsius": celsius, "unit": below[unit].label}
        found.append(Open(said, reverse("arrivals:fever", args=[pk]), due, due < moment))
    return found


def _unchecked(below: dict[int, Unit], moment: datetime, most: int) -> list[Open]:
    rows = Step.objects.as_known().filter(stage=Stage.FILED, unit__in=below).values("unit")
    rows = rows.annotate(n=Count("pk"), first=Min("at")).order_by("first", "unit")
    hours, found = measures.reading(CHECK_HOURS), []
    for pk, n, first in rows.values_list("unit", "n", "first")[:most]:
        due = first + timedelta(hours=hours.of(below[pk]))
        said = ngettext("%(n)d filing waits to be checked · %(unit)s", "%(n)d filings wait to be checked · %(unit)s", n)
        words = said % {"n": n, "unit": below[pk].label}
        found.append(Open(words, reverse("arrivals:list", args=[below[pk].code]), due, due < moment))
    return found


def _sent(unit: Unit, moment: datetime, most: int) -> list[Open]:
    """What was handed over and is not answered: until then this unit answers for it, and only the other one owes an answer."""
    rows = Handover.objects.filter(sender=unit, answer="").select_related("to", "filing").order_by("at", "pk")[:most]
    hours, title = measures.reading(CHECK_HOURS), gettext("Handed to %(unit)s, no answer yet · %(receipt)s")
    found = []
    for row in rows:
        due = row.at + timedelta(hours=hours.of(row.to))
        said = title % {"unit": row.to.label, "receipt": row.filing.receipt}
        found.append(Open(said, reverse("arrivals:filing", args=[row.filing_id]), due, due < moment))
    return found


ARRIVALS = Source(
    "arrivals.open", _("Arrivals: what waits below, what was handed over and is not answered"), _open, order=32
)
