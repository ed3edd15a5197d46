"""What the duty chief must hear of at once, and what was done about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates import reasons
from fengsui.frontline.gates.models.gates import Gate
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


LATE = timedelta(minutes=30)


class AlertKind(models.TextChoices):
    FEVER = "fever", _("Fever")
    LISTED = "listed", _("Listed person")
    REFUSAL = "refusal", _("Turned away")


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "gates.view"))

    def as_known(self, known: datetime | None) -> Self:
        """Those heard of by a moment; None: all."""
        return self if known is None else self.filter(known_at__lte=known)

    def closed(self, at: datetime | None = None, known: datetime | None = None, *, closed: bool = True) -> Self:
        """Those that are closed, or open: now, or by the last deciding step that happened by a moment and was known at another."""
        if at is None and known is None:
            return self.filter(closed_at__isnull=not closed)
        steps = Step.objects.filter(alert=OuterRef("pk"), kind__in=DECISIVE)
        steps = steps if at is None else steps.filter(at__lte=at)
        steps = steps if known is None else steps.filter(known_at__lte=known)
        last = Subquery(steps.order_by("-at", "-known_at", "-pk").values("kind")[:1])
        then = self.alias(then=Coalesce(last, Value(StepKind.REOPENED)))
        return then.filter(then__in=CLOSING) if closed else then.exclude(then__in=CLOSING)


class Alert(models.Model):
    """Open until its last step closes it. At most one of a kind of a passage.

    at: when it happened at the gate; known_at: when we heard of it; opened_at: since when it must be handled (again).
    answers: the unit that handles it: the gate's, or the first above it where somebody may.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="alerts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AlertKind)
    passage = models.UUIDField()
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    heat = models.SmallIntegerField(null=True)  # tenths of °C, the last reading
    reason = models.CharField(max_length=20, blank=True)  # why somebody was turned away
    listed = models.ForeignKey("Listed", on_delete=models.PROTECT, null=True, related_name="alerts")
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[AlertQuerySet] = AlertQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "kind"], name="alerted_once")]
        indexes = [
            models.Index(fields=["unit", "-at"], name="alert_of_unit"),
            models.Index(fields=["unit"], condition=Q(closed_at__isnull=True), name="alert_open"),
        ]

    @property
    def about(self) -> str:
        return f"gates.alert:{self.pk}"

    def ended(self, steps: Iterable[Step]) -> datetime | None:
        """When it was closed by its steps, in their order; None: it is open."""
        last = [one for one in steps if one.kind in DECISIVE][-1:]
        return last[0].at if last and last[0].kind in CLOSING else None

    @property
    def celsius(self) -> float | None:
        return None if self.heat is None else self.heat / 10

    @property
    def is_late(self) -> bool:
        """Heard of noticeably after it happened: the phone was without a network."""
        return self.known_at - self.at > LATE

    @property
    def word(self) -> str:
        """What it is, as a title."""
        if self.kind == AlertKind.FEVER and self.heat:
            return gettext("Fever of %(heat)s °C") % {"heat": f"{self.heat / 10:.1f}"}
        if self.kind == AlertKind.REFUSAL and self.reason:
            return gettext("Turned away: %(why)s") % {"why": reasons.word(self.reason)}
        return str(AlertKind(self.kind).label)


class StepKind(models.TextChoices):
    REMEASURED = "remeasured", _("Measured again")
    ISOLATED = "isolated", _("Isolated alone")
    CLINIC = "clinic", _("Sent to a fever clinic")
    CLEARED = "cleared", pgettext_lazy("gates", "Cleared")
    SENT_BACK = "sent_back", _("Persuaded to go back")
    REPORTED = "reported", _("Told the authority")
    REOPENED = "reopened", pgettext_lazy("gates", "Opened again")


CLOSING = (StepKind.CLINIC, StepKind.CLEARED, StepKind.SENT_BACK, StepKind.REPORTED)
DECISIVE = (*CLOSING, StepKind.REOPENED)


class Step(models.Model):
    """What was done about an alert. It may come from the phone, any number of times: the id is the sender's.

    site "unreadable": no reading was possible.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    device = models.UUIDField(null=True)
    heat = models.SmallIntegerField(null=True)
    site = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "known_at", "pk"]

    @property
    def celsius(self) -> float | None:
        return None if self.heat is None else self.heat / 10


class ListedQuerySet(models.QuerySet["Listed"]):
    def visible_to(self, person: Person) -> Self:
        """Who may list people sees who is listed, and so does who handles the alerts."""
        return self.filter(unit__in=scope.seen(person, "gates.list", "gates.handle"))

    def on(self, moment: datetime | None = None) -> Self:
        """Whom gates look out for at a moment (now)."""
        moment = moment or clock.now()
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), since__lte=moment, until__gt=moment)


class Listed(models.Model):
    """A person whom an authority asks gates to look out for, until a moment. Sealed under the person's own key.

    authority: who supplied it; paper: the number of its paper. By the number a passage is recognised; by the name alone only hinted at.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # its gates and those below
    authority = models.CharField(max_length=120)
    paper = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    name_sealed = models.BinaryField(default=b"")
    number_sealed = models.BinaryField(default=b"")
    since = models.DateTimeField()
    until = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[ListedQuerySet] = ListedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="listed_times")]
        indexes = [models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="listed_in_force")]

    @property
    def about(self) -> str:
        return f"gates.listed:{self.pk}"
