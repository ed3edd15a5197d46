"""What the two forms say, and the persons in them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models.filings import Filing
from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class Relation(models.TextChoices):
    FAMILY = "family", _("Family")
    RELATIVE = "relative", _("Relative")
    FRIEND = "friend", _("Friend")
    TENANT = "tenant", _("Tenant")
    WORKER = "worker", _("Works for me")
    OTHER = "other", _("Other")


class Reason(models.TextChoices):
    VISIT = "visit", _("Visit")
    WORK = "work", _("To work")
    STUDY = "study", _("Study")
    TREATMENT = "treatment", _("Medical treatment")
    STRANDED = "stranded", _("Cannot travel on")
    OTHER = "other", _("Other")


class Stay(models.TextChoices):
    """Where the last fourteen days were spent: what the numbers ask of a place of origin."""

    NONE = "none", _("Neither stayed nor stopped in Hubei")
    HUBEI = "hubei", _("Stayed or stopped in Hubei, outside Wuhan")
    WUHAN = "wuhan", _("Stayed or stopped in Wuhan")


class Transport(models.TextChoices):
    TRAIN = "train", _("Train")
    FLIGHT = "flight", _("Flight")
    COACH = "coach", _("Coach")
    CAR = "car", _("Car")
    OTHER = "other", _("Other")


class Contact(models.TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes")
    UNKNOWN = "unknown", _("Not known")


class Symptom(models.TextChoices):
    FEVER = "fever", _("Fever")
    TIRED = "tired", _("Fatigue")
    COUGH = "cough", _("Dry cough")
    THROAT = "throat", _("Sore throat")
    BREATH = "breath", _("Short of breath")
    DIARRHOEA = "diarrhoea", _("Diarrhoea")


class Control(models.TextChoices):
    NONE = "none", _("None")
    HOME = "home", _("Observation at home")
    CENTRAL = "central", _("Central observation")


class Version(Known):
    """What a form says since `known_at`: a correction replaces it by a new row and both stay. No personal value is here."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    origin = models.CharField(max_length=60)
    stay = models.CharField(max_length=5, choices=Stay, default=Stay.NONE)
    celsius = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(replaced_at__isnull=True), name="%(class)s_says_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(celsius__isnull=True) | Q(celsius__gte=34, celsius__lte=43),
                name="%(class)s_of_a_living_body",
            ),
        ]


class LodgerReport(Version):
    """A resident says who from elsewhere lodges with them (居民报告借住的外来人员)."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="lodgers")
    since = models.DateField()
    until = models.DateField(null=True)
    relation = models.CharField(max_length=8, choices=Relation)
    reason = models.CharField(max_length=9, choices=Reason)

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="lodges_forward"),
        ]


class Returnee(Version):
    """Somebody who came home says so (返乡登记): the fields of 2020."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="returnees")
    left_on = models.DateField(null=True)
    arrived_on = models.DateField()
    transport = models.CharField(max_length=6, choices=Transport)
    contact = models.CharField(max_length=7, choices=Contact, default=Contact.NO)
    symptoms = ArrayField(models.CharField(max_length=9, choices=Symptom), default=list)
    control = models.CharField(max_length=7, choices=Control, default=Control.NONE)

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(arrived_on__gte=F("left_on")), name="arrived_after_leaving"
            ),
        ]


class Role(models.TextChoices):
    HOST = "host", _("Host")
    LODGER = "lodger", _("Lodger")
    RETURNEE = "returnee", _("Returnee")
    COMPANION = "companion", _("Companion")


class Sex(models.TextChoices):
    """GB/T 2261.1, without the two that nobody says of themselves."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")
    UNSAID = "9", _("Not stated")


class Party(Known):
    """A person in a filing, as the form says since `known_at`. Everything that tells who it is is sealed under `person`'s key.

    person: the same in every version, also the key in the vault. place: building or present address; home: registered
    address; ride: number and seat of train or flight; contact: what is said of a contact; keeper: who looks after the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="parties")
    person = models.UUIDField()
    role = models.CharField(max_length=9, choices=Role)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNSAID)
    name_sealed = models.BinaryField(default=b"")
    phone_sealed = models.BinaryField(default=b"")
    number_sealed = models.BinaryField(default=b"")
    place_sealed = models.BinaryField(default=b"")
    home_sealed = models.BinaryField(default=b"")
    plate_sealed = models.BinaryField(default=b"")
    ride_sealed = models.BinaryField(default=b"")
    contact_sealed = models.BinaryField(default=b"")
    keeper_sealed = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(replaced_at__isnull=True), name="party_says_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["filing"], name="party_of_filing"),
            models.Index(fields=["person"], name="party_person"),
        ]


class Handover(Known):
    """A unit hands a filing over to another (移交): both see it; until the receiver accepts, the sender answers."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        RECALLED = "recalled", _("recalled")

    id = models.UUIDField(primary_key=True, default=uuid7)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="handovers")
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing"], condition=Q(answer=""), name="one_open_handover"),
            models.CheckConstraint(condition=~Q(sender=F("to")), name="handed_elsewhere"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_with_a_time",
            ),
        ]
        indexes = [models.Index(fields=["to"], condition=Q(answer=""), name="handover_waiting")]

    @property
    def about(self) -> str:
        return f"arrivals.handover:{self.pk}"
