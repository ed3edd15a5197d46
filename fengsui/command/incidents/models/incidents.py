from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from fengsui.ground.clock.models import Known, KnownQuerySet
from fengsui.ground.documents.models import Document
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

KEPT = pgtrigger.Update | pgtrigger.Delete
LONGEST = 1000  # characters of what happened, of what was done
NOTE = 500


class Kind(models.TextChoices):
    """The kinds that the house brings; a site adds its own, or takes one off the list (`Listed`)."""

    FEVER = "fever", pgettext_lazy("incident", "Fever")
    ESCAPE = "escape", pgettext_lazy("incident", "Escape")
    DEATH = "death", pgettext_lazy("incident", "Death")
    DISTURBANCE = "disturbance", pgettext_lazy("incident", "Disturbance")
    FIRE = "fire", pgettext_lazy("incident", "Fire")
    OTHER = "other", pgettext_lazy("incident", "Another incident")


class Listed(models.Model):
    """A kind that a site added, or one of the house that it took off the list (`off_at`)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    off_at = models.DateTimeField(null=True)


class Stage(models.TextChoices):
    """How an incident stands."""

    NOTED = "noted", pgettext_lazy("incident", "noted, not reported")
    REPORTED = "reported", pgettext_lazy("incident", "going on")
    CLOSED = "closed", pgettext_lazy("incident", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("incident", "withdrawn")


LIVE = (Stage.NOTED, Stage.REPORTED)


class Deed(models.TextChoices):
    """What somebody did with an incident."""

    NOTED = "noted", pgettext_lazy("incident", "noted it")
    REPORTED = "reported", pgettext_lazy("incident", "first report")
    FOLLOWED = "followed", pgettext_lazy("incident", "follow-up report")
    CLOSED = "closed", pgettext_lazy("incident", "final report")
    CORRECTED = "corrected", pgettext_lazy("incident", "corrected it")
    WITHDRAWN = "withdrawn", pgettext_lazy("incident", "withdrew it")
    REOPENED = "reopened", pgettext_lazy("incident", "opened it again")
    PASSED = "passed", pgettext_lazy("incident", "passed to whoever took over")
    UNDONE = "undone", pgettext_lazy("incident", "took it back")


REPORTS = (Deed.REPORTED, Deed.FOLLOWED, Deed.CLOSED)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, person: Person) -> Self:
        """Incidents for which a unit that the person sees answers, or answered."""
        seen = scope.seen(person, "incidents.see").values("pk")
        return self.filter(Exists(Step.objects.filter(unit__in=seen, incident=OuterRef("pk"))))


class Incident(models.Model):
    """That something happened at a unit. What it is and how it stands is in its steps. The id is also its persons' key in the vault."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[IncidentQuerySet] = IncidentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        triggers = [pgtrigger.Protect(name="incidents_stay", operation=KEPT)]

    @property
    def about(self) -> str:
        return f"incidents.incident:{self.pk}"


class IncidentStepQuerySet(KnownQuerySet["Step"]):
    def live(self) -> Self:
        return self.filter(stage__in=LIVE)

    def late(self, moment: datetime) -> Self:
        """Whose next report was due by a moment."""
        return self.live().filter(due_at__lt=moment)


class Step(Known):
    """What somebody did with an incident, and how it stands since.

    note: the words said with it (a reason); sealed: what it says of persons; by: None if the house did it. The rest is the
    standing: unit: who answers for it; happened_at: None if not known; learned_at: since when the unit knew of it: the
    legal clock runs from there; text, measures: as last reported; number: of reports so far; due_at: of the next one.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=NOTE, blank=True)
    sealed = models.BinaryField(default=b"")
    stage = models.CharField(max_length=10, choices=Stage)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    place = models.CharField(max_length=100, blank=True)
    happened_at = models.DateTimeField(null=True)
    learned_at = models.DateTimeField()
    persons = models.PositiveIntegerField(null=True)
    text = models.CharField(max_length=LONGEST)
    measures = models.CharField(max_length=LONGEST, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    first_due_at = models.DateTimeField()
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    objects: ClassVar[IncidentStepQuerySet] = IncidentStepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(replaced_at__isnull=True), name="an_incident_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("learned_at")), name="known_after_it_happened"
            ),
            models.CheckConstraint(condition=Q(first_due_at__gte=F("learned_at")), name="due_after_it_was_known"),
            models.CheckConstraint(
                condition=(Q(first_at__isnull=True) & Q(number=0)) | (Q(first_at__isnull=False) & Q(number__gte=1)),
                name="reported_since_its_first_report",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=LIVE) | Q(due_at__isnull=False), name="something_is_due_until_the_end"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["learned_at"], condition=Q(replaced_at__isnull=True), name="incident_learned"
            ),  # the night
            models.Index(
                fields=["unit", "learned_at"], condition=Q(replaced_at__isnull=True), name="incident_of_unit"
            ),  # a unit's day
            models.Index(
                fields=["due_at"], condition=Q(replaced_at__isnull=True, stage__in=LIVE), name="incident_open"
            ),  # Today, the tick
        ]
        triggers = [
            pgtrigger.Protect(name="incident_steps_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="incident_steps_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at", "sealed"]),  # sealed: only the purge empties it
            ),
        ]  # fmt: skip

    @property
    def is_live(self) -> bool:
        return self.stage in LIVE

    @property
    def is_late(self) -> bool:
        """Whether the first report came after its hour."""
        return self.first_at is not None and self.first_at > self.first_due_at

    def is_overdue(self, moment: datetime) -> bool:
        """Whether the next report should have come by a moment."""
        return self.is_live and self.due_at is not None and self.due_at < moment


class Taking(models.Model):
    """That somebody who commands above read it and has it in hand (已阅并处置); once at each unit."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="takings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "unit"], name="taken_once_at_a_unit")]
        triggers = [pgtrigger.Protect(name="takings_stay", operation=KEPT)]


class Sheet(models.Model):
    """A bulletin (突发事件快报) on paper, with a number: the incident as it stood after a step."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="sheet")
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="incident_sheets_stay", operation=KEPT)]
