from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import queries
from fengsui.ground.messages.queries import outbox, replies, rounds
from fengsui.ground.tables.declare import Column, Table
from fengsui.ground.vault.queries import mask_name
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fengsui.ground.messages.models import Reach, Round
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 20_000  # rows in one sheet


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in queries.wanted(person, query).order_by("-pk").iterator(500):
        yield [row.sent_at, row.unit.label if row.unit else None, queries.text(row), row.read_at]


INBOX = Table(
    "messages.inbox", _("Inbox"), "org.view",
    (Column(_("Sent"), 18), Column(_("Unit"), 28), Column(_("Message"), 70), Column(_("Read"), 18)),
    _rows, total=lambda person, query: queries.wanted(person, query).count(),
)  # fmt: skip


def _outbox(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in outbox.shown(person, outbox.outbox(person, query).order_by("-pk")[:MOST]):
        one = row.one
        yield [
            mask_name(row.name), one.get_channel_display(), one.unit.code if one.unit else None,
            one.unit.label if one.unit else None, clock.local(one.made_at), str(row.state.label), one.sent_at,
            one.delivered_at, one.attempts, one.cost, one.said,
        ]  # fmt: skip


OUTBOX = Table(
    "messages.outbox", _("Outbox"), "messages.outbox",
    (
        Column(_("Person"), 12), Column(_("Channel"), 12), Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("Made"), 18),
        Column(_("State"), 16), Column(_("Sent"), 18), Column(_("Delivered"), 18), Column(_("Attempts"), 8, 0),
        Column(_("Cost in yuan"), 10, 4), Column(_("Last words"), 40),
    ),
    _outbox, total=lambda person, query: outbox.outbox(person, query).count(),
)  # fmt: skip


def _costs(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all that one sees
    for row in outbox.costs(person):
        unit = row.unit
        yield [
            f"{row.month:%Y-%m}",
            unit.code if unit else None,
            unit.label if unit else None,
            row.channel,
            row.texts,
            row.cost,
        ]


COSTS = Table(
    "messages.costs", _("Costs of messages"), "messages.outbox",
    (
        Column(_("Month"), 10), Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("Channel"), 14),
        Column(_("Texts"), 10, 0), Column(_("Cost in yuan"), 12, 2),
    ),
    _costs,
)  # fmt: skip


def _rounds(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all that one sees
    for one in rounds.rounds(person)[:MOST]:
        yield [one.title, one.unit.code, one.unit.label, clock.local(one.at), one.people, one.reached, one.closed_at]  # type: ignore[attr-defined]


ROUNDS = Table(
    "messages.rounds", _("Copy and mark"), "messages.tell",
    (
        Column(_("What it is about"), 40), Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("Written down"), 18),
        Column(_("People"), 8, 0), Column(_("Told"), 8, 0), Column(_("Closed"), 18),
    ),
    _rounds, total=lambda person, _query: rounds.rounds(person).count(),
)  # fmt: skip

_PEOPLE = (
    Column(_("Person"), 12), Column(_("What it is about"), 40), Column(_("Unit"), 28), Column(_("State"), 14),
    Column(_("Reason"), 30), Column(_("When"), 18),
)  # fmt: skip


def _people(person: Person, rows: Iterable[Reach]) -> Iterator[list[Any]]:
    for row in rounds.shown(person, rows, _t("not marked yet")):
        said, about = row.reach.mark, row.reach.round
        yield [
            mask_name(row.name), about.title, about.unit.label, row.word, said.reason if said else None,
            clock.local(said.at) if said else None,
        ]  # fmt: skip


def _missing(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all that one sees
    return _people(person, rounds.missing(person)[:MOST])


MISSING = Table(
    "messages.missing", _("Not reached yet"), "messages.tell", _PEOPLE, _missing,
    total=lambda person, _query: rounds.missing(person).count(),
)  # fmt: skip


def _found(person: Person, query: Query) -> Round:
    try:
        found = rounds.rounds(person).filter(pk=UUID(query.get("pk", ""))).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused("messages.gone", _("This does not exist, or it is not yours to see."))
    return found


def _round(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = _found(person, query).reaches.select_related("mark", "round__unit").order_by("position")
    return _people(person, rows)


ROUND = Table(
    "messages.round", _("People told by hand"), "messages.tell", _PEOPLE, _round,
    total=lambda person, query: _found(person, query).reaches.count(),
)  # fmt: skip


def _replies(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in replies.shown(person, replies.replies(person, query).order_by("-pk")[:MOST]):
        one = row.reply
        yield [
            mask_name(row.name) or None, row.number, one.unit.label, clock.local(one.at), "—" if row.text else None,
            one.handled_at,
        ]  # fmt: skip


REPLIES = Table(
    "messages.replies", _("Replies"), "messages.answer",
    (
        Column(_("Person"), 12), Column(_("From the number"), 14), Column(_("Unit"), 28), Column(_("Sent"), 18), Column(_("Text"), 10),
        Column(_("Dealt with"), 18),
    ),
    _replies, total=lambda person, query: replies.replies(person, query).count(),
)  # fmt: skip
