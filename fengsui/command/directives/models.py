from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents.kinds import Kind
from fengsui.ground.documents.models import Document
from fengsui.ground.org import scope
from fengsui.ground.org.models import SECTION_KINDS, Line, Person, Unit, UnitKind
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

NEVER = (*SECTION_KINDS, UnitKind.PARTNER)  # receive none: a facility answers for its sections
KEPT = pgtrigger.Update | pgtrigger.Delete
KINDS = (Kind.NOTICE, Kind.CIRCULAR, Kind.OPINION, Kind.DECISION, Kind.REPLY)  # by which one speaks to those below


class Urgency(models.TextChoices):
    """As printed at the head of an official document (GB/T 9704-2012)."""

    NONE = "", _("ordinary")
    URGENT = "加急", _("urgent")
    MOST_URGENT = "特急", _("most urgent")


class Stage(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    CHECKED = "checked", _("Checked")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")


WRITABLE = (Stage.DRAFTED, Stage.CHECKED)
OVER = (Stage.WITHDRAWN, Stage.REPLACED)


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def with_stage(self, moment: datetime | None = None) -> Self:
        """Add `stage` and `stage_at`: the last step's, of all or of those taken by a moment."""
        steps = Step.objects.filter(directive=OuterRef("pk"), **({"at__lte": moment} if moment else {}))
        last = steps.order_by("-pk")
        return self.annotate(stage=Subquery(last.values("stage")[:1]), stage_at=Subquery(last.values("at")[:1]))

    def issued(self) -> Self:
        """Issued, whatever became of it since."""
        return self.filter(Exists(Step.objects.filter(directive=OuterRef("pk"), stage=Stage.ISSUED)))

    def running(self) -> Self:
        """Issued, neither withdrawn nor replaced."""
        return self.issued().exclude(Exists(Step.objects.filter(directive=OuterRef("pk"), stage__in=OVER)))

    def visible_to(self, person: Person) -> Self:
        """What units in sight issued or received; drafts only where the person may draft."""
        seen = scope.seen(person, "directives.view").values("pk")
        received = Delivery.objects.filter(directive=OuterRef("pk"), unit__in=seen, at__isnull=False)
        out = Exists(Step.objects.filter(directive=OuterRef("pk"), stage=Stage.ISSUED))
        mine = Q(unit__in=scope.units(person, "directives.draft", "directives.approve").values("pk"))
        return self.filter(mine | (out & (Q(unit__in=seen) | Exists(received))))


class Directive(models.Model):
    """What a unit directs those below it to do. Its text is fixed once it is approved.

    lines: everybody below the unit along these lines; `chosen`: these units and those below them; depth: so many levels
    of recipients (None: down to the last). stepwise: each level gets it when the one above passes it on. per_person:
    everybody with an office acknowledges, not one for the unit. do_by: None if nothing is to be reported as done.
    comes_from, url: "room.thing:id" of what it passes on or follows from, and its page. kind, series: of the document that
    it is printed as; annexes: [{"title", "text"}], as documents.content has them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField()
    urgency = models.CharField(max_length=4, choices=Urgency, blank=True)
    lines = models.JSONField(default=list)
    depth = models.PositiveSmallIntegerField(null=True)
    stepwise = models.BooleanField(default=False)
    per_person = models.BooleanField(default=False)
    asks_result = models.BooleanField(default=True)
    acknowledge_by = models.DateTimeField()
    do_by = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="versions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.IntegerField(default=1)
    synthetic = models.BooleanField(default=False)
    comes_from = models.CharField(max_length=120, blank=True, default="", db_default="")
    url = models.CharField(max_length=300, blank=True, default="", db_default="")
    kind = models.CharField(max_length=20, default=Kind.NOTICE, db_default=Kind.NOTICE.value)
    series = models.CharField(max_length=60, blank=True, default="", db_default="")
    annexes = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    objects: ClassVar[DirectiveQuerySet] = DirectiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="directive_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(do_by__isnull=True) | Q(do_by__gte=F("acknowledge_by")), name="done_after_acknowledged"
            ),
            models.CheckConstraint(
                condition=Q(asks_result=False) | Q(do_by__isnull=False), name="a_result_has_its_hour"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return f"directives.directive:{self.pk}"

    def subject(self, unit_id: int, person_id: UUID | None = None) -> str:
        """What an obligation is about; of one person alone it ends so, see Owing.personal."""
        return f"{self.about}:{unit_id}{f':@{person_id}' if person_id else ''}"


class Addressed(models.Model):
    """A unit that a directive names by itself."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="chosen")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="addressed_once")]


class Step(models.Model):
    """What was done with a directive: by whom, when, why. The last one is its state; none is ever changed."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["directive", "-id"], name="directive_step_last")]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "stage"],
                condition=~Q(stage__in=["drafted", "checked", "approved"]),  # it may be sent back
                name="directive_step_once",
            )
        ]
        triggers = [pgtrigger.Protect(name="directive_steps_stay", operation=KEPT)]


class Deadline(models.Model):
    """That the hours of a directive under way were moved: what they were, what they are since, who, when, why."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="deadlines")
    acknowledge_was = models.DateTimeField()
    do_was = models.DateTimeField(null=True)
    acknowledge_by = models.DateTimeField()
    do_by = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        triggers = [pgtrigger.Protect(name="deadlines_stay", operation=KEPT)]


class Delivery(models.Model):
    """That a directive is for a unit: once, whatever lines lead there.

    at: since when the unit has it; None: it waits until somebody above passes it on. origin, line: from which unit along
    which line it came. heir_of: the delivery to a unit that was closed, whose duty went over.
    """

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=20, choices=Line)
    origin = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField(null=True)
    heir_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="heirs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="delivered_once")]
        indexes = [
            models.Index(fields=["directive"], condition=Q(at__isnull=True), name="delivery_waits"),
            models.Index(fields=["at"], name="delivery_at"),  # what may still be owed
        ]

    @property
    def about(self) -> str:
        return f"directives.delivery:{self.pk}"


class Mark(models.TextChoices):
    READ = "read", _("read")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    PASSED_ON = "passed_on", _("passed on")
    DONE = "done", _("reported done")


class Receipt(models.Model):
    """What a unit, or for itself alone one person of it, did with a delivery: who, when, and of what is done the result."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="receipts")
    mark = models.CharField(max_length=12, choices=Mark)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # None: for the unit
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "mark"], condition=Q(person__isnull=True), name="receipt_of_a_unit_once"
            ),
            models.UniqueConstraint(
                fields=["delivery", "mark", "person"],
                condition=Q(person__isnull=False),
                name="receipt_of_a_person_once",
            ),
        ]
        triggers = [pgtrigger.Protect(name="receipts_stay", operation=KEPT)]


class Addressee(models.Model):
    """Somebody who acknowledges for themselves. left_at: no longer in an office there, so no longer waited for."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="addressees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "person"], name="addressee_once")]


class Local(models.Model):
    """A level's own measure for a directive. The newest counts, none is changed; those below see it once it is passed on."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="locals")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="locals_stay", operation=KEPT)]
