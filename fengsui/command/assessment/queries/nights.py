"""The night, as it is seen before the morning meeting: from the last brief to the hour of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.assessment.measures import MORNING_AT
from fengsui.command.assessment.queries import ledger
from fengsui.command.assessment.queries.briefs import Picture, brief, picture, signature
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.command.assessment.findings import Row
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Night:
    """What was found between two moments, what of yesterday is still open, and yesterday's day as it is known now."""

    since: datetime
    at: datetime  # the hour of the picture, or now, if that is still to come
    due: datetime
    yesterday: Picture
    new: list[Row]
    carried: list[Row]
    ended: list[Row]
    signed: bool

    @property
    def is_early(self) -> bool:
        return self.at < self.due


def night(unit: Unit, line: str, day: date, known: datetime | None = None) -> Night:
    """The morning picture of a day: fixed at its hour, whenever it is looked at later."""
    due = clock.on(day, measures.reading(MORNING_AT, at=clock.midnight(day), known=known).of(unit))
    at, before = min(due, known or clock.now()), day - timedelta(days=1)
    given = signature(brief(unit, line_of(unit), before), at)
    since = given.at if given else clock.midnight(day)
    seen = picture(unit, line, before, at)
    rows = ledger.rows(day, seen.rollup.nodes, at)
    open_ = [row for row in rows if row.is_open and not row.is_noise]
    return Night(
        since, at, due, seen, [row for row in open_ if row.finding.found_at > since],
        [row for row in open_ if row.finding.found_at <= since],
        [row for row in rows if row.passed_at and row.passed_at > since], given is not None,
    )  # fmt: skip
