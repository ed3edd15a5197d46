from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock.models import Known
from fengsui.ground.measures.body import Site
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class Slot(models.TextChoices):
    """The two roll-calls of a day; their hours are measures."""

    MORNING = "morning", _("Morning roll-call")
    EVENING = "evening", _("Evening roll-call")


class Entered(Known):
    """A fact that an officer enters; the client's id makes sending it twice harmless.

    A correction or a withdrawal sets `replaced_at` and says why; a row that was replaced is never shown as a fact.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    facility = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | ~Q(replaced_because=""), name="%(class)s_replaced_with_reason"
            )
        ]


class Count(Entered):
    """A section as it was counted at a roll-call. `at` is when it was counted, `entered_by` who counted.

    present: persons counted in the section; outside: its persons in hospital or on escort; measured: temperatures
    taken (None: not entered); unreadable: no reading was possible.
    """

    section = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    slot = models.CharField(max_length=7, choices=Slot)
    present = models.PositiveSmallIntegerField()
    outside = models.PositiveSmallIntegerField(default=0)
    measured = models.PositiveSmallIntegerField(null=True)
    unreadable = models.PositiveSmallIntegerField(default=0)

    class Meta(Entered.Meta):
        constraints = [
            *Entered.Meta.constraints,
            models.UniqueConstraint(
                fields=["day", "slot", "section"], condition=Q(replaced_at__isnull=True), name="counted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "day"], name="count_of_facility"),  # the facility's page
            models.Index(fields=["section", "at"], name="count_of_section"),  # a section's history, the count before
        ]

    @property
    def total(self) -> int:
        """All persons of the section, wherever they are."""
        return self.present + self.outside

    def says(self) -> tuple[int, int, int | None, int]:
        return self.present, self.outside, self.measured, self.unreadable


class Confirmation(Entered):
    """The leader on duty confirmed a facility's roll-call. A later correction of a count replaces it."""

    day = models.DateField()
    slot = models.CharField(max_length=7, choices=Slot)

    class Meta(Entered.Meta):
        constraints = [
            *Entered.Meta.constraints,
            models.UniqueConstraint(
                fields=["day", "slot", "facility"], condition=Q(replaced_at__isnull=True), name="confirmed_once"
            ),
        ]


class Held(models.Model):
    """A person in custody who appears in a movement or a fever: nobody else is stored. Name and number are sealed.

    facility, section: where the person belongs now, or belonged last.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    name_sealed = models.BinaryField(default=b"")
    number_sealed = models.BinaryField(default=b"")
    facility = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Prisoner(Held):
    """罪犯, held in a ward of a prison or prison hospital."""


class Detainee(Held):
    """强制隔离戒毒人员, held in a brigade of a rehabilitation centre; not a prisoner."""


class OfPerson(Entered):
    """An entry about one person: a prisoner or a detainee, never both."""

    prisoner = models.ForeignKey(Prisoner, on_delete=models.PROTECT, null=True, related_name="%(class)ss")
    detainee = models.ForeignKey(Detainee, on_delete=models.PROTECT, null=True, related_name="%(class)ss")
    section = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta(Entered.Meta):
        abstract = True
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(prisoner__isnull=False) ^ Q(detainee__isnull=False), name="%(class)s_of_one_kind"
            ),
        ]

    @property
    def person(self) -> Held:
        held = self.prisoner or self.detainee
        assert held is not None  # the database's constraint
        return held


class MovementKind(models.TextChoices):
    ADMISSION = "admission", _("Admission")
    RELEASE = "release", _("Release")
    TRANSFER_IN = "transfer_in", _("Transfer in")
    TRANSFER_OUT = "transfer_out", _("Transfer out")
    SHIFT = "shift", _("Move to another section")
    ESCORT_OUT = "escort_out", _("Escort to hospital")
    ESCORT_BACK = "escort_back", _("Return from hospital")
    DEATH = "death", _("Death")


ARRIVALS = (MovementKind.ADMISSION, MovementKind.TRANSFER_IN)
DEPARTURES = (MovementKind.RELEASE, MovementKind.TRANSFER_OUT, MovementKind.DEATH)


class Movement(OfPerson):
    """A line of the ledger. `section` is where it happens; a move between sections leaves it for `to_section`.

    counterpart: the other facility of a transfer; place: hospital, station of handing over; reason: why.
    """

    kind = models.CharField(max_length=12, choices=MovementKind)
    to_section = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    counterpart = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(OfPerson.Meta):
        constraints = [
            *OfPerson.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="shift", to_section__isnull=False) | (~Q(kind="shift") & Q(to_section__isnull=True)),
                name="only_a_move_has_two_sections",
            ),
            models.CheckConstraint(
                condition=Q(to_section__isnull=True) | ~Q(to_section=F("section")), name="a_move_goes_elsewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="movement_at"),  # all flows of a window
            models.Index(fields=["facility", "at"], name="movement_of_facility"),  # a facility's ledger
        ]


class Fever(OfPerson):
    """A temperature at or above the threshold."""

    celsius = models.DecimalField(max_digits=3, decimal_places=1)
    site = models.CharField(max_length=8, choices=Site, default=Site.FOREHEAD)

    class Meta(OfPerson.Meta):
        constraints = [
            *OfPerson.Meta.constraints,
            models.CheckConstraint(condition=Q(celsius__gte=34, celsius__lte=43), name="fever_of_a_living_body"),
        ]
        indexes = [
            models.Index(fields=["at"], name="fever_at"),  # all fevers of a window
            models.Index(fields=["facility", "at"], name="fever_of_facility"),
        ]


class Remeasurement(Entered):
    """The temperature taken again after a fever (复测)."""

    fever = models.ForeignKey(Fever, on_delete=models.PROTECT, related_name="remeasurements")
    celsius = models.DecimalField(max_digits=3, decimal_places=1)
    site = models.CharField(max_length=8, choices=Site, default=Site.ARMPIT)

    class Meta(Entered.Meta):
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(condition=Q(celsius__gte=34, celsius__lte=43), name="remeasured_a_living_body"),
        ]


class OutcomeKind(models.TextChoices):
    ISOLATED = "isolated", _("Isolated alone")
    HOSPITAL = "hospital", _("Sent to a fever clinic")
    CLEARED = "cleared", _("Cleared")


class Outcome(Entered):
    """What was decided about a fever; a later decision replaces it."""

    fever = models.ForeignKey(Fever, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=OutcomeKind)

    class Meta(Entered.Meta):
        constraints = [
            *Entered.Meta.constraints,
            models.UniqueConstraint(fields=["fever"], condition=Q(replaced_at__isnull=True), name="one_outcome"),
        ]


class Strength(Entered):
    """A facility's officers on a day: inside on duty, in isolation, on standby. `inside_since`: first day of the shift."""

    day = models.DateField()
    on_duty = models.PositiveSmallIntegerField()
    in_isolation = models.PositiveSmallIntegerField()
    on_standby = models.PositiveSmallIntegerField()
    inside_since = models.DateField(null=True)

    class Meta(Entered.Meta):
        constraints = [
            *Entered.Meta.constraints,
            models.UniqueConstraint(
                fields=["day", "facility"], condition=Q(replaced_at__isnull=True), name="one_strength_a_day"
            ),
            models.CheckConstraint(
                condition=Q(inside_since__isnull=True) | Q(inside_since__lte=F("day")), name="inside_before_the_day"
            ),
        ]

    @property
    def total(self) -> int:
        return self.on_duty + self.in_isolation + self.on_standby

    def says(self) -> tuple[object, ...]:
        return self.on_duty, self.in_isolation, self.on_standby, self.inside_since
