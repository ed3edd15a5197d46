"""What changed the roster, by whom, and who was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from fengsui.ground.org.models import Person, Seat, SeatKind, Station, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

NOTE = 200


class ActKind(models.TextChoices):
    PUBLISHED = "published", pgettext_lazy("duty", "published a roster")
    FILLED = "filled", pgettext_lazy("duty", "filled a gap")
    OVERRIDDEN = "overridden", pgettext_lazy("duty", "put somebody else there")
    ABSENT = "absent", pgettext_lazy("duty", "noted an absence")
    SWAPPED = "swapped", pgettext_lazy("duty", "approved a swap")
    TAKEN = "taken", pgettext_lazy("duty", "approved a take-over")
    ENDED = "ended", pgettext_lazy("duty", "the unit closed")
    UNDONE = "undone", pgettext_lazy("duty", "took it back")


class Act(models.Model):
    """Something that changed the effective roster. What it moved is in its moves; undone: by which later act."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ActKind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=NOTE, blank=True)
    undone = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undoes")

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="duty_acts_of_unit")]
        triggers = [
            pgtrigger.Protect(name="duty_acts_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="duty_acts_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["undone"])
            ),
        ]

    @property
    def subject(self) -> str:
        return f"duty.act:{self.pk}"


class Move(models.Model):
    """A person who came to a place from–to by an act, or went from it."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="moves")
    came = models.BooleanField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False) ^ Q(station__isnull=False), name="move_is_one_place"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="move_forward"),
        ]
        triggers = [pgtrigger.Protect(name="duty_moves_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def place(self) -> Seat | Station:
        place = self.seat or self.station
        assert place
        return place

    @property
    def label(self) -> str:
        return place_name(self.place)


class Absence(models.Model):
    """A person who cannot be on duty from–to. Why is sealed under the person's key."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    why_sealed = models.BinaryField(default=b"")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    act = models.OneToOneField(Act, on_delete=models.PROTECT, null=True, related_name="absence")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "until"], condition=Q(withdrawn_at=None), name="duty_absent")]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_forward")]

    @property
    def subject(self) -> str:
        return f"duty.absence:{self.pk}"


class Stage(models.TextChoices):
    """How a swap stands."""

    ASKED = "asked", pgettext_lazy("swap", "asked")
    AGREED = "agreed", pgettext_lazy("swap", "agreed, to be approved")
    DONE = "done", pgettext_lazy("swap", "approved")
    DECLINED = "declined", pgettext_lazy("swap", "declined")
    REFUSED = "refused", pgettext_lazy("swap", "not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")


LIVE = (Stage.ASKED, Stage.AGREED)


class Swap(models.Model):
    """One asks another to take a shift, for one of theirs in return (back…) or for none: a swap, or a take-over.

    The shift is named by whose it is, where, from when to when: if the roster has another one since, it cannot be swapped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    back_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    back_station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    back_since = models.DateTimeField(null=True)
    back_until = models.DateTimeField(null=True)
    note = models.CharField(max_length=NOTE, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    act = models.OneToOneField(Act, on_delete=models.PROTECT, null=True, related_name="swap")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False) ^ Q(station__isnull=False), name="swap_is_one_place"
            ),
            models.CheckConstraint(condition=~Q(person=F("other")), name="swap_of_two"),
            models.UniqueConstraint(
                fields=["person", "since"], condition=Q(stage__in=["asked", "agreed"]), name="a_shift_is_asked_for_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "stage"], name="duty_swaps_of_unit")]

    @property
    def subject(self) -> str:
        return f"duty.swap:{self.pk}"

    @property
    def place(self) -> Seat | Station:
        place = self.seat or self.station
        assert place
        return place

    @property
    def back_place(self) -> Seat | Station | None:
        return self.back_seat or self.back_station

    @property
    def label(self) -> str:
        return place_name(self.place)

    @property
    def back_label(self) -> str:
        return place_name(self.back_place) if self.back_place else ""

    def is_begun(self, moment: datetime) -> bool:
        return self.since <= moment or (self.back_since is not None and self.back_since <= moment)


def place_name(place: Seat | Station) -> str:
    return str(SeatKind(place.kind).label) if isinstance(place, Seat) else place.name
