"""A unit's own story: its days, what was found there, what it owes, what happened to it. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext as _

from fengsui.command.assessment.models import Finding
from fengsui.command.assessment.queries.ledger import dress, track
from fengsui.command.reports.explain import rooms
from fengsui.command.reports.measures import CUTOFF, OWED
from fengsui.command.reports.models import REPORTING_KINDS, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import KEY, TREND
from fengsui.ground.indicators.trends import courses
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import facts, until
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import Appointment, Line, Office, SeatKind, Tie, Unit
from fengsui.ground.org.queries import line_of, seats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.command.assessment.findings import Row
    from fengsui.ground.indicators.trends import Course
    from fengsui.ground.org.models import Person

DAYS = 14
COURSES = 8  # of a unit whose numbers nobody marked as key, so many are drawn
MARKED = frozenset({KEY, TREND})
ORGANISATION = (
    "org.moved", "org.merged", "org.split", "org.closed", "org.to_be_renamed", "org.renamed", "org.change_withdrawn",
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A day of the strip: whether the unit owed a report, and what became of it, as seen at a moment."""

    day: date
    is_owed: bool
    cutoff: datetime
    moment: datetime
    steps: list[Step] = field(default_factory=list)

    @property
    def signed_at(self) -> datetime | None:
        """When it was first signed."""
        return next((step.at for step in self.steps if step.stage == Stage.SIGNED), None)

    @property
    def was_returned(self) -> bool:
        return any(step.stage == Stage.RETURNED for step in self.steps)

    @property
    def was_corrected(self) -> bool:
        """Signed again without having been returned in between."""
        signed = False
        for step in self.steps:
            if step.stage == Stage.SIGNED and signed:
                return True
            signed = step.stage in {Stage.SIGNED, Stage.ACCEPTED} or (signed and step.stage == Stage.DRAFTED)
        return False

    @property
    def state(self) -> tuple[str, str]:
        """What became of it: a tone and a word."""
        stage = self.steps[-1].stage if self.steps else ""
        if stage in {Stage.SIGNED, Stage.ACCEPTED}:
            late = self.signed_at is not None and self.signed_at > self.cutoff
            return ("due", _("signed late")) if late else ("good", _("in time"))
        if stage == Stage.RETURNED:
            return "bad", _("returned")
        if not self.is_owed:
            return "still", _("none owed")
        return ("bad", _("silent")) if self.moment > self.cutoff else ("busy", _("to be signed"))

    @property
    def further(self) -> list[str]:
        """What else happened to it."""
        said = [_("was returned")] if self.was_returned and self.steps[-1].stage != Stage.RETURNED else []
        return said + ([_("corrected")] if self.was_corrected else [])


def strip(unit: Unit, first: date, last: date, known: datetime | None = None) -> list[Day]:
    """What became of a unit's report on each day: two queries."""
    told: dict[date, list[Step]] = {}
    steps = Step.objects.until(known).filter(report__unit=unit, report__day__range=(first, last))
    for step in steps.select_related("report").order_by("pk"):
        told.setdefault(step.report.day, []).append(step)
    with measures.remembering():
        return [_day(unit, day, told.get(day, []), known) for day in clock.days(first, last)]


def _day(unit: Unit, day: date, steps: list[Step], known: datetime | None) -> Day:
    end = clock.last_moment(day)
    owed, cutoff = measures.readings(OWED, CUTOFF, at=end, known=known)
    stood = unit.valid_from <= day and not unit.is_closed(day)
    owes = stood and unit.kind in REPORTING_KINDS and owed.of(unit)
    return Day(day, owes, clock.on(day, cutoff.of(unit)), known or clock.now(), steps)


def key_courses(unit: Unit, first: date, last: date, known: datetime | None = None) -> list[Course]:
    """The courses of what counts most at a unit: what its rooms mark as key or trend; else its first numbers."""
    found = [one for one in courses(first, last, line_of(unit), unit, known=known) if one.is_owed]
    return [one for one in found if MARKED & one.indicator.tags] or found[:COURSES]


