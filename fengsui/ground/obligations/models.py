from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def open(self, moment: datetime | None = None) -> Self:
        """Owed now: begun, not met, not void."""
        return self.filter(met_at__isnull=True, void_at__isnull=True, opens_at__lte=moment or clock.now())

    def overdue(self, moment: datetime | None = None) -> Self:
        moment = moment or clock.now()
        return self.open(moment).filter(due_at__lt=moment)

    def of(self, person: Person) -> Self:
        """What a person can still meet, by the rights held now."""
        from fengsui.ground.obligations.queries import owings  # noqa: PLC0415 - the registry imports this table

        alike: dict[
            tuple[str, timedelta | None], list[str]
        ] = {}  # kinds that the same people meet within the same time
        for owing in owings().values():
            if scope.may(person, owing.verb):
                alike.setdefault((owing.verb, owing.lapses), []).append(owing.kind)
        mine = Q(pk__in=[])
        for (verb, lapses), kinds in alike.items():
            still = Q(due_at__gt=clock.now() - lapses) if lapses else Q()
            mine |= still & Q(kind__in=kinds, unit__in=scope.units(person, verb))
        personal = [owing.kind for owing in owings().values() if owing.personal]
        others = Q(subject__contains=":@") & ~Q(subject__endswith=f":@{person.pk}")
        others |= Q(subject__endswith=f":!{person.pk}")
        return self.filter(mine).exclude(others, kind__in=personal)


class Obligation(models.Model):
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    period = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    void_at = models.DateTimeField(null=True)

    objects: ClassVar[ObligationQuerySet] = ObligationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "period"], name="owed_once"),
            models.CheckConstraint(condition=Q(due_at__gte=F("opens_at")), name="due_after_opening"),
        ]
        indexes = [
            models.Index(  # Today: what is owed by my units
                fields=["unit", "due_at"], condition=Q(met_at__isnull=True, void_at__isnull=True), name="owed_open"
            ),
            models.Index(fields=["due_at"], name="owed_due"),  # the tick: what fell due since the last one
        ]

    def is_late(self, moment: datetime | None = None) -> bool:
        """Met after it was due, or not met and due by now."""
        return (self.met_at or moment or clock.now()) > self.due_at


class Told(models.Model):
    """That somebody was told of an obligation, so that nobody hears a thing twice.

    stage: 0 those who can meet it, 1, 2 … so many levels above them; CHASED: by hand, as often as the measure allows.
    A new hour (`due_at`) is told anew.
    """

    CHASED: ClassVar[int] = -1

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="told")
    stage = models.SmallIntegerField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "stage", "due_at"], condition=Q(stage__gte=0), name="told_once_per_stage"
            )
        ]
