"""How a room declares its numbers (`indicators.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Level
from fengsui.ground.org.models import FACILITY_KINDS, SYSTEM_KINDS, System, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.utils.functional import Promise


REPORTING = (
    *FACILITY_KINDS,
    UnitKind.LEAGUE_BUREAU,
    UnitKind.COUNTY_BUREAU,
)  # units in whose reports a number can stand


class Kind(StrEnum):
    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"


class RollUp(StrEnum):
    SUM = "sum"
    MAX = "max"
    WEIGHTED = "weighted"  # mean weighted by the indicator named in `weight`


# Tags that mean something to the house; a room may use more of its own.
ASIDE = "aside"  # worked out about a report: not one of its fields, nobody types or corrects it
KEY = "key"  # what Today, the wall and the brief say first
TREND = "trend"  # its course stands in the brief
LASTS = "lasts"  # a stock that must not run out
EPIDEMIC = "epidemic"  # shown beside the case counts of the notices
ROUTINE = "routine"  # a flow that is never zero (calls made): a report without events is a zero report all the same


@dataclass(frozen=True)
class Window:
    """The period that a day's report covers: start included, end excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Asked:
    """What is asked of a `compute`: the day, each system's window, optionally as known at a moment, for some units only."""

    day: date
    windows: dict[str, Window]
    known: datetime | None = None
    units: frozenset[int] | None = None
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def shared[T](self, make: Callable[[Asked], T]) -> T:
        """What several computes of a room need, worked out once per question."""
        if make not in self.memo:
            self.memo[make] = make(self)
        found: T = self.memo[make]
        return found

    def during(self, at: str, kind: str) -> Q:
        """Filter rows by event time `at` within the window of the system to which unit kind field `kind` belongs."""
        found = Q(pk__in=[])
        for system, window in self.windows.items():
            inside = Q(**{f"{at}__gte": window.start, f"{at}__lt": window.end})
            found |= (
                inside & Q(**{f"{kind}__in": SYSTEM_KINDS[System(system)]}) if system in SYSTEM_KINDS else Q(pk__in=[])
            )
        return found


LATE = timedelta(hours=1)  # entered so much after it happened, a row is worth a look
TYPED = _(
    "Typed in the report by the officer who signs it. Missing until somebody types it; a zero is typed as a zero."
)


@dataclass(frozen=True)
class Evidence:
    """A row behind a number, in words; a person in custody only masked.

    at: when it happened (None: there is no row where one belongs); known_at: when it was entered; by: who entered it;
    replaced_at, reason: since when and why it counts no longer; remark: what does not hold about it; url: where it stands.
    """

    text: str
    at: datetime | None = None
    known_at: datetime | None = None
    by: UUID | None = None
    replaced_at: datetime | None = None
    reason: str = ""
    url: str = ""
    remark: str = ""

    @property
    def is_late(self) -> bool:
        """Entered noticeably after it happened."""
        return self.at is not None and self.known_at is not None and self.known_at - self.at > LATE


@dataclass(frozen=True, eq=False)
class Indicator:
    """A number of a unit on a day.

    code: `room.name`; unit: unit of measure; kinds: the kinds of unit that have it (and owe it);
    compute(asked): unit id → value for ALL units in one query (units without a value are left out: missing, not zero);
    None: declared by hand only. rows: name of the URL (unit code, day) that lists the rows behind it.
    typed_because: why it is still typed, and which register will bring it (a sentence).
    low, high: thresholds (a value below/above is a finding). rises: finding if it rises by this share against yesterday.
    since, until: the days on which it is asked for (until: the first day no more); units: only these units have it.
    formula: in words, how one unit's number comes about and when it is missing; evidence(unit id, asked, code) → the rows
    behind one unit's number, with what was replaced, for whoever has evidence_verb there (empty: who sees the number).
    """

    code: str
    name: str | Promise
    unit: str | Promise
    kind: Kind
    kinds: tuple[UnitKind, ...]
    compute: Callable[[Asked], dict[int, float]] | None
    group: str | Promise = ""
    rollup: RollUp = RollUp.SUM
    weight: str = ""
    rows: str = ""
    low: float | None = None
    high: float | None = None
    rises: float | None = None
    decimals: int = 0
    level: Level = Level.INTERNAL
    typed_because: str | Promise = ""
    help: str | Promise = ""
    order: int = 50
    tags: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None
    units: frozenset[int] | None = None
    formula: str | Promise = ""
    evidence: Callable[[int, Asked, str], list[Evidence]] | None = None
    evidence_verb: str = ""

    @property
    def how(self) -> str:
        """The formula in words; empty if the room says nothing of a number that it computes."""
        return str(self.formula or (TYPED if self.is_typed else ""))

    @property
    def is_typed(self) -> bool:
        """Whether nobody computes it: it is typed in the report."""
        return self.compute is None

    def holds(self, day: date) -> bool:
        """Whether it is asked for on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)

    def has(self, unit_id: int, day: date) -> bool:
        """Whether a unit of its kinds has it on a day."""
        return self.holds(day) and (self.units is None or unit_id in self.units)


@dataclass(frozen=True, eq=False)
class Source:
    """Where indicators that were defined on a page get their numbers from, if nobody types them (`indicators.py`).

    key: `room`; group: their heading in a report; compute_many(asked, code → params) → code → unit id → value,
    for all of them and all units in one query; rows, formula, evidence, evidence_verb: as of an Indicator.
    """

    key: str
    group: str | Promise
    compute_many: Callable[[Asked, Mapping[str, Any]], dict[str, dict[int, float]]]
    rows: str = ""
    formula: str | Promise = ""
    evidence: Callable[[int, Asked, str], list[Evidence]] | None = None
    evidence_verb: str = ""
