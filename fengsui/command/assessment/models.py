from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models

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


class Signature(models.Model):
    """The signature that froze a brief: content in both languages as signed, and its SHA-256."""

    brief = models.OneToOneField(Brief, on_delete=models.PROTECT, related_name="signature")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    document = models.OneToOneField(Document, on_delete=models.PROTECT)

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class Snapshot(models.Model):
    """That the last tick looked through a day, and when: for pages that must not wait for checks."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()


class Observation(models.Model):
    """One finding of a snapshot, in both languages; the gravest has rank 0."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="observations")
    rank = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    severity = models.SmallIntegerField()
    rule = models.JSONField()
    text = models.JSONField()
    url = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "rank"], name="one_finding_a_rank")]


def issuing_units() -> QuerySet[Unit]:
    """The units that issue a brief: those with the seat of a commander."""
    return Unit.objects.existing().filter(kind__in=ISSUING_KINDS, seats__kind="commander").distinct()
