"""A filing and how it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.frontline.arrivals.models.doors import Door
from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class FilingKind(models.TextChoices):
    LODGER = "lodger", _("Lodger report")
    RETURNEE = "returnee", _("Returnee registration")


class Way(models.TextChoices):
    LINK = "link", _("By link or poster")
    DESK = "desk", _("At the desk")
    PHONE = "phone", _("By telephone")


class Stage(models.TextChoices):
    FILED = "filed", _("to check")
    CHECKED = "checked", _("checked")
    OBSERVED = "observed", _("under observation")
    RELEASED = "released", pgettext_lazy("observation", "released")
    WITHDRAWN = "withdrawn", _("withdrawn")
    JOINED = "joined", _("joined with another")


OVER = (Stage.RELEASED, Stage.WITHDRAWN, Stage.JOINED)


class Deed(models.TextChoices):
    """What made a step."""

    FILED = "filed", _("filed")
    CORRECTED = "corrected", _("corrected")
    CHECKED = "checked", _("checked")
    OBSERVED = "observed", _("put under observation")
    RELEASED = "released", pgettext_lazy("observation", "released")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    JOINED = "joined", _("joined with another")
    UNDONE = "undone", _("step taken back")


class Filing(models.Model):
    """One form as it was filed (登记件). The id is the client's: sent twice it is filed once.

    at: when the person came; known_at: when it was filed, on the domain's clock; wall_at: by the real one; unit: where.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=8, choices=FilingKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, related_name="filings")
    way = models.CharField(max_length=5, choices=Way)
    receipt = models.CharField(max_length=9, unique=True)
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    wall_at = models.DateTimeField()
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way="link", door__isnull=False) | ~Q(way="link"), name="link_has_a_door"
            ),
        ]
        indexes = [models.Index(fields=["known_at"], name="filing_known")]  # the numbers of a window

    @property
    def about(self) -> str:
        return f"arrivals.filing:{self.pk}"


class Step(Known):
    """How a filing stands since `at`: the current one has not been replaced. `unit` answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=9, choices=Stage)
    deed = models.CharField(max_length=9, choices=Deed)
    because = models.CharField(max_length=200, blank=True)
    into = models.ForeignKey(Filing, on_delete=models.PROTECT, null=True, related_name="joined")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(replaced_at__isnull=True), name="filing_stands_one_way"
            ),
            models.CheckConstraint(
                condition=Q(stage="joined", into__isnull=False) | (~Q(stage="joined") & Q(into__isnull=True)),
                name="only_joined_has_another",
            ),
            models.CheckConstraint(condition=Q(into__isnull=True) | ~Q(into=F("filing")), name="joined_with_another"),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "-id"], condition=Q(replaced_at__isnull=True), name="step_list"),
            models.Index(fields=["filing", "-id"], name="step_of_filing"),  # the course of one
        ]
