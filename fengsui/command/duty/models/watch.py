"""Who was there, and what they handed on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fengsui.ground.org.models import Person, Seat, Station, Unit

SAID = 1000  # characters of what is typed at the handing over


class Watch(models.Model):
    """Somebody signed in for a shift; signed off with what is open (filled in by the house) and what they say; the next took it.

    items: what was open at the signing off, as [source, title, url, due or null]: it does not change when that is done.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    signed_in_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(null=True)
    items = models.JSONField(default=list)
    note = models.CharField(max_length=SAID, blank=True)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False) ^ Q(station__isnull=False), name="watch_is_one_place"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="watch_forward"),
            models.UniqueConstraint(fields=["person", "since"], name="signed_in_once"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(signed_off_at__isnull=False), name="taken_when_signed_off"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-signed_off_at"], name="duty_watches_of_unit")]

    @property
    def subject(self) -> str:
        return f"duty.watch:{self.pk}"


class Feed(models.Model):
    """A person's calendar by a secret link; only the digest of the secret is kept."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
