"""The numbers of bureaus: each filing counts once, at the nearest bureau at or above the unit. In one query each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.models import (
    Explanation,
    Filing,
    Party,
    Release,
    Returnee,
    Role,
    Slot,
    Stage,
    Stay,
    Step,
)
from fengsui.frontline.arrivals.queries.bureaus import bureaus
from fengsui.frontline.arrivals.queries.hours import timetable
from fengsui.frontline.arrivals.queries.observed import lacking, running, standing
from fengsui.frontline.arrivals.rights import BUREAUS
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Evidence
from fengsui.ground.org.models import System, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.ground.indicators.declare import Asked, Window

    type Counted = Iterable[tuple[int, int]]  # unit, how many

MOST = 500  # rows of evidence


def _home(asked: Asked) -> dict[int, int]:
    return bureaus(asked.day)


def _window(asked: Asked) -> Window:
    return asked.windows[System.BUREAU]


def _all(asked: Asked) -> list[int]:
    rows = Unit.objects.existing(asked.day).filter(kind__in=BUREAUS)
    rows = rows if asked.units is None else rows.filter(pk__in=asked.units)
    return list(rows.values_list("pk", flat=True))


def by_bureau(count: Callable[[Asked], Counted]) -> Callable[[Asked], dict[int, float]]:
    """Add up by bureau; a bureau where nothing happened has zero: the register is the only way in."""

    def compute(asked: Asked) -> dict[int, float]:
        home, found = asked.shared(_home), dict.fromkeys(asked.shared(_all), 0.0)
        for unit, n in count(asked):
            if home.get(unit) in found:
                found[home[unit]] += n
        return found

    return compute


def _within(asked: Asked, name: str) -> Q:
    window = _window(asked)
    return Q(**{f"{name}__gte": window.start, f"{name}__lt": window.end})


def _valid(asked: Asked) -> QuerySet[Step]:
    """The filings that count: neither withdrawn nor joined with another."""
    return Step.objects.as_known(asked.known).exclude(stage__in=(Stage.WITHDRAWN, Stage.JOINED))


def _filed(asked: Asked, *roles: Role) -> QuerySet[Party]:
    rows = Party.objects.as_known(asked.known).filter(_within(asked, "filing__known_at"), role__in=roles)
    return rows.filter(filing__in=_valid(asked).values("filing"))


def _by_unit(rows: QuerySet[Any], unit: str) -> Counted:
    found: Counted = rows.values_list(unit).annotate(n=Count("pk")).values_list(unit, "n")
    return found


def returnees(asked: Asked) -> Counted:
    return _by_unit(_filed(asked, Role.RETURNEE, Role.COMPANION), "filing__unit")


def _from_hubei(asked: Asked) -> QuerySet[Party]:
    stayed = Returnee.objects.as_known(asked.known).exclude(stay=Stay.NONE)
    return _filed(asked, Role.RETURNEE, Role.COMPANION).filter(filing__in=stayed.values("filing"))


def from_hubei(asked: Asked) -> Counted:
    return _by_unit(_from_hubei(asked), "filing__unit")


def lodgers(asked: Asked) -> Counted:
    return _by_unit(_filed(asked, Role.LODGER), "filing__unit")


def _observed(asked: Asked) -> QuerySet[Any]:
    """Who was under observation at the window's end."""
    end = _window(asked).end
    later = Release.objects.as_known(asked.known).filter(at__gte=end).values("observation")
    there = running(asked.known).values("pk")
    return standing(asked.known).filter(Q(pk__in=there) | Q(pk__in=later), at__lt=end)


def observed(asked: Asked) -> Counted:
    return _by_unit(_observed(asked), "unit_id")


def _released(asked: Asked) -> QuerySet[Any]:
    rows = Release.objects.as_known(asked.known).filter(_within(asked, "at"))
    current = Q(observation__filing__steps__replaced_at__isnull=True)
    return rows.filter(current).annotate(unit_id=F("observation__filing__steps__unit"))


def released(asked: Asked) -> Counted:
    return _by_unit(_released(asked), "unit_id")


