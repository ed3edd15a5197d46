from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import find
from fengsui.ground.org.paths import PathField
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class Line(models.TextChoices):
    TERRITORY = "territory", _("Territory")
    PRISON = "prison", _("Prison line")
    REHABILITATION = "rehabilitation", _("Rehabilitation line")
    SUPERVISION = "supervision", _("Supervision")


COMMAND_LINES = (Line.TERRITORY, Line.PRISON, Line.REHABILITATION)


class UnitKind(models.TextChoices):
    DEPARTMENT = "department", _("Department of justice")
    PRISON_ADMINISTRATION = "prison_administration", _("Prison administration")
    REHABILITATION_ADMINISTRATION = "rehabilitation_administration", _("Rehabilitation administration")
    LEAGUE_BUREAU = "league_bureau", _("League or city bureau")
    COUNTY_BUREAU = "county_bureau", _("Banner or county bureau")
    PRISON = "prison", _("Prison")
    PRISON_HOSPITAL = "prison_hospital", _("Prison hospital")
    CENTRE = "centre", _("Rehabilitation centre")
    WARD = "ward", _("Ward")
    BRIGADE = "brigade", _("Brigade")
    OFFICE = "office", _("Justice office")
    INSTITUTE = "institute", _("Forensic institute")
    PARTNER = "partner", _("Partner")


class System(models.TextChoices):
    """The three systems of the administration; cut-offs, windows and meeting hours are set per system."""

    PRISON = "prison", _("Prison system")
    REHABILITATION = "rehabilitation", _("Rehabilitation system")
    BUREAU = "bureau", _("Justice bureaus")


SYSTEM_KINDS = {
    System.PRISON: (UnitKind.PRISON_ADMINISTRATION, UnitKind.PRISON, UnitKind.PRISON_HOSPITAL, UnitKind.WARD),
    System.REHABILITATION: (UnitKind.REHABILITATION_ADMINISTRATION, UnitKind.CENTRE, UnitKind.BRIGADE),
}
SYSTEM_OF = {kind: system for system, kinds in SYSTEM_KINDS.items() for kind in kinds}
LINE_OF = {System.PRISON: Line.PRISON, System.REHABILITATION: Line.REHABILITATION, System.BUREAU: Line.TERRITORY}
FACILITY_KINDS = (UnitKind.PRISON, UnitKind.PRISON_HOSPITAL, UnitKind.CENTRE)
SECTION_KINDS = (UnitKind.WARD, UnitKind.BRIGADE)


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, paths: Iterable[str], day: date | None = None) -> Self:
        """Units at or below one of the paths on a day (today).

        Asked once for all of them: as a question about each, the database asks two thousand times.
        """
        return self.filter(pk__in=Tie.objects.on(day).filter(path__within=list(paths)).values("unit"))

    def below(self, unit: Unit) -> Self:
        """Units below one in any line today, without itself."""
        return self.within(Tie.objects.on().filter(unit=unit).values_list("path", flat=True)).exclude(pk=unit.pk)

    def existing(self, day: date | None = None, known: datetime | None = None) -> Self:
        """Units not closed on a day (today), as far as it was known at a moment."""
        return self.filter(_valid(day or clock.today(), known))


def _valid(day: date, known: datetime | None = None) -> Q:
    """What holds on a day. known: but for the changes that were made after that moment, later on the same day."""
    begun, lasts = Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    if known is None:
        return begun & lasts
    made = Q(made_by__isnull=True) | Q(made_by__at__lte=known)
    return begun & made & (lasts | Q(ended_by__at__gt=known))


class UnitWords(models.TextField):  # type: ignore[type-arg]
    """What a unit is found by (find.words_of): written anew with every save, so that it cannot be forgotten."""

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: ARG002 - Django's signature
        words = find.words_of(model_instance)
        setattr(model_instance, self.attname, words)
        return words


