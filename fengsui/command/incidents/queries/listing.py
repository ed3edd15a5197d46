"""Lists of incidents: whose, of which kind, how they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from fengsui.command.incidents.models import Stage, Step, Taking
from fengsui.command.incidents.queries.kinds import label, labels
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.command.incidents.models.incidents import IncidentStepQuerySet
    from fengsui.ground.org.models import Person

ALL, LATE = "all", "late"
TONES = {Stage.NOTED: "bad", Stage.REPORTED: "due", Stage.CLOSED: "good", Stage.WITHDRAWN: "still"}


@dataclass(frozen=True)
class Shown:
    """An incident as a list shows it at a moment; taken: by which units above it was acknowledged."""

    step: Step
    moment: datetime
    kind: str
    taken: list[Unit] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return self.step.is_overdue(self.moment)

    @property
    def tone(self) -> str:
        return TONES[Stage(self.step.stage)]

    @property
    def word(self) -> str:
        return str(Stage(self.step.stage).label)

    @property
    def waits(self) -> bool:
        """Reported, and nobody above has it in hand."""
        return self.step.stage == Stage.REPORTED and not self.taken

    @property
    def standing(self) -> tuple[str, str]:
        """Tone and word where there is room for one: that nobody has it in hand goes before everything."""
        if self.waits:
            return "bad", _("not taken in hand")
        return ("bad" if self.is_overdue else self.tone), self.word


def shown(steps: Iterable[Step], known: datetime | None = None) -> list[Shown]:
    """With the names of their kinds and who acknowledged them: two queries for all."""
    listed = list(steps)
    moment, names = known or clock.now(), labels() if listed else {}
    taken: dict[object, list[Unit]] = {}
    rows = Taking.objects.filter(incident__in=[step.incident_id for step in listed], at__lte=moment)
    for row in rows.select_related("unit").order_by("pk"):
        taken.setdefault(row.incident_id, []).append(row.unit)
    return [Shown(step, moment, label(step.kind, names), taken.get(step.incident_id, [])) for step in listed]


def standing(person: Person, known: datetime | None = None) -> IncidentStepQuerySet:
    """How every incident stands that a person sees."""
    seen = scope.seen(person, "incidents.see").values("pk")
    rows = Step.objects.as_known(known).select_related("incident", "unit")
    return rows.filter(Q(unit__in=seen) | Q(incident__unit__in=seen))


def wanted(person: Person, query: Mapping[str, str], known: datetime | None = None) -> IncidentStepQuerySet:
    """The incidents that a page or an export asks for: how they stand, of which kind, at which units, with which words."""
    rows = standing(person, known)
    state = query.get("state", "")
    if state == LATE:
        rows = rows.late(known or clock.now())
    elif state in Stage.values:
        rows = rows.filter(stage=state)
    elif state != ALL:
        rows = rows.live()
    if kind := _clean(query.get("kind", "")):
        rows = rows.filter(kind=kind)
    if words := _clean(query.get("q", "")):
        rows = rows.filter(Q(text__icontains=words) | Q(place__icontains=words))
    if unit := _clean(query.get("unit", "")):
        rows = rows.filter(unit__in=_below(unit))
    return rows


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()


def _below(typed: str) -> QuerySet[Unit]:
    """The units at and below the one of a code or name."""
    named = Q(unit__code=typed) | Q(unit__name=typed) | Q(unit__name_en=typed)
    return Unit.objects.within(
        list(Tie.objects.on().filter(named, line__in=COMMAND_LINES).values_list("path", flat=True))
    )


def area(unit: Unit, day: datetime | None = None) -> QuerySet[Unit]:
    """A unit and all below it in its lines of command."""
    when = clock.day_of(day)
    paths = Tie.objects.on(when).filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    return Unit.objects.within(list(paths), when)


def open_for(unit: Unit, known: datetime | None = None) -> list[Shown]:
    """What goes on at a unit and below it, the gravest waiting first: noted, unacknowledged, then by the hour."""
    rows = Step.objects.as_known(known).live().filter(unit__in=area(unit, known).values("pk"))
    return ordered(shown(rows.select_related("incident", "unit").order_by("learned_at", "pk"), known))


def ordered(rows: list[Shown]) -> list[Shown]:
    """What nobody has in hand comes first."""
    return sorted(rows, key=lambda row: (row.step.stage != Stage.NOTED, not row.waits, row.step.learned_at))
