from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from fengsui.command.tasks.queries.heirs import with_inherited
from fengsui.ground.clock.models import Known, KnownQuerySet
from fengsui.ground.documents.models import AttachedFile
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

KEPT = pgtrigger.Update | pgtrigger.Delete
NOTE = 1000  # characters of an opinion


class Kind(models.TextChoices):
    """What kind of paper came in."""

    DOCUMENT = "document", pgettext_lazy("incoming", "official document")
    SPEECH = "speech", pgettext_lazy("incoming", "speech of a superior")
    TELEGRAM = "telegram", pgettext_lazy("incoming", "open telegram")
    LETTER = "letter", pgettext_lazy("incoming", "letter")
    MINUTES = "minutes", pgettext_lazy("incoming", "minutes")
    BULLETIN = "bulletin", pgettext_lazy("incoming", "bulletin")
    OTHER = "other", pgettext_lazy("incoming", "another paper")


class Urgency(models.TextChoices):
    """As printed on it: documents have two degrees, telegrams four."""

    NONE = "", pgettext_lazy("incoming", "not urgent")
    CALM = "平急", pgettext_lazy("incoming", "somewhat urgent (telegram)")
    URGENT = "加急", pgettext_lazy("incoming", "urgent")
    VERY = "特急", pgettext_lazy("incoming", "very urgent")
    MOST = "特提", pgettext_lazy("incoming", "most urgent (telegram)")


class Stage(models.TextChoices):
    """How a paper stands: what comes next."""

    REGISTERED = "registered", pgettext_lazy("incoming", "to be proposed")
    PROPOSED = "proposed", pgettext_lazy("incoming", "to be instructed")
    INSTRUCTED = "instructed", pgettext_lazy("incoming", "to be carried out")
    UNDERTAKEN = "undertaken", pgettext_lazy("incoming", "being carried out")
    CONCLUDED = "concluded", pgettext_lazy("incoming", "concluded")
    VOID = "void", pgettext_lazy("incoming", "void")


UNDER_WAY = (Stage.INSTRUCTED, Stage.UNDERTAKEN)
OPEN = (Stage.REGISTERED, Stage.PROPOSED, *UNDER_WAY)


class Deed(models.TextChoices):
    """What somebody did with a paper."""

    REGISTERED = "registered", pgettext_lazy("incoming", "registered it")
    PROPOSED = "proposed", pgettext_lazy("incoming", "proposed")
    INSTRUCTED = "instructed", pgettext_lazy("incoming", "instructed")
    UNDERTAKEN = "undertaken", pgettext_lazy("incoming", "gave a task")
    PASSED_ON = "passed_on", pgettext_lazy("incoming", "passed it on")
    CONCLUDED = "concluded", pgettext_lazy("incoming", "concluded it")
    REOPENED = "reopened", pgettext_lazy("incoming", "opened it again")
    VOIDED = "voided", pgettext_lazy("incoming", "declared it void")
    PASSED = "passed", pgettext_lazy("incoming", "passed to whoever took over")


class Counter(models.Model):
    """The last number given at a unit in a year. Whoever registers holds its lock until the end of the transaction."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="incoming_one_counter_a_year")]


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, person: Person) -> Self:
        """Papers of the person's own units and of closed ones that live on in them, and those that were given to them."""
        seen = with_inherited(scope.seen(person, "incoming.see"))
        given = Given.objects.filter(step__paper=OuterRef("pk"), unit__in=seen)
        return self.filter(Q(unit__in=seen) | Exists(given))


class Paper(models.Model):
    """A paper as it was registered; it is never changed: a wrong entry is void. How it stands is in its steps.

    number: of the unit and the year in which it was registered; sender_number: as the sender calls it, its brackets mended.
    received_at: when it came; when it was registered is the time of its first step.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    sender = models.CharField(max_length=100)
    sender_number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    dated = models.DateField(null=True)
    received_at = models.DateTimeField()
    urgency = models.CharField(max_length=4, choices=Urgency, blank=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="incoming_a_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="incoming_numbers_from_one"),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="incoming_unit"),
            models.Index(fields=["unit", "sender"], name="incoming_sender"),  # the same paper, registered already
        ]
        triggers = [pgtrigger.Protect(name="incoming_papers_stay", operation=KEPT)]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return f"incoming.paper:{self.pk}"

    @property
    def number_label(self) -> str:
        return f"收〔{self.year}〕{self.number}号"


class PaperStepQuerySet(KnownQuerySet["Step"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN)

    def late(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lt=moment)


class Step(Known):
    """What somebody did with a paper, and how it stands since.

    note: the words said with it, of the last step the result; about: what came of it ("tasks.task:id"). The rest is the
    standing: heir: who follows it to its end since the unit that registered it was closed; to: with which unit it is, by when;
    turn: for the how-manieth time it is to be concluded; opened_at: since when what comes next is waited for.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=NOTE, blank=True)
    reason = models.CharField(max_length=NOTE, blank=True)  # why it was concluded although tasks are open
    about = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=10, choices=Stage)
    heir = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    turn = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()

    objects: ClassVar[PaperStepQuerySet] = PaperStepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=Q(replaced_at__isnull=True), name="incoming_a_paper_stands_once"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["concluded", "void"]) | ~Q(note=""), name="incoming_ends_with_words"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["registered", "proposed", "void"]) | Q(to__isnull=False),
                name="incoming_instructed_to_a_unit",
            ),
            models.CheckConstraint(condition=Q(turn__gte=1) & Q(opened_at__lte=F("known_at")), name="incoming_turn"),
        ]
        indexes = [
            models.Index(fields=["stage", "opened_at"], condition=Q(replaced_at__isnull=True), name="incoming_stage"),
            models.Index(fields=["to"], condition=Q(replaced_at__isnull=True), name="incoming_with"),
        ]
        triggers = [
            pgtrigger.Protect(name="incoming_steps_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="incoming_steps_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at"]),
            ),
        ]  # fmt: skip

    @property
    def unit(self) -> Unit:
        """Who follows the paper to its end: whoever registered it, or took over from them."""
        return self.heir or self.paper.unit

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    def is_late(self, moment: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < moment


class Given(models.Model):
    """A unit that a step gave the paper to: it sees it. helps: as a unit that helps, not as the responsible one."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="given")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    helps = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "unit"], name="incoming_given_once")]
        triggers = [pgtrigger.Protect(name="incoming_given_stays", operation=KEPT)]


class Scan(AttachedFile):
    """A file of the paper; only taken off while the paper is open."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="scans")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "sha256"], name="incoming_a_file_once")]
        triggers = [pgtrigger.Protect(name="incoming_scans_stay", operation=pgtrigger.Update)]
