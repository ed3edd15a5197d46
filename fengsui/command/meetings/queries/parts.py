"""What a meeting talks about, drafted from the rows of the house: a few questions each, whatever the number of units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.command.assessment.findings import TONES
from fengsui.command.assessment.models import Finding
from fengsui.command.assessment.queries import ledger
from fengsui.command.incidents import queries as incidents
from fengsui.command.meetings.queries.below import within
from fengsui.command.tasks.models import OPEN, Step
from fengsui.ground.checks.declare import Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import named
from fengsui.ground.org import scope
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.command.assessment.findings import Row as Found
    from fengsui.command.incidents.queries import Shown
    from fengsui.ground.org.models import Person, Unit

SHOWN = 12  # rows of a part; the rest is counted, and its page has all of them
SAID = 140  # characters of a row
LATELY = timedelta(days=3)  # what was due longer ago is the findings' business


@dataclass(frozen=True)
class Row:
    """One line of a part: what, where, how urgent, since or until when. key tells it from others whatever it says."""

    key: str
    text: str
    where: str = ""
    url: str = ""
    tone: str = ""
    word: str = ""
    moment: datetime | None = None
    person: UUID | None = None


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    icon: str
    rows: list[Row] = field(default_factory=list)
    more: int = 0
    url: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class Table:
    """What everything is asked about: a unit, all below it, now, and since when it is news."""

    unit: Unit
    ids: list[int]
    now: datetime
    since: datetime
    before: datetime | None = None  # tasks that were given later are the meeting's own
    begins: datetime | None = None  # the hour of a meeting of today that is still to come

    @property
    def roster_at(self) -> datetime:
        """Whose roster the meeting reads: before half past nine that of half past nine, not of the night that ends."""
        return max(self.now, self.begins or self.now)

    @property
    def whole(self) -> str:
        """The page with everything that is owed below."""
        return reverse("chase_unit", args=[line_of(self.unit), self.unit.code])


def table(
    unit: Unit, now: datetime, since: datetime, before: datetime | None = None, begins: datetime | None = None
) -> Table:
    return Table(unit, within(unit), now, since, before, begins)


def handover(asked: Table) -> Part:
    """What one commander leaves to the next: tasks that are not done, what is overdue below."""
    late, rest = _tasks(asked, Q(due_at__lt=asked.now)), _tasks(asked, Q(due_at__gte=asked.now))
    owed = _owed(asked, Q(due_at__lt=asked.now, due_at__gte=asked.now - LATELY))
    rows = [_task(step, asked.now) for step in [*late[:SHOWN], *rest[: max(SHOWN - len(late), 0)]]]
    more = len(late) + len(rest) - len(rows)
    return Part(
        "handover", titles()["handover"], "list-check", [*(_late(asked, *one) for one in owed), *rows], more,
        f"{reverse('tasks:given')}", _("Nothing is open."),
    )  # fmt: skip


def _tasks(asked: Table, when: Q) -> list[Step]:
    rows = Step.objects.as_known().filter(when, giver=asked.unit, stage__in=OPEN).select_related("task", "to")
    rows = rows.filter(opened_at__lt=asked.before) if asked.before else rows
    return list(rows.order_by("due_at", "pk")[: 5 * SHOWN])


def _task(step: Step, now: datetime) -> Row:
    late = step.is_late(now)
    return Row(
        step.task.subject, Truncator(step.task.text).chars(SAID), step.to.label,
        reverse("tasks:task", args=[step.task_id]), "bad" if late else "busy",
        _("late") if late else str(step.get_stage_display()), step.due_at, step.person_id,
    )  # fmt: skip


def _owed(asked: Table, when: Q) -> list[tuple[str, int, int]]:
    """Kind, how many are owed, by how many units, the most first; tasks stand by themselves."""
    open_ = Obligation.objects.filter(when, unit__in=asked.ids, met_at=None, void_at=None)
    rows = open_.exclude(kind__in=("tasks.task", "meetings.meeting", "meetings.key")).values("kind")
    counted = rows.annotate(n=Count("pk"), units=Count("unit", distinct=True)).order_by("-n", "kind")
    return [(row["kind"], row["n"], row["units"]) for row in counted]


def _late(asked: Table, kind: str, n: int, units: int) -> Row:
    return Row(f"owed:{kind}:{n}", named(kind), _units(units), f"{asked.whole}?kind={kind}", "bad", _overdue(n))


def _units(units: int) -> str:
    return ngettext("%(n)d unit", "%(n)d units", units) % {"n": units}


def _overdue(n: int) -> str:
    return ngettext("%(n)d overdue", "%(n)d overdue", n) % {"n": n}


def night(asked: Table) -> Part:
    """What was found since the evening, the gravest first."""
    news = Finding.objects.filter(unit__in=asked.ids, found_at__gte=asked.since, found_at__lte=asked.now)
    found, more = _found(news, asked)
    happened = _happened(asked)
    rows, more = [*happened[: 2 * SHOWN], *found], more + max(len(happened) - 2 * SHOWN, 0)
    return Part("night", titles()["night"], "moon", rows, more, _morning(asked), _("Nothing new was found."))


def going(asked: Table) -> Part:
    """Incidents that are not over, whenever they began: they stand on top, unasked."""
    rows = [_going(row) for row in incidents.open_for(asked.unit)]
    url = reverse("incidents:index")
    return Part("going", titles()["going"], "alert-octagon", rows[: 2 * SHOWN], max(len(rows) - 2 * SHOWN, 0), url)


def _going(row: Shown) -> Row:
    step = row.step
    url = reverse("incidents:incident", args=[step.incident_id])
    tone, word = row.standing
    text = Truncator(f"{row.kind} · {step.text}").chars(SAID)
    return Row(url, text, step.unit.label, url, tone, word, step.learned_at)


def _happened(asked: Table) -> list[Row]:
    """Incidents and calls of the night, the latest first. Whoever sees the unit's agenda sees these with it."""
    house = cast("Person", scope.SYSTEM)
    events = incidents.night(asked.unit, house, asked.since, asked.now)
    return [
        Row(e.url, Truncator(e.title).chars(SAID), e.unit.label, e.url, e.tone, e.word, e.at) for e in reversed(events)
    ]