class Unit(models.Model):
    """A unit of the administration or a partner. `valid_to` is the first day on which it no longer exists."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=UnitKind)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160, blank=True)
    short = models.CharField(max_length=40, blank=True)
    division = models.CharField(max_length=6, blank=True)  # code of the administrative division it serves
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    revision = models.IntegerField(default=0, db_default=0)  # goes up with each change: two at once see each other
    words = UnitWords(default="", db_default="", editable=False)
    made_by = models.ForeignKey("Change", on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey("Change", on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[UnitQuerySet] = UnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_dates"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en or self.name if get_language() == "en" else self.name

    @property
    def system(self) -> System:
        return SYSTEM_OF.get(UnitKind(self.kind), System.BUREAU)

    @property
    def is_facility(self) -> bool:
        return self.kind in FACILITY_KINDS

    def is_closed(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to <= day


class TieQuerySet(models.QuerySet["Tie"]):
    def on(self, day: date | None = None, known: datetime | None = None) -> Self:
        return self.filter(_valid(day or clock.today(), known))


class Tie(models.Model):
    """Unit answers to superior in a line, from a day to before another. The root of a line has no superior."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ties")
    line = models.CharField(max_length=20, choices=Line)
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="below")
    path = PathField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey("Change", on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey("Change", on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[TieQuerySet] = TieQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [GistIndex(fields=["path"], name="tie_path")]  # subtree
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "line"], condition=Q(valid_to__isnull=True), name="one_superior_per_line"
            ),
            ExclusionConstraint(  # the last guard of the past: no day on which a unit answers to two in a line
                name="one_superior_a_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("line", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_to", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class ChangeKind(models.TextChoices):
    MOVE = "move", _("move")
    MERGE = "merge", _("merger")
    SPLIT = "split", _("split")
    CLOSE = "close", _("closing")
    RENAME = "rename", _("new name")


class ChangeQuerySet(models.QuerySet["Change"]):
    def planned(self) -> Self:
        """What has not begun."""
        return self.filter(withdrawn_at__isnull=True, day__gt=clock.today())


class Change(models.Model):
    """An act that changes the organisation from a day on, never from a day that is past.

    What it ended and what it made says so in `ended_by` and `made_by`: so it can be taken back until its day is over.
    """

    kind = models.CharField(max_length=10, choices=ChangeKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    other = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # superior or heir
    line = models.CharField(max_length=20, choices=Line, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("Person", on_delete=models.PROTECT, null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]


class Naming(models.Model):
    """What a unit is called from a day on; a unit that was never renamed has none."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="namings")
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160, blank=True)
    short = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    made_by = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="namings")


class Succession(models.Model):
    """Where a unit that was merged or split lives on."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="heirs")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forebears")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="successions")


class Person(models.Model):
    """One identity across rooms. The name and identifiers are sealed; capacities say what the person is to us."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name_sealed = models.BinaryField()
    phone_sealed = models.BinaryField(default=b"", db_default=b"")
    number_sealed = models.BinaryField(default=b"", db_default=b"")  # of the staff or the identity card
    destroyed_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)


class CapacityKind(models.TextChoices):
    """Capacities that org itself gives; a room may write others of its own."""

    OFFICER = "officer", _("Staff")
    VOLUNTEER = "volunteer", _("Volunteer")
    PARTNER = "partner", _("Outside partner")


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def on(self, day: date | None = None) -> Self:
        return self.filter(_valid(day or clock.today()))


class Capacity(models.Model):
    """What a person is to the administration, from–to: officer, volunteer, partner …; written by the rooms' actions."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="capacities")
    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[CapacityQuerySet] = CapacityQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        return str(dict(CapacityKind.choices).get(self.kind, self.kind))


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")  # every request needs both

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Account:
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A log-in of a person. It carries no right; rights follow appointments and shifts."""

    username = models.CharField(max_length=60, unique=True)
    email = models.CharField(
        max_length=1, blank=True, default="", editable=False
    )  # the log-in library expects the field
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    must_change = models.BooleanField(default=False, db_default=False)  # the password was given by somebody else

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects: ClassVar[AccountManager] = AccountManager()

    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's contract; nobody has such rights here
        return False


class Office(models.TextChoices):
    """What a person is appointed to at a unit. The rooms' rights.py say which verbs an office carries."""

    LEADER = "leader", _("Leader")
    OFFICER = "officer", _("Duty officer")
    ANALYST = "analyst", _("Analyst")
    COMMANDER = "commander", _("Commander")
    DUTY_CHIEF = "duty_chief", _("Duty chief")
    ADMINISTRATOR = "administrator", _("Unit administrator")
    SYSTEM = "system_administrator", _("System administrator")
    SECURITY = "security_administrator", _("Security administrator")
    AUDIT = "audit_administrator", _("Audit administrator")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date | None = None) -> Self:
        return self.filter(_valid(day or clock.today()))


class Appointment(models.Model):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField(max_length=30, choices=Office)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[AppointmentQuerySet] = AppointmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "office"], condition=Q(valid_to__isnull=True), name="appointed_once"
            )
        ]


class SeatKind(models.TextChoices):
    COMMANDER = "commander", _("Commander of the day")
    DEPUTY = "deputy", _("Deputy commander")
    DUTY_CHIEF = "duty_chief", _("Duty chief")
    LEADER_ON_DUTY = "leader_on_duty", _("Leader on duty")


class Seat(models.Model):
    """A post with one holder at a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=20, choices=SeatKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="one_seat_of_a_kind")]


class Station(models.Model):
    """A place to be manned: a gate, a van, an office desk; `capacity` persons at a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(max_length=80)
    capacity = models.SmallIntegerField(default=1)


class Shift(models.Model):
    """A fact: this person held this seat or station from–to. The duty room writes them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="shifts")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="shifts")
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_holder_of_a_seat",
                expressions=[("seat", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(seat__isnull=False),
            ),
            ExclusionConstraint(
                name="nobody_at_two_places",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(seat__isnull=False) ^ Q(station__isnull=False), name="seat_or_station"),
        ]
        indexes = [
            GistIndex(fields=["station", "period"], name="shift_at_station")
        ]  # of a person: the constraint's own
