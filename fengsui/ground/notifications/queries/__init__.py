"""Reading notifications. Import as `from fengsui.ground.notifications import queries as notifications`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from fengsui.ground.notifications.models import (
    RECEIPTS,
    Batch,
    Notification,
    Outcome,
    Service,
    Template,
    known_before,
    state_of,
)
from fengsui.ground.org import scope
from fengsui.ground.org.queries import names
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


_TONES: dict[str, str] = {
    Outcome.SIGNED: "good", Outcome.REFUSED: "good", Outcome.SERVED: "busy", Outcome.RETURNED: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A notification with its name, in full or masked, and what became of it."""

    notification: Notification
    name: str
    fields: str
    service: Service | None
    details: dict[str, str]
    by: str

    @property
    def state(self) -> str:
        if self.notification.batch.void_at and not self.is_proved:
            return str(_("Void"))
        return state_of(self.service)

    @property
    def tone(self) -> str:
        if self.notification.batch.void_at and not self.is_proved:
            return "still"
        return _TONES[self.service.outcome] if self.service else "due"

    @property
    def is_proved(self) -> bool:
        return self.service is not None and self.service.outcome in [str(one) for one in RECEIPTS]


def batches(person: Person, known: datetime | None = None) -> QuerySet[Batch]:
    """The batches that a person may see."""
    rows = Batch.objects.filter(unit__in=scope.seen(person, "notifications.view").values("pk"))
    return known_before(rows, known).select_related("unit", "wording__template")


def counted(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    """Add `told` and `proved`: how many persons, and how many with a receipt."""
    receipt = Service.objects.as_known().filter(notification=OuterRef("notifications__pk"), outcome__in=RECEIPTS)
    return rows.annotate(told=Count("notifications"), proved=Count("notifications", filter=Q(Exists(receipt))))


def listed(person: Person, query: Mapping[str, str]) -> QuerySet[Batch]:
    """Those that a page's parameters ask for: `own` units alone."""
    rows = batches(person)
    if query.get("own"):
        rows = rows.filter(unit__in=scope.own_ids(person, "notifications.view"))
    return counted(rows)


def templates(person: Person) -> QuerySet[Template]:
    """The templates that a person may see, those in use first."""
    rows = Template.objects.filter(unit__in=scope.seen(person, "notifications.view").values("pk"))
    return rows.select_related("unit").order_by("retired_at", "unit__code", "title")


def of_batch(batch: Batch, query: Mapping[str, str], known: datetime | None = None) -> QuerySet[Notification]:
    """The notifications of a batch, in their order: all, or by `state` those in it (`waiting`: without a receipt)."""
    rows, state = batch.notifications.order_by("number"), query.get("state", "")
    if state == "waiting":
        proved = Service.objects.as_known(known).filter(notification=OuterRef("pk"), outcome__in=RECEIPTS)
        return rows.filter(~Exists(proved))
    if state in Outcome.values:
        there = Service.objects.as_known(known).filter(notification=OuterRef("pk"), outcome=state)
        return rows.filter(Exists(there))
    return rows


def tally(batch: Batch, known: datetime | None = None) -> dict[str, int]:
    """How many of a batch are in each state; "" for those of whom nothing was entered."""
    rows = Service.objects.as_known(known).filter(notification__batch=batch)
    found: dict[str, int] = dict(rows.values_list("outcome").annotate(n=Count("pk")).order_by("outcome"))
    return {"": batch.last - batch.first + 1 - sum(found.values()), **found}


def waiting(person: Person) -> QuerySet[Notification]:
    """Everybody in reach who has no receipt, the oldest first."""
    rows = Notification.objects.waiting().filter(batch__in=batches(person).values("pk"))
    return rows.select_related("batch__unit", "batch__wording__template", "template").order_by("pk")


def shown(rows: Iterable[Notification], *, full: bool, known: datetime | None = None) -> list[Row]:
    """The rows of a list: names as they are for whoever hands them over, masked for all others. Four queries."""
    found = list(rows)
    services = {
        one.notification_id: one
        for one in Service.objects.as_known(known).filter(notification__in=[row.pk for row in found])
    }
    opened = vault.open_all(
        triple
        for row in found
        for triple in (
            (row.pk, "name", row.name_sealed), (row.pk, "fields", row.fields_sealed),
            (row.pk, "details", services[row.pk].details_sealed if row.pk in services else b""),
        )
    )  # fmt: skip
    people = names(one.entered_by_id for one in services.values())
    return [
        _row(row, opened[3 * n : 3 * n + 3], services.get(row.pk), people, full=full) for n, row in enumerate(found)
    ]


def _row(row: Notification, opened: list[str], service: Service | None, people: dict[UUID, str], *, full: bool) -> Row:
    name, fields, details = opened
    said: dict[str, str] = json.loads(fields or "{}")
    entered = people.get(service.entered_by_id, "") if service and service.entered_by_id else _("the system")
    return Row(
        row, name if full else vault.mask_name(name), " · ".join(said.values()) if full else "",
        service, json.loads(details or "{}") if full else {}, entered if service else "",
    )  # fmt: skip