def found(unit: Unit, first: date, last: date, known: datetime | None = None) -> list[Row]:
    """What was found at a unit itself in some days, newest day first, gravest first, each as it stands (stood then)."""
    moment = known or clock.now()
    rows = dress(
        Finding.objects.filter(unit=unit, day__range=(first, last), found_at__lte=moment), last, known, track()
    )
    return sorted(sorted(rows, key=lambda row: row.rank), key=lambda row: row.finding.day, reverse=True)


@dataclass(frozen=True)
class Owed:
    """Something that a unit owes or was late with."""

    row: Obligation
    title: str
    url: str
    is_late: bool
    is_met: bool


def owed(unit: Unit, first: date, known: datetime | None = None) -> tuple[list[Owed], list[Owed]]:
    """What a unit can still meet now, and what it was late with since a day; both by when they were due."""
    moment, kinds = known or clock.now(), obligations.owings()
    valid = Q(void_at__isnull=True) | Q(void_at__gt=moment)
    rows = Obligation.objects.filter(valid, unit=unit, kind__in=kinds, opens_at__lte=moment).select_related("unit")
    unmet = Q(met_at__isnull=True) | Q(met_at__gt=moment)
    recent = Q(due_at__gte=clock.midnight(first), due_at__lt=moment) & (unmet | Q(met_at__gt=F("due_at")))
    listed = list(rows.filter(unmet | recent).order_by("due_at", "pk"))
    titles = obligations.titles(listed)
    now: list[Owed] = []
    late: list[Owed] = []
    for row in listed:
        met, lapses = row.met_at is not None and row.met_at <= moment, kinds[row.kind].lapses
        over = lapses is not None and moment > row.due_at + lapses
        one = Owed(row, titles[row.pk], obligations.link(row), row.due_at < moment, met)
        if met or over:
            late += [one] if row.due_at >= clock.midnight(first) else []
        else:
            now.append(one)
    return now, late[::-1]


def superiors(unit: Unit, day: date, known: datetime | None = None) -> dict[Line, list[Unit]]:
    """The lines in which a unit stands, and to whom it answers in each, from the top. Two queries."""
    ties = list(Tie.objects.on(day, known).filter(unit=unit).order_by("pk"))
    paths = {Line(tie.line): [int(step) for step in tie.path.split(".")[1:-1]] for tie in ties}
    units = Unit.objects.in_bulk({pk for path in paths.values() for pk in path})
    return {line: [units[pk] for pk in path] for line, path in paths.items()}


def people(reader: Person, unit: Unit, day: date, known: datetime | None = None) -> list[tuple[str, str]]:
    """Who is on duty there and who leads it, for whoever reads names; masked for the administrators."""
    held = [(str(SeatKind(kind).label), person.pk) for kind, person in seats(unit, known).items()]
    leading = Appointment.objects.on(day).filter(unit=unit, office=Office.LEADER).order_by("pk")
    held += [(row.get_office_display(), row.person_id) for row in leading]
    names = names_for(reader, [pk for _title, pk in held])
    return [(title, names.get(pk, "")) for title, pk in held]


def entries(reader: Person, unit: Unit, known: datetime | None = None) -> QuerySet[Entry]:
    """What the journal says of a unit, as far as the reader may open the rooms that wrote it."""
    wanted = rooms(reader, unit, facts())
    kinds = [kind for kind in facts() if kind.partition(".")[0] in wanted]
    return until(Entry.objects.filter(unit=unit.pk, kind__in=kinds), known)


@dataclass(frozen=True)
class Told:
    """A day of the journal."""

    day: date
    entries: list[Entry]


def by_day(entries: Iterable[Entry]) -> list[Told]:
    """Entries of the journal day by day, in their order."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        days.setdefault(clock.local(entry.at).date(), []).append(entry)
    return [Told(day, rows) for day, rows in days.items()]


def organisation(unit: Unit, known: datetime | None = None) -> list[Told]:
    """What was done to the unit itself, by the day it was done: renamed, moved, merged, split, closed; oldest first."""
    return by_day(until(Entry.objects.filter(unit=unit.pk, kind__in=ORGANISATION), known).order_by("pk"))
