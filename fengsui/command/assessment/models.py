from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents.models import Document
from fengsui.ground.org import scope
from fengsui.ground.org.models import Line, Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from django.db.models import QuerySet

ISSUING_KINDS = ("department", "prison_administration", "rehabilitation_administration", "league_bureau")


class BriefQuerySet(models.QuerySet["Brief"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.units(person, "assessment.view"))


class Brief(models.Model):
    """A unit's brief of a day along a line. `opinion` is what people add; figures and findings come from the house."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="briefs")
    line = models.CharField(max_length=20, choices=Line)
    day = models.DateField()
    opinion = models.TextField(blank=True)
    revision = models.IntegerField(default=0)

    objects: ClassVar[BriefQuerySet] = BriefQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "unit", "line"], name="one_brief_per_unit_line_and_day")]

    @property
    def about(self) -> str:
        return f"assessment.brief:{self.pk}"


class Frozen(models.Model):
    """What somebody signed: content in both languages, its SHA-256, and the document as which it was issued."""

    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    document = models.OneToOneField(Document, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class Signature(Frozen):
    """The signature that froze a brief."""

    brief = models.OneToOneField(Brief, on_delete=models.PROTECT, related_name="signature")

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class Finding(models.Model):
    """Something that is wrong: a check fails at a unit from `found_at` until `passed_at`. The memory of the assessment.

    rule: the key of the check. topic: tells two things found by one check at one unit apart: the day and the check's subject, or the subject alone
    if the check is about how things stand. day, last: the first and the last day on which it was seen failing.
    by: who added it, if no check did. over: it ended with its day; nothing was mended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    topic = models.CharField(max_length=150)
    day = models.DateField()
    last = models.DateField()
    severity = models.SmallIntegerField()
    text = models.JSONField()
    url = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    over = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "unit", "topic"], condition=Q(passed_at__isnull=True), name="found_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("day")), name="seen_from_its_day_on"),
            models.CheckConstraint(condition=Q(passed_at__gte=F("found_at")), name="passed_after_it_was_found"),
        ]
        indexes = [
            models.Index(fields=["day"], name="found_on_day"),  # what became of a day's findings
            models.Index(fields=["unit", "day"], name="found_at_unit"),  # a unit's story
        ]

    @property
    def about(self) -> str:
        return f"assessment.finding:{self.pk}"


class Wording(models.Model):
    """What a finding said until its sentence changed: for whoever looks back."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="wordings")
    text = models.JSONField()
    until = models.DateTimeField()


class Deed(models.TextChoices):
    TAKEN = "taken", _("in hand")
    ACCEPTED = "accepted", _("risk accepted")
    JUDGED = "judged", _("judged")
    NOTED = "noted", _("noted")
    PROPOSED = "proposed", _("task proposed")
    TASKED = "tasked", _("task given")
    AGAIN = "again", _("found again")
    CLOSED = "closed", _("closed by hand")


class Handling(models.Model):
    """What somebody did about a finding; the last one of its kind holds, none is ever changed.

    until: of an accepted risk, the last day on which it is accepted; right: of a judgement; unit, due_at: of a task that
    was given (until there was a room for tasks: proposed), who does it by when; by: None if the house noticed it itself
    (found again).
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="handlings")
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    until = models.DateField(null=True)
    right = models.BooleanField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(deed="accepted") | Q(until__isnull=False), name="accepted_until_a_day"),
            models.CheckConstraint(condition=~Q(deed="judged") | Q(right__isnull=False), name="judged_right_or_wrong"),
        ]
        triggers = [pgtrigger.Protect(name="deeds_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Supplement(Frozen):
    """What was added to a brief after its signature: signed and issued by itself, the brief stays as it was."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="supplements")
    text = models.TextField()

    class Meta:
        triggers = [pgtrigger.Protect(name="supplement_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class Snapshot(models.Model):
    """That a day was looked through, and when; `mark`: the journal's last entry then: nothing new, nothing to look at."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    mark = models.BigIntegerField(default=0, db_default=0)


class Observation(models.Model):
    """A line of the last look at a day, for pages in a hurry: a finding, or many of one superior said as one.

    The gravest has rank 0; what is only noticed comes last.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="observations")
    rank = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    severity = models.SmallIntegerField()
    rule = models.JSONField()
    text = models.JSONField()
    url = models.CharField(max_length=300)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "rank"], name="one_finding_a_rank")]


def issuing_units() -> QuerySet[Unit]:
    """The units that issue a brief: those with the seat of a commander."""
    return Unit.objects.existing().filter(kind__in=ISSUING_KINDS, seats__kind="commander").distinct()
