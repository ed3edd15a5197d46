from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.models import Known
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Person, SeatKind, Tie, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

TITLE, PLACE, LINE = 120, 120, 300  # characters


class Kind(models.TextChoices):
    MORNING = "morning", pgettext_lazy("meeting", "morning meeting")
    EVENING = "evening", pgettext_lazy("meeting", "evening meeting")
    SPECIAL = "special", pgettext_lazy("meeting", "special meeting")
    GROUP = "group", pgettext_lazy("meeting", "meeting of the leading group")
    OTHER = "other", pgettext_lazy("meeting", "meeting")


DAILY = (Kind.MORNING, Kind.EVENING)


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    OPEN = "opened", pgettext_lazy("meeting", "under way")
    CLOSED = "closed", pgettext_lazy("meeting", "closed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


class Deed(models.TextChoices):
    """What somebody did with a meeting; opened, closed and cancelled are its states too.

    Entered: it was held before anybody wrote it here; what was decided is written down until it is closed.
    """

    CALLED = "called", pgettext_lazy("meeting", "called")
    ENTERED = "entered", pgettext_lazy("meeting", "entered afterwards")
    MOVED = "moved", pgettext_lazy("meeting", "moved")
    OPENED = "opened", pgettext_lazy("meeting", "opened")
    CLOSED = "closed", pgettext_lazy("meeting", "closed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


TURNING = (Deed.ENTERED, Deed.OPENED, Deed.CLOSED, Deed.CANCELLED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def with_state(self, known: datetime | None = None) -> Self:
        """Add `turned`, the last deed that changed the state (None: planned), and `turned_at`."""
        steps = Step.objects.filter(meeting=OuterRef("pk"), deed__in=TURNING)
        last = (steps if known is None else steps.filter(at__lte=known)).order_by("-pk")
        return self.annotate(turned=Subquery(last.values("deed")[:1]), turned_at=Subquery(last.values("at")[:1]))

    def planned(self) -> Self:
        """Neither opened nor closed nor cancelled."""
        return self.exclude(Exists(Step.objects.filter(meeting=OuterRef("pk"), deed__in=TURNING)))

    def live(self) -> Self:
        """Planned or under way."""
        over = Step.objects.filter(meeting=OuterRef("pk"), deed__in=(Deed.CLOSED, Deed.CANCELLED))
        return self.exclude(Exists(over))

    def visible_to(self, person: Person) -> Self:
        """Those of units in sight, with everything that was decided."""
        return self.filter(unit__in=scope.seen(person, "meetings.see").values("pk"))

    def open_to(self, person: Person) -> Self:
        """Those, and the ones to which the own units are called: of these only what concerns them is shown."""
        seen = Q(unit__in=scope.seen(person, "meetings.see").values("pk"))
        return self.filter(seen | called_to(scope.own_ids(person, "meetings.see")))


class Meeting(models.Model):
    """A meeting of a unit. day: of the daily ones, there is one of a kind a day; starts_at: the hour for which it is planned.

    hour_known: False for one that was entered afterwards and of which only the day is known; starts_at is its first moment then.
    place, link: its own, where they are other than the unit's room of that kind. How it stands is in its steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    starts_at = models.DateTimeField()
    hour_known = models.BooleanField(default=True)
    title = models.CharField(max_length=TITLE, blank=True)
    place = models.CharField(max_length=PLACE, blank=True)
    link = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "day"], condition=Q(kind__in=["morning", "evening"]), name="daily_meeting_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["morning", "evening"]) | ~Q(title=""), name="called_meeting_has_a_title"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_hour")]  # those of a day, the next one

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.title or str(Kind(self.kind).label)

    @property
    def about(self) -> str:
        return f"meetings.meeting:{self.pk}"

    @property
    def is_daily(self) -> bool:
        return self.kind in DAILY

    @property
    def state(self) -> State:
        """How it stands; asks once for a row that was not read `with_state`."""
        if "turned" not in self.__dict__:
            last = Step.objects.filter(meeting=self, deed__in=TURNING).order_by("-pk").first()
            self.turned: str | None = last.deed if last else None
        return State.OPEN if self.turned == Deed.ENTERED else State(self.turned) if self.turned else State.PLANNED

    @property
    def when(self) -> str:
        """When it is or was held, as people write it: of some only the day is known."""
        local = clock.local(self.starts_at)
        return date_format(local, "DATETIME_FORMAT") if self.hour_known else date_format(local.date())

    @property
    def is_over(self) -> bool:
        return self.state in {State.CLOSED, State.CANCELLED}


def called_to(units: set[int]) -> Q:
    """The meetings to which units are called: where they are invited, and the evening meetings of those directly above them."""
    above = Tie.objects.on().filter(unit__in=units, line__in=COMMAND_LINES).values("superior")
    invited = Attendance.objects.as_known().filter(unit__in=units).values("meeting")
    return Q(kind=Kind.EVENING, unit__in=above) | Q(pk__in=invited)


class Step(models.Model):
    """What was done with a meeting: by whom, when, why. None is ever changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=LINE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "deed"], condition=~Q(deed="moved"), name="meeting_turns_once")
        ]
        triggers = [pgtrigger.Protect(name="meeting_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Presence(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("attendance", "expected")
    PRESENT = "present", pgettext_lazy("attendance", "present")
    STEAD = "stead", pgettext_lazy("attendance", "represented")
    EXCUSED = "excused", pgettext_lazy("attendance", "excused")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")


class Reason(models.TextChoices):
    """Why somebody is not there: a code and no words, so that nothing of a person's health is written here."""

    NONE = "", pgettext_lazy("absence", "not said")
    DUTY = "duty", pgettext_lazy("absence", "on duty elsewhere")
    TRAVEL = "travel", pgettext_lazy("absence", "travelling")
    LEAVE = "leave", pgettext_lazy("absence", "on leave")
    ILL = "ill", pgettext_lazy("absence", "ill")
    LINE = "line", pgettext_lazy("absence", "no connection")
    OTHER = "other", pgettext_lazy("absence", "another reason")


class Attendance(Known):
    """Whether somebody took part. who: "seat:commander", "seat:commander:before", "unit:3", "person:…": a place at the table.

    seat: the seat for which the person sits there; unit: the facility or the unit invited; stead: who came instead. `at`: since when.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    who = models.CharField(max_length=60)
    seat = models.CharField(max_length=20, choices=SeatKind, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=Presence)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    stead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "who"], condition=Q(replaced_at__isnull=True), name="at_the_table_once"
            ),
            models.CheckConstraint(condition=~Q(state="stead") | Q(stead__isnull=False), name="somebody_came_instead"),
        ]


class Line(Known):
    """What a person did with the agenda: a line added (`own…`), a part moved or hidden. The latest of a key holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=LINE, blank=True)
    place = models.SmallIntegerField()
    hidden = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "key"], condition=Q(replaced_at__isnull=True), name="on_the_agenda_once"
            )
        ]


class Server(models.TextChoices):
    """Whose video room it is."""

    GOVERNMENT = "government", pgettext_lazy("video", "the government’s video system")
    OWN = "own", pgettext_lazy("video", "a video server of our own")


class Room(Known):
    """Where a unit meets: the place, and the link of its video room. kind: for meetings of that kind only; empty: for all."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    place = models.CharField(max_length=PLACE, blank=True)
    link = models.CharField(max_length=300, blank=True)
    server = models.CharField(max_length=10, choices=Server, default=Server.GOVERNMENT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(replaced_at__isnull=True), name="one_room_of_a_kind"
            )
        ]
