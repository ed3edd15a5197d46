from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from fengsui.ground.clock.models import Known, KnownQuerySet
from fengsui.ground.documents.models import AttachedFile, Document
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 1000  # characters of what is to be done
NOTE = 500


class Stage(models.TextChoices):
    """How a task stands."""

    GIVEN = "given", pgettext_lazy("task", "not begun")
    BEGUN = "begun", pgettext_lazy("task", "under way")
    RETURNED = "returned", pgettext_lazy("task", "given back")
    DONE = "done", pgettext_lazy("task", "to be reviewed")
    CLOSED = "closed", pgettext_lazy("task", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("task", "withdrawn")


OPEN = (Stage.GIVEN, Stage.BEGUN, Stage.RETURNED)  # with the responsible unit
LIVE = (*OPEN, Stage.DONE)


class Deed(models.TextChoices):
    """What somebody did with a task."""

    GIVEN = "given", pgettext_lazy("task", "gave it")
    BEGUN = "begun", pgettext_lazy("task", "began it")
    REPORTED = "reported", pgettext_lazy("task", "reported")
    DONE = "done", pgettext_lazy("task", "finished it")
    CLOSED = "closed", pgettext_lazy("task", "closed it")
    RETURNED = "returned", pgettext_lazy("task", "gave it back")
    REOPENED = "reopened", pgettext_lazy("task", "opened it again")
    WITHDRAWN = "withdrawn", pgettext_lazy("task", "withdrew it")
    MOVED = "moved", pgettext_lazy("task", "moved the hour")
    HANDED = "handed", pgettext_lazy("task", "handed it over")
    PASSED = "passed", pgettext_lazy("task", "passed it on")
    UNDONE = "undone", pgettext_lazy("task", "took it back")
    HELPED = "helped", pgettext_lazy("task", "changed who helps")


class Source(models.TextChoices):
    """From what a task comes."""

    OWN = "own", pgettext_lazy("task source", "given by hand")
    FINDING = "finding", pgettext_lazy("task source", "a finding")
    PLAN = "plan", pgettext_lazy("task source", "a work plan")
    DIRECTIVE = "directive", pgettext_lazy("task source", "a directive")
    MEETING = "meeting", pgettext_lazy("task source", "a meeting")
    TELEPHONE = "telephone", pgettext_lazy("task source", "a telephone note")
    INCOMING = "incoming", pgettext_lazy("task source", "an incoming paper")


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person: Person) -> Self:
        """Tasks that a unit which the person sees gave, has, had or helps with."""
        seen = scope.seen(person, "tasks.see").values("pk")
        steps = Step.objects.filter(Q(giver__in=seen) | Q(to__in=seen), task=OuterRef("pk"))
        return self.filter(Exists(steps) | Exists(Helper.objects.filter(task=OuterRef("pk"), unit__in=seen)))


class Task(models.Model):
    """What is to be done, as given; it is never changed. How it stands is in its steps.

    unit: in whose name it was given; about: "room.thing:id" of what it comes from, url: its page; check…: the statement
    that must hold before it is closed: the check's key, at which unit, of which subject, on which day (a check of one day).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST)
    source = models.CharField(max_length=10, choices=Source)
    source_note = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=300, blank=True)
    check_key = models.CharField(max_length=60, blank=True)
    check_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    check_subject = models.CharField(max_length=150, blank=True)
    check_day = models.DateField(null=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(check_key="") | Q(check_unit__isnull=False), name="task_check_is_about_a_unit"
            )
        ]
        indexes = [models.Index(fields=["about"], condition=~Q(about=""), name="task_about")]  # the tasks of a finding
        triggers = [pgtrigger.Protect(name="tasks_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        return f"tasks.task:{self.pk}"


class TaskStepQuerySet(KnownQuerySet["Step"]):
    def live(self) -> Self:
        """What is not over: with the unit, or to be reviewed."""
        return self.filter(stage__in=LIVE)

    def late(self, moment: datetime) -> Self:
        """With the unit, and due by a moment."""
        return self.filter(stage__in=OPEN, due_at__lt=moment)


class Step(Known):
    """What somebody did with a task, and how it stands since.

    note: the words said with it; by: None if the house did it. The rest is the standing: with which unit (and person) it
    is, who reviews it, due when, how far, with what result; turn: for the how-manieth time it is to be done, since when.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=NOTE, blank=True)
    stage = models.CharField(max_length=10, choices=Stage)
    giver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(max_length=NOTE, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[TaskStepQuerySet] = TaskStepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(replaced_at__isnull=True), name="a_task_stands_once"),
            models.CheckConstraint(condition=Q(due_at__gte=F("opened_at")), name="task_due_after_opening"),
            models.CheckConstraint(
                condition=~Q(stage__in=["done", "closed"]) | (~Q(result="") & Q(done_at__isnull=False)),
                name="task_ends_with_a_result",
            ),
            models.CheckConstraint(condition=Q(percent__isnull=True) | Q(percent__lte=100), name="task_percent"),
        ]
        indexes = [
            models.Index(fields=["to", "due_at"], condition=Q(replaced_at__isnull=True), name="task_with"),  # mine
            models.Index(fields=["giver", "due_at"], condition=Q(replaced_at__isnull=True), name="task_from"),  # given
            models.Index(fields=["due_at", "id"], condition=Q(replaced_at__isnull=True), name="task_due"),  # the list
            models.Index(
                fields=["done_at", "id"], condition=Q(replaced_at__isnull=True, stage="done"), name="task_to_review"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="task_steps_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="task_steps_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at"]),
            ),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether something is left to do for the responsible unit."""
        return self.stage in OPEN

    def is_late(self, moment: datetime) -> bool:
        return self.is_open and self.due_at < moment


class HelperQuerySet(models.QuerySet["Helper"]):
    def helping(self, known: datetime | None = None) -> Self:
        """Those that help now, or helped at a moment."""
        if known is None:
            return self.filter(until__isnull=True)
        return self.filter(Q(since=None) | Q(since__lte=known), Q(until=None) | Q(until__gt=known))


class Helper(models.Model):
    """A unit that helps; it sees the task and reports of it. since: None if it was named when the task was given; until: None if it helps still."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="helpers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects: ClassVar[HelperQuerySet] = HelperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], condition=Q(until__isnull=True), name="helps_once")
        ]
        triggers = [
            pgtrigger.Protect(name="helpers_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="helpers_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["until"])
            ),
        ]

    def helps(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (self.until is None or self.until > moment)


class File(AttachedFile):
    """A photo or paper that shows a result; only taken off before the task is closed."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="files")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "sha256"], name="task_a_file_once")]
        triggers = [pgtrigger.Protect(name="task_files_stay", operation=pgtrigger.Update)]

    @property
    def is_picture(self) -> bool:
        return self.kind in {"png", "jpg"}


class Sheet(models.Model):
    """A task sheet (交办单): tasks of one giver on paper, issued as a bulletin with a number."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="sheets_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Line(models.Model):
    """A task on a sheet, in its place."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["sheet", "task"], name="on_a_sheet_once")]
        triggers = [pgtrigger.Protect(name="sheet_lines_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
