"""Who is inside a facility, since when, and until when that was permitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max

from fengsui.frontline.gates.models import Passage, Permit, PermitStepKind, Regular
from fengsui.frontline.gates.queries import store
from fengsui.frontline.gates.queries.permits import standing
from fengsui.ground.clock import queries as clock
from fengsui.ground.presence.models import Stay
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit

SOURCE = "gates.unit:"


class Over(NamedTuple):
    """Somebody inside whose permit is over: a finding."""

    unit_id: int
    subject: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Inside:
    """Somebody who is inside. name: masked unless asked for plain; "" of who was destroyed, or who said none."""

    who: UUID
    since: datetime
    name: str
    building: str = ""
    until: datetime | None = None
    known: bool = True

    def is_over(self, moment: datetime) -> bool:
        return self.until is not None and self.until <= moment


def stays(units: Collection[int]) -> QuerySet[Stay]:
    """The stays that the gates of some units told of."""
    return Stay.objects.filter(place__in=units, source__in=[f"{SOURCE}{unit}" for unit in units])


def now(units: Collection[int], moment: datetime | None = None) -> QuerySet[Stay]:
    return stays(units).filter(period__contains=moment or clock.now())


def counts(units: Collection[int]) -> dict[int, int]:
    """Unit → how many are inside now."""
    return dict(now(units).values_list("place").annotate(n=Count("pk")))


def listed(unit: Unit, *, plain: bool = False, most: int = 5000) -> list[Inside]:
    """Who is inside now, who came first first. A constant number of queries."""
    return _rows(unit, list(now([unit.pk]).order_by("period", "pk")[:most]), plain=plain)


def latest(unit: Unit, most: int) -> list[Inside]:
    """Who came in last, in plain: for who stands at the gate."""
    return _rows(unit, list(now([unit.pk]).order_by("-period", "-pk")[:most]), plain=True)


def _rows(unit: Unit, rows: list[Stay], *, plain: bool) -> list[Inside]:
    whos = [row.subject for row in rows]
    known = {row.pk: row for row in Regular.objects.filter(pk__in=whos)}
    names = dict(zip(known, vault.open_all((pk, "name", one.name_sealed) for pk, one in known.items()), strict=True))
    names |= _visitors([row for row in rows if row.subject not in known])
    until = _permitted([unit.pk], whos)
    return [
        Inside(
            row.subject, row.period.lower, names.get(row.subject, "") if plain else vault.mask_name(names.get(row.subject, "")),
            known[row.subject].building if row.subject in known else "", until.get(row.subject), row.subject in known,
        )
        for row in rows
    ]  # fmt: skip


def _visitors(rows: Iterable[Stay]) -> dict[UUID, str]:
    """What visitors called themselves when they went in."""
    since = {row.subject: row.period.lower for row in rows}
    if not since:
        return {}
    passed = store.of_who(since, min(since.values()), max(since.values()) + timedelta(seconds=1))
    came = [row for row in passed if row.who and row.at == since[row.who]]
    return {row.who: said.name for row, said in zip(came, _opened(came), strict=True) if row.who}


def _opened(rows: list[Passage]) -> list[store.Opened]:
    found = store.opened(rows, masked=False)
    return [found[row.pk] for row in rows]


def _permitted(units: Collection[int], whos: Collection[UUID]) -> dict[UUID, datetime]:
    """Person → until when the last of their approved permits holds."""
    rows = standing(Permit.objects.filter(unit__in=units, regular__in=whos)).filter(stands=PermitStepKind.APPROVED)
    return dict(rows.order_by().values_list("regular").annotate(last=Max("until")))


def overdue(day: date | None = None) -> list[Over]:
    """Who is inside (or was at the end of a day) though their permit was over by then. Two queries for all units."""
    moment = clock.now() if day is None else min(clock.now(), clock.last_moment(day))
    rows = list(Stay.objects.filter(source__startswith=SOURCE, period__contains=moment).order_by("pk"))
    until = _permitted({row.place_id for row in rows}, [row.subject for row in rows])
    return [
        Over(row.place_id, f"gates.regular:{row.subject}", row.period.lower, until[row.subject])
        for row in rows
        if row.subject in until and row.period.lower < until[row.subject] <= moment
    ]
