from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from fengsui.ground.measures import queries as measures
from fengsui.ground.notifications.measures import KEPT_DAYS
from fengsui.ground.notifications.models import Notification, Service
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


def _days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _over(before: datetime) -> QuerySet[Notification]:
    """Made, and last entered, before a moment. One without a receipt too: who was not reached has the right all the more."""
    last = Greatest(F("batch__made_at"), Coalesce(Max("services__known_at"), F("batch__made_at")))
    return Notification.objects.annotate(last=last).filter(last__lt=before)


def _persons(before: datetime) -> set[UUID]:
    return set(_over(before).exclude(name_sealed=b"").values_list("pk", flat=True))


def _served(before: datetime) -> set[UUID]:
    rows = Service.objects.exclude(details_sealed=b"").filter(notification__in=_over(before).values("pk"))
    return set(rows.values_list("notification", flat=True))


PERSONS = Keep(
    Notification, _("Persons who were notified"), ("name_sealed", "fields_sealed"), Purpose.EPIDEMIC,
    days=_days, due=_persons, masks={"name_sealed": mask_name, "fields_sealed": lambda _value: "—"},
)  # fmt: skip
SERVICES = Keep(
    Service, _("Receipts of notifications: place and witness"), ("details_sealed",), Purpose.EPIDEMIC,
    subject="notification", days=_days, due=_served, masks={"details_sealed": lambda _value: "—"},
)  # fmt: skip
