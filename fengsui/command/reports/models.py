from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from fengsui.command.reports.measures import OWED
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.models import Known
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.models import FACILITY_KINDS, SYSTEM_OF, Person, System, Unit, UnitKind
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fengsui.ground.measures.queries import Reading

BUREAU_KINDS = (UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU)
REPORTING_KINDS = (*FACILITY_KINDS, *BUREAU_KINDS)  # offices and institutes never write one: what they enter flows


class Stage(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    SIGNED = "signed", _("Signed")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "reports.view").values("pk"))

    def with_stage(self, known: datetime | None = None) -> Self:
        """Add `stage`, `stage_at`: the last step's, or the last one's by a moment."""
        last = Step.objects.until(known).filter(report=OuterRef("pk")).order_by("-pk")
        return self.annotate(stage=Subquery(last.values("stage")[:1]), stage_at=Subquery(last.values("at")[:1]))


class Report(models.Model):
    """A unit's report of a day. `revision` counts its changes: who saves an older one is shown the difference."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    day = models.DateField()
    revision = models.IntegerField(default=0)
    note = models.TextField(blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="one_report_per_unit_and_day")]

    @property
    def about(self) -> str:
        return f"reports.report:{self.pk}"


class StepQuerySet(models.QuerySet["Step"]):
    def until(self, known: datetime | None) -> Self:
        """The steps done by a moment; None: all."""
        return self if known is None else self.filter(at__lte=known)


class Step(models.Model):
    """What was done with a report: by whom, when, why. The last one is its state; none is ever changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    note = models.TextField(null=True)  # noqa: DJ001 - the report's note from then on; None is not empty: not kept here

    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["report", "-id"], name="step_last")]  # the state of a report
        triggers = [pgtrigger.Protect(name="steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Field(Known):
    """One number of a report: what was computed, what is declared instead (None: nothing), and why.

    `at` is the time of saving. A changed field is replaced, never overwritten.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="fields")
    code = models.CharField(max_length=60)
    computed = models.FloatField(null=True)
    declared = models.FloatField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code"], condition=Q(replaced_at__isnull=True), name="one_current_field"
            ),
            models.CheckConstraint(  # a number that no register computes is typed without a reason
                condition=Q(declared__isnull=True) | Q(computed__isnull=True) | ~Q(reason=""),
                name="a_correction_has_a_reason",
            ),
        ]

    @property
    def value(self) -> float | None:
        return self.computed if self.declared is None else self.declared


def owing_units(day: date, known: datetime | None = None) -> QuerySet[Unit]:
    """The units that owe a report on a day: those of a reporting kind, as far as the measure of that day says so."""
    reading = measures.reading(OWED, at=clock.last_moment(day), known=known)
    kinds = [kind for kind in REPORTING_KINDS if reading.system(SYSTEM_OF.get(kind, System.BUREAU))]
    alone = {row.unit_id: reading.at("", row.unit_id) for row in reading.rows if row.unit_id is not None}
    on, off = ([pk for pk, owed in alone.items() if owed is wanted] for wanted in (True, False))
    chosen = (Q(kind__in=kinds) & ~Q(pk__in=off)) | Q(kind__in=REPORTING_KINDS, pk__in=on)
    return Unit.objects.existing(day, known).filter(chosen)


def owes(reading: Reading, kind: str, unit_id: int) -> bool:
    """Whether a unit whose kind is at hand owes a report, by a reading of OWED: what `owing_units` says of all."""
    system = SYSTEM_OF.get(UnitKind(kind), System.BUREAU)
    return kind in REPORTING_KINDS and bool(reading.at(system, unit_id))
