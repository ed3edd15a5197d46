"""Lists of filings: of a unit, filtered, a page at a time; of all units, counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.frontline.arrivals.models import Filing, Handover, LodgerReport, Party, Returnee, Stage, Stay, Step
from fengsui.frontline.arrivals.queries import alike
from fengsui.frontline.arrivals.queries.observed import due_until, of_units, running
from fengsui.frontline.arrivals.queries.people import Masked, masked_by_filing
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit

DUE, COMING, SENT, ALL = "due", "coming", "sent", "all"
STAGES = (
    (Stage.FILED.value, Stage.FILED.label), (Stage.CHECKED.value, Stage.CHECKED.label),
    (Stage.OBSERVED.value, Stage.OBSERVED.label), (DUE, _("due for release")), (Stage.RELEASED.value, Stage.RELEASED.label),
    (COMING, _("handed to us")), (SENT, _("handed over, no answer yet")), (ALL, pgettext_lazy("arrivals", "all")),
)  # fmt: skip
TONES = {
    Stage.FILED: "due", Stage.CHECKED: "good", Stage.OBSERVED: "busy", Stage.RELEASED: "good", Stage.WITHDRAWN: "still",
    Stage.JOINED: "still",
}  # fmt: skip


@dataclass
class Line:
    """A filing as a list shows it."""

    step: Step
    people: list[Masked] = field(default_factory=list)
    origin: str = ""
    stay: str = Stay.NONE
    last_day: date | None = None
    handed: bool = False
    alike: int = 0

    @property
    def filing(self) -> Filing:
        return self.step.filing

    @property
    def tone(self) -> str:
        return TONES[Stage(self.step.stage)]

    @property
    def is_due(self) -> bool:
        return self.last_day is not None and self.last_day <= clock.today()

    @property
    def stayed(self) -> str:
        return str(Stay(self.stay).label) if self.stay != Stay.NONE else ""


def seen_by(person: Person) -> QuerySet[Unit]:
    """The units whose arrivals a person sees: in reach, or held oneself (a partner stands in no line)."""
    return scope.seen(person, "arrivals.view", "arrivals.check")


def visible(person: Person) -> QuerySet[Filing]:
    """The filings that a unit in sight answers for, answered for before, or is to take over."""
    units = seen_by(person).values("pk")
    steps, handed = Step.objects.filter(unit__in=units), Handover.objects.filter(to__in=units)
    return Filing.objects.filter(Q(pk__in=steps.values("filing")) | Q(pk__in=handed.values("filing")))


def of_unit(unit: Unit, query: Mapping[str, str], known: datetime | None = None) -> QuerySet[Step]:
    """The current steps of a unit's filings by the filters of an address: stage, kind, q (receipt, name, number, telephone)."""
    rows = Step.objects.as_known(known).select_related("filing", "unit")
    stage = query.get("stage", Stage.FILED.value)
    if stage == COMING:
        rows = rows.filter(filing__in=Handover.objects.filter(to=unit, answer="").values("filing"))
    else:
        rows = rows.filter(unit=unit)
    if stage == SENT:
        rows = rows.filter(filing__in=Handover.objects.filter(sender=unit, answer="").values("filing"))
    elif stage == DUE:
        rows = rows.filter(
            filing__in=of_units([unit.pk], known).filter(due_until(clock.day_of(known))).values("filing")
        )
    elif stage in Stage.values:
        rows = rows.filter(stage=stage)
    if query.get("kind"):
        rows = rows.filter(filing__kind=query["kind"])
    return rows.filter(named(query["q"])) if query.get("q", "").strip() else rows


def named(text: str) -> Q:
    """Filings by their receipt, or by the exact name, telephone or identity number of who arrived."""
    receipt = text.strip().upper()
    parties = Party.objects.filter(person__in=alike.persons_of(text)).values("filing")
    return Q(filing__receipt=receipt) | Q(filing__in=parties)


def lines(steps: Iterable[Step], known: datetime | None = None, *, look_alike: bool = False) -> list[Line]:
    """Steps as lines, in the same number of queries whatever their number."""
    found = {step.filing_id: Line(step) for step in steps}
    for pk, people in masked_by_filing(found, known).items():
        found[pk].people = people
    for model in (LodgerReport, Returnee):
        said: Any = model.objects.as_known(known).filter(filing__in=list(found))
        for pk, origin, stay in said.values_list("filing", "origin", "stay"):
            found[pk].origin, found[pk].stay = origin, stay
    for pk, last in (
        running(known).filter(filing__in=list(found)).order_by("-last_day").values_list("filing", "last_day")
    ):
        found[pk].last_day = last
    for pk in Handover.objects.filter(filing__in=list(found), answer="").values_list("filing", flat=True):
        found[pk].handed = True
    if look_alike:
        for pk, others in alike.alike(found).items():
            found[pk].alike = len(others)
    return list(found.values())


@dataclass
class Tally:
    """How a unit's arrivals stand."""

    unit: Unit
    stages: dict[str, int]
    observed: int = 0
    due: int = 0

    @property
    def filed(self) -> int:
        return self.stages.get(Stage.FILED, 0)

    @property
    def checked(self) -> int:
        return self.stages.get(Stage.CHECKED, 0)

    @property
    def released(self) -> int:
        return self.stages.get(Stage.RELEASED, 0)


def with_arrivals(person: Person) -> QuerySet[Unit]:
    """The units in sight that have or had filings, or that the person acts for."""
    units = seen_by(person).existing()  # type: ignore[attr-defined]
    having = Step.objects.as_known().values("unit")
    found: QuerySet[Unit] = units.filter(
        Q(pk__in=having) | Q(pk__in=scope.own_ids(person, "arrivals.check"))
    ).distinct()
    return found


def tallies(units: Sequence[Unit], known: datetime | None = None) -> list[Tally]:
    """Counted for some units, in three queries."""
    pks, day = [unit.pk for unit in units], clock.day_of(known)
    stages: dict[int, dict[str, int]] = defaultdict(dict)
    counted = Step.objects.as_known(known).filter(unit__in=pks).values_list("unit", "stage").annotate(n=Count("pk"))
    for unit, stage, n in counted:
        stages[unit][stage] = n
    rows = of_units(pks, known)
    observed = dict(rows.values_list("unit_id").annotate(n=Count("pk")))
    due = dict(rows.filter(due_until(day)).values_list("unit_id").annotate(n=Count("pk")))
    return [Tally(unit, stages[unit.pk], observed.get(unit.pk, 0), due.get(unit.pk, 0)) for unit in units]


def counts(unit: Unit) -> dict[str, int]:
    """How many are waiting in each tab of a unit, for its tabs."""
    [tally] = tallies([unit])
    return {
        Stage.FILED.value: tally.filed, Stage.OBSERVED.value: tally.stages.get(Stage.OBSERVED, 0), DUE: tally.due,
        COMING: Handover.objects.filter(to=unit, answer="").count(),
    }  # fmt: skip
