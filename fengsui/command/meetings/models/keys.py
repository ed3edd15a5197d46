"""The change of command: who hands over to whom at which hour, and the two keys."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from fengsui.command.meetings.models.meeting import Reason
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Seat, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime


class Side(models.TextChoices):
    OUT = "out", pgettext_lazy("handover", "outgoing")
    IN = "in", pgettext_lazy("handover", "incoming")


class HandoverQuerySet(models.QuerySet["Handover"]):
    def standing(self) -> Self:
        return self.filter(void_at__isnull=True)

    def pending(self) -> Self:
        """Not signed by both."""
        return self.standing().filter(done_at__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """Of units in sight, and one's own: whoever stands on the roster may be of another unit."""
        seen = scope.seen(person, "meetings.see").values("pk")
        return self.filter(Q(unit__in=seen) | Q(outgoing=person) | Q(incoming=person))


class Handover(models.Model):
    """One change of a commander's seat. at, until: the incoming one's time as the roster had it.

    held_from: since the outgoing one holds over, because not both have signed; held_until: to the end that the roster has
    now. instead_of: whose place a substitute took, and why. note, content, mark: what is handed over, as sealed by the first
    signature. done_at: when command passed; void_at: the roster was changed and it never came to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    outgoing = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    incoming = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    held_from = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    done_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    objects: ClassVar[HandoverQuerySet] = HandoverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "at"], condition=Q(void_at__isnull=True), name="one_handover_at_an_hour"
            ),
            models.CheckConstraint(condition=~Q(outgoing=F("incoming")), name="handed_to_another"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="handover_times"),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(done_at__isnull=True, void_at__isnull=True), name="handover_due")
        ]
        triggers = [pgtrigger.Protect(name="handovers_stay", operation=pgtrigger.Delete)]

    @property
    def about(self) -> str:
        return f"meetings.handover:{self.pk}"

    @property
    def is_held(self) -> bool:
        return self.held_from is not None and self.done_at is None

    def owner(self, side: str) -> Person:
        return self.outgoing if side == Side.OUT else self.incoming

    def owed(self, side: str) -> str:
        """What the obligation of a side is about: that person's alone."""
        return f"{self.about}:{side}:@{self.owner(side).pk}"

    @property
    def period(self) -> str:
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")

    def has_lapsed(self, moment: datetime) -> bool:
        """The time of the incoming one is over: nothing is left to be taken over."""
        return self.until <= moment


class KeyQuerySet(models.QuerySet["Key"]):
    def turned(self) -> Self:
        return self.filter(back_at__isnull=True)


class Key(models.Model):
    """A signature under a handover. stead: somebody above signed for the outgoing one, and why. mark: what was read then.

    back_at: it was taken back before the other one had signed.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="keys")
    side = models.CharField(max_length=3, choices=Side)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mark = models.CharField(max_length=64)
    stead = models.CharField(max_length=10, choices=Reason, blank=True)
    back_at = models.DateTimeField(null=True)

    objects: ClassVar[KeyQuerySet] = KeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "side"], condition=Q(back_at__isnull=True), name="a_key_of_a_side"
            ),
            models.UniqueConstraint(
                fields=["handover", "person"], condition=Q(back_at__isnull=True), name="nobody_turns_both_keys"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keys_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keys_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["back_at"])
            ),
        ]
