"""The last look at a day, for pages in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg

from fengsui.command.assessment.findings import TONES, WORDS, in_language
from fengsui.command.assessment.models import Finding, Observation, Snapshot
from fengsui.command.assessment.queries.ledger import dress
from fengsui.ground.checks.declare import Severity

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date, datetime

    from fengsui.command.assessment.findings import Row
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Seen:
    """A line of the last look, in the language of the screen; `row`: the finding behind it, if it is one alone."""

    unit: Unit
    severity: Severity
    rule: str
    text: str
    page: str
    row: Row | None

    @property
    def tone(self) -> str:
        return TONES[self.severity]

    @property
    def word(self) -> str:
        return str(WORDS[self.severity])

    @property
    def state(self) -> str:
        return self.row.state if self.row else ""

    @property
    def state_tone(self) -> str:
        return self.row.state_tone if self.row else ""

    @property
    def state_word(self) -> str:
        return self.row.state_word if self.row else ""


@dataclass(frozen=True)
class Observed:
    """The gravest findings of the last look at some units; `total` counts them all. worst: unit id → the gravest there."""

    at: datetime
    findings: list[Seen]
    total: int
    worst: dict[int, int]


def observed(day: date, units: Container[int], most: int = 50, *, states: bool = True) -> Observed | None:
    """What the last look found at some units on a day, gravest first; None if nobody looked yet.

    states: with what was done about each since; two queries less without.
    """
    found = _columns(day)
    if found is None:
        return None
    at, *columns = found
    mine = [row for row in zip(*columns, strict=True) if row[0] in units]
    worst: dict[int, int] = {}
    for unit_id, severity, _rank in mine:
        worst[unit_id] = max(severity, worst.get(unit_id, 0))
    return Observed(at, _lines(day, mine[:most], states=states), len(mine), worst)


def _columns(day: date) -> tuple[Any, ...] | None:
    """The moment, and units, severities and ranks of all lines: thousands of them come as one row. No line: one of nobody."""
    by_rank = {
        f"all_{name}": ArrayAgg(f"observations__{name}", order_by="observations__rank")
        for name in ("unit", "severity", "rank")
    }
    return Snapshot.objects.filter(day=day).annotate(**by_rank).values_list("at", *by_rank).first()


def _lines(day: date, chosen: list[tuple[int, int, int]], *, states: bool) -> list[Seen]:
    ranks, units = [rank for _unit, _severity, rank in chosen], {unit for unit, *_ in chosen}
    here = Observation.objects.filter(snapshot=day, rank__in=ranks)
    # by unit, too: after a look in between, a rank may be that of somebody else's line
    lines = list(here.filter(unit__in=units).select_related("unit").order_by("rank"))
    keys = [line.finding_id for line in lines if line.finding_id and states]
    behind = Finding.objects.filter(pk__in=keys)
    rows = {row.finding.pk: row for row in dress(behind, day, None, {})} if keys else {}
    return [
        Seen(line.unit, Severity(line.severity), in_language(line.rule), in_language(line.text), line.url,
             rows.get(line.finding_id) if line.finding_id else None)
        for line in lines
    ]  # fmt: skip


def looked(day: date) -> datetime | None:
    """When a day was last looked through; None if it never was."""
    return Snapshot.objects.filter(day=day).values_list("at", flat=True).first()
