"""The last look at a day, for pages in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from django.db import models

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
    ats, found = [], []
    for at, *row in _by_unit(day):
        ats.append(at)
        found += [row] if row[0] in units else []
    if not ats:
        return None
    # whatever is among the first few is of a unit whose own first is among the first few, so no others need be read
    few = [row[0] for row in nsmallest(most, found, key=lambda row: row[1])]
    worst = {unit_id: severity for unit_id, _rank, severity, _count in found}
    return Observed(ats[0], _lines(day, few, most, states=states), sum(row[3] for row in found), worst)


def _by_unit(day: date) -> models.QuerySet[Snapshot, tuple[Any, ...]]:
    """The moment of the last look with a unit, its first rank, its gravest and how many it has; one without a unit if all is well."""
    kinds = models.Min("observations__rank"), models.Max("observations__severity"), models.Count("observations")
    return Snapshot.objects.filter(day=day).values_list("at", "observations__unit", *kinds)


def _lines(day: date, units: list[int], most: int, *, states: bool) -> list[Seen]:
    here = Observation.objects.filter(snapshot=day, unit__in=units)
    lines = list(here.select_related("unit").order_by("rank")[:most])
    keys = [line.finding_id for line in lines if line.finding_id and states]
    behind = Finding.objects.filter(pk__in=keys)
    rows = {row.finding.pk: row for row in dress(behind, day)} if keys else {}
    return [
        Seen(line.unit, Severity(line.severity), in_language(line.rule), in_language(line.text), line.url,
             rows.get(line.finding_id) if line.finding_id else None)
        for line in lines
    ]  # fmt: skip


def looked(day: date) -> datetime | None:
    """When a day was last looked through; None if it never was."""
    return Snapshot.objects.filter(day=day).values_list("at", flat=True).first()
