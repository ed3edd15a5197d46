from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fengsui.ground.messages.models.outbox import Provider
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.units(person, "messages.answer"))

    def waiting(self) -> Self:
        return self.filter(handled_at__isnull=True)


class Reply(models.Model):
    """A text that came back. Number and words are sealed under a key of its own (its id is the person's in the vault).

    person: who has this number, if exactly one has it, or as whom it was assigned; at: when it was written, as the provider says.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=120)
    number_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[ReplyQuerySet] = ReplyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "ref"], name="reply_once")]
        indexes = [models.Index(fields=["unit", "-id"], name="reply_unit")]

    @property
    def about(self) -> str:
        return f"messages.reply:{self.pk}"
