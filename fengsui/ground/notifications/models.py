from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime

KEPT = pgtrigger.Update | pgtrigger.Delete


class Template(models.Model):
    """What a unit tells persons again and again. `letters`: what stands before the year in its numbers, if the unit has any."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notification_templates")
    title = models.CharField(max_length=60)
    letters = models.CharField(max_length=20, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="a_template_once"),
            models.UniqueConstraint(fields=["unit", "letters"], condition=~Q(letters=""), name="template_letters_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return f"notifications.template:{self.pk}"

    @property
    def latest(self) -> Wording:
        return self.wordings.latest("version")


class Wording(models.Model):
    """A version of a template. each: the fields that every person has of its own; shared: those that a batch has once."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="wordings")
    version = models.SmallIntegerField()
    text = models.TextField()
    each = models.JSONField(default=list)
    shared = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "version"], name="a_version_once")]
        triggers = [pgtrigger.Protect(name="wordings_stay", operation=KEPT)]


class Counter(models.Model):
    """The last number of a template in a year. Whoever merges holds its lock until the end of the transaction."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="counters")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "year"], name="one_notification_counter_a_year")]


class Batch(models.Model):
    """One merge of a wording to persons. day: the date on the paper; made_at: when it was numbered."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notification_batches")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="batches")
    day = models.DateField()
    shared = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    first = models.IntegerField()
    last = models.IntegerField()
    void_at = models.DateTimeField(null=True)
    void_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    void_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=models.F("first")), name="batch_has_numbers"),
            models.CheckConstraint(
                condition=Q(void_at__isnull=True) | ~Q(void_because=""), name="batch_void_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="batch_of_unit")]  # the list of a unit, newest first
        triggers = [pgtrigger.Protect(name="batches_stay", operation=pgtrigger.Delete)]

    @property
    def about(self) -> str:
        return f"notifications.batch:{self.pk}"

    @property
    def numbers(self) -> str:
        """测司告〔2020〕1—35号."""
        head = f"{self.wording.template.letters}〔{self.day.year}〕"
        return f"{head}{self.first}号" if self.first == self.last else f"{head}{self.first}—{self.last}号"


class Outcome(models.TextChoices):
    SERVED = "served", _("Handed over, not yet signed")
    SIGNED = "signed", _("Signed for")
    REFUSED = "refused", _("Refused, with a witness")
    RETURNED = "returned", _("Returned, not reached")


RECEIPTS = (Outcome.SIGNED, Outcome.REFUSED)  # with these it is proved that the person was told


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> NotificationQuerySet:
        """Those that still have no receipt: not void, neither signed for nor refused with a witness."""
        proved = Service.objects.as_known().filter(notification=OuterRef("pk"), outcome__in=RECEIPTS)
        return self.filter(~Exists(proved), batch__void_at=None)


class Notification(models.Model):
    """What one person is told. The id is the person's in the vault; a person told twice is two of them."""

    id = models.UUIDField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="notifications")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.IntegerField()
    name_sealed = models.BinaryField(default=b"")
    fields_sealed = models.BinaryField(default=b"")  # a JSON object of the wording's own fields

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "year", "number"], name="a_notification_once")]
        triggers = [pgtrigger.Protect(name="notifications_stay", operation=pgtrigger.Delete)]

    @property
    def number_label(self) -> str:
        """测司告〔2020〕7号."""
        return f"{self.template.letters}〔{self.year}〕{self.number}号"

    @property
    def is_destroyed(self) -> bool:
        return not self.name_sealed


class Service(Known):
    """What became of handing it over. `at`: when; a later row replaces an earlier one, a receipt only with a reason."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="services")
    outcome = models.CharField(max_length=8, choices=Outcome)
    details_sealed = models.BinaryField(default=b"")  # a JSON object: place, witness, remark
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notification"], condition=Q(replaced_at__isnull=True), name="served_once")
        ]
        triggers = [pgtrigger.Protect(name="services_stay", operation=pgtrigger.Delete)]


def state_of(service: Service | None) -> str:
    """Its outcome's word, or that it waits."""
    return str(Outcome(service.outcome).label) if service else str(_("Not handed over yet"))


def known_before(rows: models.QuerySet[Batch], moment: datetime | None) -> models.QuerySet[Batch]:
    """The batches that were there at a moment (now)."""
    return rows if moment is None else rows.filter(made_at__lte=moment)
