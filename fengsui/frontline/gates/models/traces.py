"""Looking up where somebody passed: for an own facility, or on a written request; two persons; all of it journalled."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class TraceQuerySet(models.QuerySet["Trace"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "gates.trace"))


class Trace(models.Model):
    """One question to the store. What was asked is sealed under a key of its own; the answer is not stored.

    own: about the unit's own facility; else authority and paper (number) of the request are there, and its file.
    wanted_sealed: name, number, phone, plate and pass as typed; who, plate: what it is looked up by, destroyed with it.
    onset: when the person fell ill, if that is known: the window follows it; minutes: who passed the same gate so near was there too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField(default=False)
    authority = models.CharField(max_length=120, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200)
    wanted_sealed = models.BinaryField(default=b"")
    who = models.JSONField(default=list)
    plate = models.UUIDField(null=True)
    onset = models.DateField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    minutes = models.SmallIntegerField()

    objects: ClassVar[TraceQuerySet] = TraceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="trace_times"),
            models.CheckConstraint(
                condition=Q(own=True) | (~Q(authority="") & ~Q(paper="")), name="trace_has_its_request"
            ),
        ]

    @property
    def about(self) -> str:
        return f"gates.trace:{self.pk}"


class TraceFile(models.Model):
    """The request as it came, on paper or as a file. It names somebody: its content is sealed under the trace's own key."""

    trace = models.OneToOneField(Trace, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content_sealed = models.BinaryField(default=b"")


class TraceStepKind(models.TextChoices):
    ASKED = "asked", pgettext_lazy("trace", "asked for")
    APPROVED = "approved", pgettext_lazy("trace", "approved")
    REFUSED = "refused", pgettext_lazy("trace", "refused")
    LOOKED = "looked", pgettext_lazy("trace", "looked at")
    EXPORTED = "exported", pgettext_lazy("trace", "given out")


class TraceStep(models.Model):
    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=TraceStepKind)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
