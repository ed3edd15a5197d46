from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock.models import Known
from fengsui.ground.org import scope
from fengsui.ground.org.models import SECTION_KINDS, Line, Person, Unit, UnitKind
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

NEVER = (*SECTION_KINDS, UnitKind.PARTNER)  # are not asked: a facility answers for its sections


class AnswerKind(models.TextChoices):
    NUMBER = "number", _("a number")
    CHOICE = "choice", _("one of several choices")
    TEXT = "text", _("a text")
    ROWS = "rows", _("a list of rows")


class AddUp(models.TextChoices):
    SUM = "sum", _("as a sum")
    MAX = "max", _("as the largest")
    NONE = "none", _("not at all")


class CellKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("choice")


class Question(models.Model):
    """What is asked, as typed. It is never changed: another wording is another question.

    low, high, check_text: bounds of a number and the sentence for whoever oversteps them; columns of a list:
    [{name, kind, personal, choices}]; adds_up: of numbers, and of the length of lists; choices are counted per option.
    repeats: the last answer may be sent again with one tap (what seldom changes).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who asks
    line = models.CharField(max_length=20, choices=Line)  # along which it is added up first
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300, blank=True)
    help = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=6, choices=AnswerKind)
    measure = models.CharField(max_length=20, blank=True)  # unit of measure
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    check_text = models.CharField(max_length=200, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    choices = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    adds_up = models.CharField(max_length=4, choices=AddUp, default=AddUp.SUM)
    repeats = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="question_low_below_high",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.text_en or self.text if get_language() == "en" else self.text

    @property
    def counts(self) -> bool:
        """Whether its answers are numbers that can be added up."""
        return self.kind in {AnswerKind.NUMBER, AnswerKind.ROWS} and self.adds_up != AddUp.NONE

    @property
    def is_personal(self) -> bool:
        return any(column["personal"] for column in self.columns)


class Standing(models.Model):
    """A question that is asked every day by itself, of the units of the round it was kept from.

    code: its indicator (empty if its answers are no numbers); until: the first day on which it is asked no more.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="standings")
    hour = models.TimeField()
    code = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)


class Stage(models.TextChoices):
    ASKED = "asked", _("asked")
    EXTENDED = "extended", _("extended")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN = (Stage.ASKED, Stage.EXTENDED)


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, person: Person) -> Self:
        """Rounds asked by a unit, or of a unit, that the person may see."""
        seen = scope.seen(person, "questions.view").values("pk")
        asked = Asked.objects.filter(round=OuterRef("pk"), unit__in=seen)
        return self.filter(Q(question__unit__in=seen) | Exists(asked))

    def with_stage(self, known: datetime | None = None) -> Self:
        """Add `stage`: the last step's, or the last one's by a moment; without those that were not asked yet."""
        last = Step.objects.until(known).filter(round=OuterRef("pk")).order_by("-pk")
        return self.annotate(stage=Subquery(last.values("stage")[:1])).filter(stage__isnull=False)

    def counting(self) -> Self:
        """Not withdrawn."""
        return self.filter(~Exists(Step.objects.filter(round=OuterRef("pk"), stage=Stage.WITHDRAWN)))

    def newest(self, moment: datetime) -> Self:
        """Begun by a moment; of a standing question only the newest."""
        later = Round.objects.filter(standing=OuterRef("standing"), day__gt=OuterRef("day"), opens_at__lte=moment)
        return self.filter(~Exists(later), opens_at__lte=moment)

    def open(self, known: datetime | None = None) -> Self:
        return self.with_stage(known).filter(stage__in=OPEN)


class Round(models.Model):
    """A question asked of some units, once: for a day, from–by."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="rounds")
    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, null=True, related_name="rounds")
    day = models.DateField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "day"], condition=Q(standing__isnull=False), name="standing_asked_once_a_day"
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("opens_at")), name="round_due_after_opening"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="round_due"),  # what is owed between two moments
            models.Index(fields=["day"], name="round_day"),  # the indicators of a day
        ]

    @property
    def about(self) -> str:
        return f"questions.round:{self.pk}"


class RoundStepQuerySet(models.QuerySet["Step"]):
    def until(self, known: datetime | None) -> Self:
        """The steps done by a moment; None: all."""
        return self if known is None else self.filter(at__lte=known)


class Step(models.Model):
    """What was done with a round: by whom, when, why. The last one is its state; none is ever changed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[RoundStepQuerySet] = RoundStepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["round", "-id"], name="round_state")]  # the state of a round
        triggers = [pgtrigger.Protect(name="round_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Asked(models.Model):
    """A unit that a round asks, fixed when it was asked. `counts_for`: in whose report its number stands.

    A justice office writes no report: what it answers counts for its bureau.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    counts_for = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="asked_once_a_round")]

    @property
    def about(self) -> str:
        return f"questions.asked:{self.pk}"


class Answer(Known):
    """What a unit answered. The id comes from the form, so that sending twice is harmless.

    number: the number, or how many rows a list has (0: nobody); missing is a row that is not there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="answers")
    number = models.FloatField(null=True)
    choice = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked"], condition=Q(replaced_at__isnull=True), name="one_current_answer"),
        ]


class AnswerRow(models.Model):
    """A row of a list: one person, if the list has personal columns. Its id is the person's key in the vault.

    cells: column number → text, of the columns that are not personal; the others are sealed together.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    cells = models.JSONField(default=dict)
    cells_sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["answer", "position"], name="row_in_its_place")]
