"""What a unit mans, at which hours, with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person, Seat, SeatKind, Station, Unit

if TYPE_CHECKING:
    from datetime import date

WEEK = "1234567"  # Monday is 1
MOST_NEEDED = 200  # persons in one slot
DAY_MINUTES = 24 * 60


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date | None = None) -> Self:
        """What holds on a day (today)."""
        day = day or clock.today()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def during(self, first: date, last: date) -> Self:
        """What holds on any of some days."""
        return self.filter(Q(until=None) | Q(until__gt=first), since__lte=last)


class Post(models.Model):
    """A seat or a station that a unit mans, from a day to before another.

    women_only: 女监区由女警直接管理, a hard rule; skills: words between “、” that whoever stands there must have.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="posts")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="posts")
    women_only = models.BooleanField(default=False)
    skills = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    objects: ClassVar[DatedQuerySet[Post]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False) ^ Q(station__isnull=False), name="post_is_one_place"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_dates"),
            models.UniqueConstraint(fields=["seat"], condition=Q(until__isnull=True), name="seat_is_one_post"),
            models.UniqueConstraint(fields=["station"], condition=Q(until__isnull=True), name="station_is_one_post"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def place(self) -> Seat | Station:
        place = self.seat or self.station
        assert place
        return place

    @property
    def label(self) -> str:
        return str(SeatKind(self.seat.kind).label) if self.seat else self.station.name if self.station else ""

    @property
    def demanded(self) -> frozenset[str]:
        return words(self.skills)


class Slot(models.Model):
    """Hours at which a post is manned by so many: from a local hour, so many minutes long, on some days of the week.

    A slot belongs to the day on which it begins, past midnight too. The slots of a post do not overlap: so whoever is
    there at a moment is there for one of them.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="slots")
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    need = models.PositiveSmallIntegerField(default=1)
    weekdays = models.CharField(max_length=7, default=WEEK)
    since = models.DateField()
    until = models.DateField(null=True)

    objects: ClassVar[DatedQuerySet[Slot]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["post", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=30, minutes__lte=DAY_MINUTES), name="slot_half_hour_to_a_day"
            ),
            models.CheckConstraint(condition=Q(need__gte=1, need__lte=MOST_NEEDED), name="slot_need"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="slot_dates"),
        ]

    @property
    def hours(self) -> str:
        """As people write it: 20:00–08:00."""
        ends = (self.begins.hour * 60 + self.begins.minute + self.minutes) % DAY_MINUTES
        return f"{self.begins:%H:%M}–{ends // 60:02d}:{ends % 60:02d}"

    @property
    def label(self) -> str:
        return _("%(hours)s (24 hours)") % {"hours": self.hours} if self.minutes == DAY_MINUTES else self.hours


class Member(models.Model):
    """A person who can be put at a post."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="pool")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    objects: ClassVar[DatedQuerySet[Member]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], condition=Q(until__isnull=True), name="in_a_pool_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="member_dates"),
        ]


class Profile(models.Model):
    """What about a person decides where they can be put. The sex is sealed under the person's key; skills are of the work."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    sex_sealed = models.BinaryField(default=b"")
    skills = models.CharField(max_length=200, blank=True)

    @property
    def has(self) -> frozenset[str]:
        return words(self.skills)


def words(text: str) -> frozenset[str]:
    """Skills between “、” or commas."""
    plain = text.replace("，", "、").replace(",", "、").replace("；", "、").replace(";", "、")
    return frozenset(word.strip() for word in plain.split("、") if word.strip())
