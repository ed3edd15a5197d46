"""Whom gates know, whom they let in, and by what paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from fengsui.frontline.gates.models.gates import Gate
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import date


class RegularQuerySet(models.QuerySet["Regular"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "gates.view"))

    def on(self, day: date | None = None) -> Self:
        """Who is known on a day (today)."""
        return self.filter(Q(until=None) | Q(until__gt=day or clock.today()))


class Regular(models.Model):
    """Somebody whom the gates of a unit know: a resident, staff, a supplier. Least data: name, building, room.

    until: from that day on no longer (taken off the list: today; somebody let in by a permit: the day after it ends).
    What is sealed is under the person's own key; `tail` is the last digits of whatever number the gate asks for.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name_sealed = models.BinaryField(default=b"")
    tail_sealed = models.BinaryField(default=b"")
    plate_sealed = models.BinaryField(default=b"")
    number_sealed = models.BinaryField(default=b"")  # identity number, only where the measure asks for it
    building = models.CharField(max_length=40, blank=True)
    room = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)
    version = models.BigIntegerField(
        default=0
    )  # goes up with each change of the unit's list: phones ask for what is new

    objects: ClassVar[RegularQuerySet] = RegularQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="regular_dates")]
        indexes = [
            models.Index(fields=["unit", "building", "room"], name="regular_household"),
            models.Index(fields=["unit", "version"], name="regular_since"),  # what a phone lacks
        ]


class PermitStepKind(models.TextChoices):
    ASKED = "asked", pgettext_lazy("permit", "asked for")
    APPROVED = "approved", pgettext_lazy("permit", "approved")
    REFUSED = "refused", pgettext_lazy("permit", "refused")
    REVOKED = "revoked", pgettext_lazy("permit", "revoked")


class PermitQuerySet(models.QuerySet["Permit"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "gates.view"))


class Permit(models.Model):
    """Leave for a regular to pass the gates of a unit (or one gate) from–to. Its state is its last step.

    asking: what was asked for at once (a shift of forty) is one asking: one obligation, one note, decided in one go.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, related_name="permits")
    regular = models.ForeignKey(Regular, on_delete=models.PROTECT, related_name="permits")
    asking = models.UUIDField()
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    # As queries.permits reads them: all that was done with it in order, what was first and last, and so how it stands.
    course: list[PermitStep]
    asked: PermitStep
    last: PermitStep
    state: str

    objects: ClassVar[PermitQuerySet] = PermitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="permit_times")]
        indexes = [
            models.Index(fields=["unit", "-id"], name="permit_of_unit"),
            models.Index(fields=["asking"], name="permit_of_asking"),
            models.Index(fields=["unit", "until"], name="permit_until"),  # what holds now at a gate
        ]

    @property
    def about(self) -> str:
        return f"gates.permit:{self.pk}"


class PermitStep(models.Model):
    """What somebody did with a permit; the last one is how it stands. undone: the step before it was taken back."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=PermitStepKind)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


class Pass(models.Model):
    """A QR code that a gate reads offline: signed; it names a regular (of a permit, or a resident's standing one)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    regular = models.ForeignKey(Regular, on_delete=models.PROTECT, related_name="passes")
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, null=True, related_name="passes")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("issued_at")), name="pass_times")]
        indexes = [models.Index(fields=["until"], name="pass_until")]  # what phones must know of

    @property
    def about(self) -> str:
        return f"gates.pass:{self.pk}"
