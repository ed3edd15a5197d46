"""The last look at a day, for pages in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

from fengsui.command.assessment.findings import TONES, WORDS, in_language
from fengsui.command.assessment.models import Finding, Snapshot
from fengsui.command.assessment.queries.ledger import dress
from fengsui.ground.checks.declare import Severity
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.command.assessment.findings import Row


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
    """The gravest findings of the last look at some units; `total` counts them all."""

    at: datetime
    findings: list[Seen]
    total: int


def observed(day: date, path: str, most: int = 50, *, states: bool = True) -> Observed | None:
    """What the last look found at or below a path on a day, gravest first; None if nobody looked yet.

    states: with what was done about each since; two queries less without.
    """
    snapshot = Snapshot.objects.filter(day=day).first()
    if snapshot is None:
        return None
    here = snapshot.observations.filter(unit__in=Unit.objects.within([path], day))
    counted = here.annotate(total=models.Window(models.Count("*"))).select_related("unit")
    lines = list(counted.order_by("rank")[:most])
    keys = [line.finding_id for line in lines if line.finding_id and states]
    behind = Finding.objects.filter(pk__in=keys)
    rows = {row.finding.pk: row for row in dress(behind, day)} if keys else {}
    found = [
        Seen(line.unit, Severity(line.severity), in_language(line.rule), in_language(line.text), line.url,
             rows.get(line.finding_id) if line.finding_id else None)
        for line in lines
    ]  # fmt: skip
    return Observed(snapshot.at, found, lines[0].total if lines else 0)


def looked(day: date) -> datetime | None:
    """When a day was last looked through; None if it never was."""
    return Snapshot.objects.filter(day=day).values_list("at", flat=True).first()
