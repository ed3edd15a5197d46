"""What is asked of the solver and what it answers: plain values, no tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

type Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Slot:
    """A time at a post that wants people. pool: who may stand there at all; skills: what each of them must have."""

    key: str
    post: str
    since: datetime
    until: datetime
    wanted: int
    pool: frozenset[str]
    skills: frozenset[str] = frozenset()
    women_only: bool = False
    night: bool = False
    holiday: bool = False

    @property
    def span(self) -> Span:
        return self.since, self.until

    @property
    def hours(self) -> float:
        return (self.until - self.since) / timedelta(hours=1)


@dataclass(frozen=True)
class Worker:
    """Somebody who can be rostered. away: leave and absence; busy: shifts that stand; the counts are of the time before."""

    key: str
    woman: bool = False
    skills: frozenset[str] = frozenset()
    away: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()
    nights: int = 0
    holidays: int = 0


@dataclass(frozen=True)
class Rules:
    """rest_h: hours between the end of a shift and the next; week_h: most hours in any seven days, None: no limit."""

    rest_h: float = 11
    week_h: float | None = None


@dataclass(frozen=True)
class Problem:
    slots: tuple[Slot, ...]
    workers: tuple[Worker, ...]
    rules: Rules = Rules()


class Why(StrEnum):
    """Why somebody does not stand in a slot."""

    AWAY = "away"
    WOMEN = "women"
    SKILL = "skill"
    BUSY = "busy"
    REST = "rest"
    WEEK = "week"


@dataclass(frozen=True)
class Roster:
    """Who stands where (slot key, worker key); proven: no roster leaves fewer places empty or is fairer."""

    picks: tuple[tuple[str, str], ...]
    proven: bool
    fewest: bool  # proven that no roster leaves fewer places empty
    seconds: float

    def gaps(self, problem: Problem) -> dict[str, int]:
        """Slot key → how many are missing; only those that want somebody."""
        taken = [slot for slot, _worker in self.picks]
        return {slot.key: missing for slot in problem.slots if (missing := slot.wanted - taken.count(slot.key)) > 0}


def hours_of(spans: Iterable[Span]) -> float:
    return sum((until - since) / timedelta(hours=1) for since, until in spans)


def overlap(one: Span, other: Span, rest_h: float = 0) -> bool:
    """Whether two times overlap, or lie less than a rest apart."""
    rest = timedelta(hours=rest_h)
    return one[0] < other[1] + rest and other[0] < one[1] + rest


def unfit(slot: Slot, worker: Worker, rules: Rules) -> Why | None:
    """Why somebody cannot stand in a slot, whatever else the roster says; None: they can."""
    if slot.women_only and not worker.woman:
        return Why.WOMEN
    if slot.skills - worker.skills:
        return Why.SKILL
    if any(overlap(slot.span, span) for span in worker.away):
        return Why.AWAY
    if any(overlap(slot.span, span) for span in worker.busy):
        return Why.BUSY
    if any(overlap(slot.span, span, rules.rest_h) for span in worker.busy):
        return Why.REST
    return None