def _slots(asked: Asked) -> list[tuple[date, Slot]]:
    """The measurements whose time ended within the window, up to now."""
    window, until = _window(asked), min(asked.known or clock.now(), _window(asked).end)
    days = clock.days(clock.local(window.start).date(), clock.local(window.end).date())
    return [
        (day, slot) for day in days for slot in Slot if window.start <= timetable(day, asked.known).due(slot) < until
    ]


def missed(asked: Asked) -> Counted:
    found: dict[int, int] = defaultdict(int)
    for day, slot in _slots(asked):
        for unit, n in _by_unit(lacking(day, slot, asked.known), "unit_id"):
            found[unit] += n
    return found.items()


def _explained(asked: Asked) -> QuerySet[Explanation]:
    return Explanation.objects.as_known(asked.known).filter(_within(asked, "at"))


def explained(asked: Asked) -> Counted:
    return _explained(asked).values_list("unit").annotate(n=Sum("persons")).values_list("unit", "n")


def evidence(unit_id: int, asked: Asked, code: str) -> list[Evidence]:
    """The rows behind a bureau's number, at most five hundred; nobody is named, the filing's number leads on."""
    units = [unit for unit, bureau in asked.shared(_home).items() if bureau == unit_id]
    return _EVIDENCE[code.removeprefix("arrivals.")](asked, units)[:MOST]


def _of_filings(rows: QuerySet[Party], units: list[int]) -> list[Evidence]:
    filings = Filing.objects.filter(pk__in=rows.filter(filing__unit__in=units).values("filing")).order_by("known_at")[
        :MOST
    ]
    return [_filing(one, f"{one.get_kind_display()} {one.receipt}", one.known_at) for one in filings]


def _filing(one: Filing, text: str, at: datetime, by: Any = None) -> Evidence:
    return Evidence(
        text,
        at,
        one.known_at if by is None else at,
        by or one.filed_by_id,
        url=reverse("arrivals:filing", args=[one.pk]),
    )


def _of_observations(rows: QuerySet[Any], units: list[int], said: str = "") -> list[Evidence]:
    found = rows.filter(unit_id__in=units).select_related("filing").order_by("at")[:MOST]
    return [
        _filing(one.filing, f"{one.get_kind_display()} · {one.filing.receipt}{said}", one.at, one.entered_by_id)
        for one in found
    ]


def _of_releases(asked: Asked, units: list[int]) -> list[Evidence]:
    rows = _released(asked).filter(unit_id__in=units).select_related("observation__filing").order_by("at")[:MOST]
    return [
        _filing(one.observation.filing, f"{one.number} · {one.because}".rstrip(" ·"), one.at, one.entered_by_id)
        for one in rows
    ]


def _of_missed(asked: Asked, units: list[int]) -> list[Evidence]:
    found: list[Evidence] = []
    for day, slot in _slots(asked):
        found += _of_observations(lacking(day, slot, asked.known), units, f" · {day.isoformat()} {slot.label}")
    return found


def _of_explanations(asked: Asked, units: list[int]) -> list[Evidence]:
    rows = _explained(asked).filter(unit__in=units).order_by("at")[:MOST]
    return [
        Evidence(_("%(topic)s (%(place)s): %(n)d persons") % {"topic": row.topic, "place": row.place, "n": row.persons}, row.at, row.known_at, row.entered_by_id)
        for row in rows
    ]  # fmt: skip


_EVIDENCE: dict[str, Callable[[Asked, list[int]], list[Evidence]]] = {
    "returnees": lambda asked, units: _of_filings(_filed(asked, Role.RETURNEE, Role.COMPANION), units),
    "from_hubei": lambda asked, units: _of_filings(_from_hubei(asked), units),
    "lodgers": lambda asked, units: _of_filings(_filed(asked, Role.LODGER), units),
    "observed": lambda asked, units: _of_observations(_observed(asked), units),
    "released": _of_releases, "missed": _of_missed, "explained": _of_explanations,
}  # fmt: skip
