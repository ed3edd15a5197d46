from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from fengsui.command.tasks.models import Task
from fengsui.ground.documents.models import Document
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

TITLE = 120
WORDS = 800  # characters of an item: a task takes a thousand
RECURRING = 80
KEPT = pgtrigger.Update | pgtrigger.Delete


class Stage(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    DROPPED = "dropped", _("Given up")


OPEN = (Stage.DRAFTED, Stage.APPROVED)


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, person: Person) -> Self:
        """Issued plans of units in sight, or that give such units something to do; drafts only where the person may draft."""
        seen = scope.seen(person, "plans.view").values("pk")
        issued = Version.objects.filter(plan=OuterRef("pk"), stage=Stage.ISSUED)
        asked = Item.objects.filter(version__plan=OuterRef("pk"), version__stage=Stage.ISSUED)
        helped = Helper.objects.filter(item__version__plan=OuterRef("pk"), item__version__stage=Stage.ISSUED)
        theirs = Exists(asked.filter(unit__in=seen)) | Exists(helped.filter(unit__in=seen))
        mine = scope.units(person, "plans.draft", "plans.approve").values("pk")
        return self.filter(Q(unit__in=mine) | (Exists(issued) & Q(unit__in=seen)) | theirs)


class Plan(models.Model):
    """A work plan of a unit. What it says is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="plan_unit")]
        triggers = [pgtrigger.Protect(name="plans_stay", operation=KEPT)]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return f"plans.plan:{self.pk}"


class Version(models.Model):
    """A version of a plan: a draft, approved (its text is fixed), issued (it can never be changed), or given up.

    preamble: what stands before the first section; reason: why there is another version. document: the 通知 whose annex it is.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFTED)
    preamble = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    revision = models.IntegerField(default=1)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(stage__in=["drafted", "approved"]), name="plan_drafts_one_version"
            ),
            models.CheckConstraint(
                condition=Q(stage="issued", issued_at__isnull=False, document__isnull=False)
                | (~Q(stage="issued") & Q(issued_at__isnull=True, document__isnull=True)),
                name="plan_issued_with_document",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="plan_versions_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="issued_plans_fixed", operation=pgtrigger.Update, condition=pgtrigger.Q(old__stage="issued")
            ),
        ]  # fmt: skip

    @property
    def about(self) -> str:
        return f"plans.version:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    def known_at(self, moment: datetime | None) -> bool:
        """Whether it was issued by a moment."""
        return self.issued_at is not None and (moment is None or self.issued_at <= moment)


_FIXED = """
    IF EXISTS (
        SELECT 1 FROM plans_version
        WHERE id = COALESCE(NEW.version_id, OLD.version_id) AND stage <> 'drafted'
    ) THEN
        RAISE EXCEPTION 'only the draft of a plan is changed';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def _fixed(name: str) -> pgtrigger.Trigger:
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=operation, func=_FIXED)


class Section(models.Model):
    """A section of a version, in its place, with text before its items."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="plan_section_place")]
        triggers = [_fixed("plan_sections_fixed")]


class Item(models.Model):
    """What is to be done: by which unit and person, by when or how often. key: the same in every version of the plan.

    With a unit and an hour it yields a task; without, it is only read.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="items")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.UUIDField()
    text = models.CharField(max_length=WORDS)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    recurring = models.CharField(max_length=RECURRING, blank=True)

    class Meta:
        ordering = ["section__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="plan_item_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(unit__isnull=False), name="plan_person_of_a_unit"
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="plan_item_unit")]  # whose plans a unit sees
        triggers = [_fixed("plan_items_fixed")]


class Helper(models.Model):
    """A unit that helps with an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="helpers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="plan_helps_once")]


class Carried(models.Model):
    """That the tasks of a version were given: once a version, and none is taken back. The newest is carried out now."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="carried")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="plan_carried_stays", operation=KEPT)]


class Given(models.Model):
    """That an item's task says what a version says: the task it yielded, or the older one that was kept or changed for it.

    The newest of a key tells the item's task, and with what to compare the next version. A change that could not be
    carried out leaves no row, so that a second run finds it again.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="given")
    key = models.UUIDField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="given")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="plan_items")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="plan_gives_once")]
        triggers = [pgtrigger.Protect(name="plan_given_stays", operation=KEPT)]
