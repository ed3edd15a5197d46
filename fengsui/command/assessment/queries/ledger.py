"""The ledger of findings: what is wrong on a day, what became of it, and how often a rule was right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery

from fengsui.command.assessment.findings import DECIDING, Row
from fengsui.command.assessment.grouping import together
from fengsui.command.assessment.models import Deed, Finding, Handling, Wording
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.queries import Node

    type Records = Mapping[str, Record]

ENOUGH = 4  # so many judgements make a rule's record


@dataclass(frozen=True)
class Record:
    """How a rule has done: found so often; right or wrong as people judged it; mended: its rows were put right after."""

    found: int
    right: int
    wrong: int
    mended: int

    @property
    def judged(self) -> int:
        return self.right + self.wrong

    @property
    def is_wrong(self) -> bool:
        """It cried wolf more often than not, and often enough to say so."""
        return self.judged >= ENOUGH and self.wrong > self.right


def track() -> dict[str, Record]:
    """How often each rule was right, by its key. One query."""
    last = Handling.objects.filter(finding=OuterRef("pk"), deed=Deed.JUDGED).order_by("-pk").values("right")[:1]
    found = Finding.objects.annotate(right=Subquery(last))
    rows = found.values("rule").annotate(
        n=Count("pk"), yes=Count("pk", filter=Q(right=True)), no=Count("pk", filter=Q(right=False)),
        mended=Count("pk", filter=Q(passed_at__isnull=False, over=False)),
    )  # fmt: skip
    return {row["rule"]: Record(row["n"], row["yes"], row["no"], row["mended"]) for row in rows}


def rows(day: date, nodes: list[Node], known: datetime | None = None, records: Records | None = None) -> list[Row]:
    """What was wrong on a day at some units, the gravest first, as known at a moment (now).

    What was found on the day or about it, and what was still open from before. A constant number of queries.
    records: the rules' (`track`), if they are at hand.
    """
    found = _on(day, known or clock.now()).filter(unit__in={node.unit_id for node in nodes})
    return _ranked(found, day, nodes, known, records)


def became(day: date, nodes: list[Node], known: datetime | None = None, records: Records | None = None) -> list[Row]:
    """What was found the day before, each as it stands now."""
    moment = known or clock.now()
    found = Finding.objects.filter(
        day=day - timedelta(days=1), found_at__lte=moment, unit__in={node.unit_id for node in nodes}
    )
    return _ranked(found, day, nodes, known, records)


def _ranked(
    found: QuerySet[Finding], day: date, nodes: list[Node], known: datetime | None, records: Records | None
) -> list[Row]:
    dressed = dress(found, day, known, track() if records is None else records)
    return sorted(together(dressed, nodes), key=lambda row: row.rank)


def one(finding: Finding, known: datetime | None = None, records: Records | None = None) -> Row:
    """One finding as it stands."""
    found = Finding.objects.filter(pk=finding.pk)
    return dress(found, clock.day_of(known), known, track() if records is None else records)[0]


def _on(day: date, moment: datetime) -> QuerySet[Finding]:
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    before = Q(day__lt=day, found_at__lt=end) & (Q(passed_at__isnull=True) | Q(passed_at__gte=start))
    return Finding.objects.filter(Q(day=day) | before, found_at__lte=moment)


def dress(found: QuerySet[Finding], day: date, known: datetime | None, records: Records) -> list[Row]:
    """Findings with what was done about them and what they said, as known at a moment (now).

    records: the rules' (`track`), of which the rank is made; nothing, where only the state is asked for: they are counted
    over the whole ledger.
    """
    moment = known or clock.now()
    listed = list(found.order_by("unit__code", "pk"))
    units = Unit.objects.in_bulk({finding.unit_id for finding in listed})
    for finding in listed:
        finding.unit = units[finding.unit_id]  # each read once, not once for every finding
    handlings: dict[object, list[Handling]] = {}
    for step in Handling.objects.filter(finding__in=listed, at__lte=moment).order_by("pk"):
        handlings.setdefault(step.finding_id, []).append(step)
    said = _said(listed, known)
    return [
        Row(
            finding, finding.unit, day, said.get(finding.pk, finding.text), handlings.get(finding.pk, []),
            finding.passed_at if finding.passed_at and finding.passed_at <= moment else None,
            finding.rule in records and records[finding.rule].is_wrong, finding.url,
        )
        for finding in listed
    ]  # fmt: skip


def _said(listed: Iterable[Finding], known: datetime | None) -> dict[object, dict[str, str]]:
    """What findings said at a moment, where their sentence has changed since."""
    if known is None:
        return {}
    changed = Wording.objects.filter(finding__in=listed, until__gt=known).order_by("-until")
    return {row.finding_id: row.text for row in changed}  # the earliest change after the moment is written last


def untaken(checks: Iterable[str]) -> QuerySet[Finding]:
    """What is open of some checks and nobody has taken in hand or accepted since it was found."""
    mine = Handling.objects.filter(finding=OuterRef("pk"), deed__in=DECIDING)
    found = Finding.objects.filter(passed_at__isnull=True, rule__in=list(checks))
    found = found.annotate(last_deed=Subquery(mine.order_by("-pk").values("deed")[:1]))
    waiting = found.filter(Q(last_deed__isnull=True) | Q(last_deed=Deed.AGAIN))
    return waiting.select_related("unit").order_by("found_at", "pk")


def turns(findings: Collection[Finding]) -> dict[object, str]:
    """Finding's id → for the how-manieth time it is found: the period of what is owed about it."""
    again = (
        Handling.objects.filter(finding__in=findings, deed=Deed.AGAIN).values_list("finding").annotate(n=Count("pk"))
    )
    counted = dict(again)
    return {finding.pk: str(counted.get(finding.pk, 0) + 1) for finding in findings}
