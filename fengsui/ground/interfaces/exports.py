from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces import queries
from fengsui.ground.interfaces.models import Attempt, Delivery
from fengsui.ground.org.queries import names
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _tokens(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all that the person sees
    rows = list(queries.tokens(person))
    people = names(row.person_id for row in rows)
    for row in rows:
        yield [
            row.name, row.unit.label, people.get(row.person_id, ""), str(row.state.label), _t(", ").join(row.scopes),
            _t(", ").join(row.networks), row.expires_at, row.used_at,
        ]  # fmt: skip


def _webhooks(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all that the person sees
    for row in queries.subscriptions(person):
        counted: list[Any] = [getattr(row, name) for name in ("waiting", "dead", "arrived_at")]
        yield [
            row.name, row.unit.label, row.url, row.get_level_display(), _t(", ").join(row.kinds), *counted,
        ]  # fmt: skip


def _sent(person: Person, query: Query) -> QuerySet[Delivery]:
    seen = queries.subscriptions(person).values("pk")
    rows = Delivery.objects.filter(subscription__in=seen).order_by("-pk")
    return rows.filter(subscription=UUID(query["pk"])) if "pk" in query else rows.none()


def _parcels(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = list(_sent(person, query))
    last = {one.delivery_id: one for one in Attempt.objects.filter(delivery__in=rows).order_by("pk")}
    for row in rows:
        said = last.get(row.pk)
        status, words = (said.status, said.said) if said else (None, None)
        yield [row.made_at, str(row.key), row.facts, str(row.state.label), row.attempts, status, words]


TOKENS = Table(
    "interfaces.tokens", _("Tokens"), "interfaces.answer",
    (
        Column(_("Name of the system"), 28), Column(_("Unit"), 28), Column(_("Who answers for it"), 16), Column(_("State"), 12),
        Column(_("It may"), 36), Column(_("Only from these networks"), 24), Column(_("Holds until"), 18),
        Column(_("Last used"), 18),
    ),
    _tokens, total=lambda person, _query: queries.tokens(person).count(),
)  # fmt: skip
WEBHOOKS = Table(
    "interfaces.webhooks", _("Webhooks"), "interfaces.view",
    (
        Column(_("Name of the system"), 28), Column(_("Unit"), 28), Column(_("Address"), 40), Column(_("Fields that are sent"), 20),
        Column(_("Kinds of facts"), 50), Column(_("Waiting"), 10), Column(_("Given up"), 10), Column(_("Last arrived"), 18),
    ),
    _webhooks, total=lambda person, _query: queries.subscriptions(person).count(),
)  # fmt: skip
PARCELS = Table(
    "interfaces.parcels", _("Parcels"), "interfaces.view",
    (
        Column(_("Packed"), 18), Column(_("Key"), 38), Column(_("Facts"), 10), Column(_("State"), 14),
        Column(_("Attempts"), 10), Column(_("Status"), 10), Column(_("The receiver said"), 50),
    ),
    _parcels, total=lambda person, query: _sent(person, query).count(),
)  # fmt: skip
