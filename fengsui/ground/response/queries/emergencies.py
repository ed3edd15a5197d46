"""Emergencies as they stand, or stood as known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.response.models import Account, Emergency, Level, Stage, Step, Tier

if TYPE_CHECKING:
    from datetime import date, datetime

ORDER = list(Stage.values)
_TIERS = list(Tier.values)
_ENDED = {Stage.LIFTED, Stage.ASSESSED, Stage.ARCHIVED}


@dataclass(frozen=True)
class Standing:
    """An emergency at a moment: what is known of it, its steps in order, all levels and those in force."""

    emergency: Emergency
    account: Account
    steps: list[Step]
    levels: list[Level]
    moment: datetime

    @property
    def stage(self) -> Stage | None:
        """The last stage that it reached by then; None before the first."""
        return next((Stage(step.stage) for step in reversed(self.steps) if step.at <= self.moment), None)

    @property
    def is_over(self) -> bool:
        return self.stage in _ENDED

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, or will by what is recorded."""
        return next((step.at for step in self.steps if step.stage in _ENDED), None)

    @property
    def in_force(self) -> list[Level]:
        """Each government's level at the moment, the highest tier first; one that ended its response has none."""
        last: dict[tuple[str, str], Level] = {}
        for level in self.levels:
            if level.at <= self.moment:
                last[level.tier, level.issuer] = level
        return sorted((row for row in last.values() if row.grade), key=lambda row: (_TIERS.index(row.tier), row.issuer))

    @property
    def first(self) -> date | None:
        """The first day of the response: its activation, else the first level recorded."""
        moments = [step.at for step in self.steps if step.stage == Stage.ACTIVATED] or [row.at for row in self.levels]
        return clock.local(min(moments)).date() if moments else None

    @property
    def day_number(self) -> int | None:
        """Which day of the response the moment's day is; None before it began and once it is lifted."""
        day, first = clock.local(self.moment).date(), self.first
        return (day - first).days + 1 if first and first <= day and not self.is_over else None


def steps(emergency: Emergency, known: datetime | None = None) -> list[Step]:
    """An emergency's steps in order; on one day by their stage, since papers often say only the day."""
    return sorted(Step.objects.as_known(known).filter(emergency=emergency), key=_order)


def _order(step: Step) -> tuple[date, int, datetime]:
    return clock.local(step.at).date(), ORDER.index(step.stage), step.at


def standing(emergency: Emergency, known: datetime | None = None, moment: datetime | None = None) -> Standing:
    """One emergency as it stands, or as known then, at a moment."""
    return standings([emergency], known, moment)[0]


def standings(
    emergencies: list[Emergency] | None = None, known: datetime | None = None, moment: datetime | None = None
) -> list[Standing]:
    """Emergencies (all) as they stand, the newest first. Four queries at most, whatever their number."""
    found = list(Emergency.objects.select_related("unit")) if emergencies is None else emergencies
    ids, at = [one.pk for one in found], moment or known or clock.now()
    accounts = {row.emergency_id: row for row in Account.objects.as_known(known).filter(emergency__in=ids)}
    way: dict[int, list[Step]] = {pk: [] for pk in ids}
    said: dict[int, list[Level]] = {pk: [] for pk in ids}
    if ids:
        for step in sorted(Step.objects.as_known(known).filter(emergency__in=ids), key=_order):
            way[step.emergency_id].append(step)
        for level in (
            Level.objects.as_known(known).filter(emergency__in=ids).select_related("unit").order_by("at", "pk")
        ):
            said[level.emergency_id].append(level)
    rows = [
        Standing(one, accounts[one.pk], way[one.pk], said[one.pk], at) for one in found if one.pk in accounts
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.is_over, -row.account.at.timestamp(), -row.emergency.pk))


def current(known: datetime | None = None, moment: datetime | None = None) -> Standing | None:
    """The emergency under way that began last; None if there is none."""
    return next((row for row in standings(None, known, moment) if not row.is_over), None)


def day_of_response(day: date, known: datetime | None = None) -> int | None:
    """Which day of the response a day is, by what was recorded; None: no response ran."""
    found = current(known, clock.last_moment(day))
    return found.day_number if found else None
