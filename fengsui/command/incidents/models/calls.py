from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from fengsui.command.incidents.models.incidents import KEPT, LONGEST
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit

if TYPE_CHECKING:
    from datetime import datetime


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "incidents.see"))

    def as_known(self, known: datetime | None = None) -> Self:
        """The calls that stand: not declared void, now or by a moment."""
        if known is None:
            return self.filter(void_at__isnull=True)
        return self.filter(Q(void_at__isnull=True) | Q(void_at__gt=known), known_at__lte=known)


class Call(models.Model):
    """A call at a duty telephone. The id is made where it was typed: sent twice, it is one; it is also the caller's key in the vault.

    unit: whose telephone; at: when it rang; caller_unit: None if the caller is of none, or unknown; void: with a reason, and
    the call that says it right (`instead` of that one). Nothing else ever changes; the purge empties what is sealed.
    """

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    caller_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    number_sealed = models.BinaryField(default=b"")
    caller_sealed = models.BinaryField(default=b"")
    text = models.CharField(max_length=LONGEST)
    instead = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="put_right")
    void_at = models.DateTimeField(null=True)
    void_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    void_because = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(void_at__isnull=True) | ~Q(void_because=""), name="call_void_with_reason"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-at"], name="call_of_unit"),
            models.Index(fields=["at"], name="call_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="calls_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="calls_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["void_at", "void_by", "void_because", "number_sealed", "caller_sealed"]
                ),
            ),
        ]  # fmt: skip

    @property
    def about(self) -> str:
        return f"incidents.call:{self.pk}"


class OutcomeKind(models.TextChoices):
    """What became of a call."""

    NOTE = "note", pgettext_lazy("call", "noted")
    TASK = "task", pgettext_lazy("call", "a task")
    INCIDENT = "incident", pgettext_lazy("call", "an incident")


class Outcome(models.Model):
    """What a call was turned into. thing: the id of the task or incident; note: the words, for the next shift."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=OutcomeKind)
    thing = models.UUIDField(null=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "kind"], name="a_call_becomes_each_once"),
            models.CheckConstraint(condition=Q(kind="note") ^ Q(thing__isnull=False), name="outcome_of_a_call"),
        ]
        triggers = [pgtrigger.Protect(name="call_outcomes_stay", operation=KEPT)]
