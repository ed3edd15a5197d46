from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock.models import Known
from fengsui.ground.documents.models import Document
from fengsui.ground.measures.models import Measure
from fengsui.ground.org.models import Office, Person, System, Unit
from fengsui.ground.vault.actions import uuid7

KEPT = pgtrigger.Update | pgtrigger.Delete


class EmergencyKind(models.TextChoices):
    """The four kinds of the law (突发事件应对法, art. 2)."""

    PUBLIC_HEALTH = "public_health", _("Public health")
    NATURAL = "natural", _("Natural disaster")
    ACCIDENT = "accident", _("Accident")
    SECURITY = "security", _("Public security")


class Stage(models.TextChoices):
    """The way of an emergency, in this order; a stage may be left out."""

    MONITORING = "monitoring", _("Monitoring")
    WARNING = "warning", _("Warning")
    FIRST_REPORT = "first_report", _("First report and first measures")
    ACTIVATED = "activated", _("Response activated")
    ADJUSTED = "adjusted", _("Response adjusted")
    LIFTED = "lifted", _("Response lifted")
    ASSESSED = "assessed", _("Recovery assessed")
    ARCHIVED = "archived", _("Archived")


class Tier(models.TextChoices):
    """Which government; a level alone does not say it."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Region or province")
    LEAGUE = "league", _("League or city")
    COUNTY = "county", _("Banner or county")


class Grade(models.IntegerChoices):
    """Level I is the highest; no level says that a government ended its response."""

    NONE = 0, _("no level any more")
    FIRST = 1, _("Level I")
    SECOND = 2, _("Level II")
    THIRD = 3, _("Level III")
    FOURTH = 4, _("Level IV")


class Emergency(models.Model):
    """An emergency of a unit (the department). What it is called, its kind and its beginning stand in `accounts`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="emergencies")

    @property
    def about(self) -> str:
        return f"response.emergency:{self.pk}"


class Dated(Known):
    """What has an event time that papers often give as a day only; by whom it was entered."""

    day_only = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Account(Dated):
    """What is known of an emergency: name, kind, since when (`at`), on what source. A correction replaces it."""

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="accounts")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=EmergencyKind)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emergency"], condition=Q(replaced_at__isnull=True), name="one_account")
        ]


class Step(Dated):
    """A step on an emergency's way. A correction replaces it."""

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=20, choices=Stage)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]


class Level(Dated):
    """A government's level, as recorded: from when (`at`), known when, by what paper. A correction replaces it.

    unit: the bureau that recorded what the government of its own area declared; None: the unit of the emergency.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="levels")
    tier = models.CharField(max_length=10, choices=Tier)
    issuer = models.CharField(max_length=100)
    grade = models.SmallIntegerField(choices=Grade)
    paper = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    @property
    def about(self) -> str:
        return f"response.level:{self.pk}"


class Corrected(Dated):
    """What others point to by its first row: a correction is a row of its own with a reason, and replaces the one before."""

    first_id: int | None
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> int:
        """The id of its first row."""
        return self.first_id or self.pk


class Group(Corrected):
    """A leading group, founded on a day by a paper."""

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=100)
    paper = models.CharField(max_length=500, blank=True)

    @property
    def about(self) -> str:
        return f"response.group:{self.key}"


class PartKind(models.TextChoices):
    OFFICE = "office", _("Office of the group")
    WORKING = "working", _("Working group")


class Part(Corrected):
    """The office of a leading group, or one of its working groups; `unit` is where it sits; until: the first day without it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="part_dates"),
        ]


class Role(models.TextChoices):
    HEAD = "head", _("Head of the group")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", _("Member")
    DIRECTOR = "director", _("Director of the office")
    LEAD = "lead", _("Lead of the working group")


class Member(Dated):
    """A membership from–to of a person, or of whoever holds an office at a unit, when a paper gives no name.

    title: what the paper calls it (一把手). A change ends the row or replaces it; nothing is overwritten.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="members")
    role = models.CharField(max_length=10, choices=Role)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=30, choices=Office, blank=True)
    title = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit__isnull=True, office="")
                | Q(person__isnull=True, unit__isnull=False) & ~Q(office=""),
                name="a_person_or_a_post",
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="membership_dates"),
        ]


class SwitchSet(Known):
    """A list of settings prepared for a switch. `series` is the set; each edit is a new row that replaces the last.

    lines: [{"parameter": key, "value": as stored, "system": "" or a system, "unit": "" or a code}]; grade: 0 for any.
    """

    series = models.UUIDField(default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="switch_sets")
    name = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)
    grade = models.SmallIntegerField(choices=Grade, default=Grade.NONE)
    lines = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series"], condition=Q(replaced_at__isnull=True), name="one_current_set")
        ]

    @property
    def about(self) -> str:
        return f"response.set:{self.series}"


class Switch(models.Model):
    """A set applied: what it said, what the dry run said, the measures that it put in force, the decision."""

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="switches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="switches")
    prepared = models.ForeignKey(SwitchSet, on_delete=models.PROTECT, related_name="switches")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=20, choices=System, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    basis = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    told = models.JSONField()  # the dry run's sentences, in each language
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    @property
    def about(self) -> str:
        return f"response.switch:{self.pk}"


class Switched(models.Model):
    """A measure that a switch put in force."""

    switch = models.ForeignKey(Switch, on_delete=models.PROTECT, related_name="switched")
    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="switched")

    class Meta:
        triggers = [pgtrigger.Protect(name="switched_stay", operation=KEPT)]


class Reversal(models.Model):
    """A switch taken back as one act, once: by whom, when, what somebody else had changed meanwhile and is kept."""

    switch = models.OneToOneField(Switch, on_delete=models.PROTECT, related_name="reversal")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    told = models.JSONField()
    kept = models.JSONField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")