def findings(asked: Table) -> Part:
    """What was open before and still is."""
    rows, more = _found(Finding.objects.filter(unit__in=asked.ids, found_at__lt=asked.since, passed_at=None), asked)
    return Part(
        "findings", titles()["findings"], "alert-triangle", rows, more, _ledger(asked), _("Nothing older is open.")
    )


def _morning(asked: Table) -> str:
    day = clock.local(asked.now).date()
    return reverse("assessment:morning", args=[line_of(asked.unit), asked.unit.code, day])


def _ledger(asked: Table) -> str:
    return reverse("assessment:findings", args=[line_of(asked.unit), asked.unit.code])


def _found(rows: QuerySet[Finding], asked: Table) -> tuple[list[Row], int]:
    first = rows.order_by(F("passed_at").asc(nulls_first=True), "-severity", "-found_at", "pk")
    ids = list(first.values_list("pk", flat=True)[: 5 * SHOWN])
    chosen = Finding.objects.filter(pk__in=ids[:SHOWN])
    dressed = ledger.dress(chosen, clock.local(asked.now).date(), None, {})
    dressed.sort(key=lambda row: ids.index(row.finding.pk))
    return [_finding(row) for row in dressed], len(ids) - len(dressed)


def _finding(row: Found) -> Row:
    over = row.passed_at is not None
    return Row(
        row.finding.about, Truncator(row.text).chars(SAID), row.unit.label, row.page,
        "good" if over else TONES[Severity(row.severity)], row.state_word if over else row.word, row.finding.found_at,
    )  # fmt: skip


def due(asked: Table) -> Part:
    """What must be done today."""
    end = clock.last_moment(clock.local(asked.now).date())
    today = Q(due_at__gte=asked.now, due_at__lte=end)
    rows = [
        Row(f"due:{kind}", named(kind), _units(units), f"{asked.whole}?kind={kind}", "due", _open(n))
        for kind, n, units in _owed(asked, today)
    ]
    tasks = _tasks(asked, today)
    rows += [_task(step, asked.now) for step in tasks[:SHOWN]]
    more = max(len(tasks) - SHOWN, 0)
    return Part("due", titles()["due"], "clock", rows, more, asked.whole, _("Nothing more is due today."))


def _open(n: int) -> str:
    return ngettext("%(n)d open", "%(n)d open", n) % {"n": n}


def titles() -> dict[str, str]:
    """What each part is called, for those that are left out."""
    return {
        "going": _("Incidents that are not over"), "handover": _("Handed over: what is open"), "night": _("The night: what is new"),
        "findings": _("Findings that are still open"), "due": _("Due today"), "duty": _("On duty today"),
        "papers": _("Papers passed on, speeches, important documents"),
    }  # fmt: skip


MAKERS = {"going": going, "handover": handover, "night": night, "findings": findings, "due": due}
