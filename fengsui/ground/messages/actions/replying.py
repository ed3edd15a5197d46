"""What people answer. Nothing that came in is lost: whoever cannot be told by the number waits for somebody who knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages.actions.posting import send
from fengsui.ground.messages.actions.ways import NUMBER
from fengsui.ground.messages.models import Provider, Reply
from fengsui.ground.messages.queries import reach
from fengsui.ground.org import index, scope
from fengsui.ground.org.actions.people import PHONE_KIND
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault import actions as seals
from fengsui.ground.vault import queries as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.scope import Actor

_LONG, _REF = 1000, 120  # characters that are kept


@dataclass(frozen=True)
class Said:
    """A reply as a provider hands it over. ref: the provider's own name for it, so that the same one is taken once."""

    ref: str
    number: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime | None = None


@action
def take(provider: Provider, replies: Sequence[Said], *, by: Actor) -> int:
    """Keep replies, each with who has its number; tell those who look after them. Return how many were new."""
    scope.require(by, "messages.answer", provider.unit)
    Provider.objects.select_for_update(of=("self",)).get(
        pk=provider.pk
    )  # the same ones twice at once: the second finds them
    listed = {one.ref[:_REF]: one for one in replies}
    there = set(Reply.objects.filter(provider=provider, ref__in=listed).values_list("ref", flat=True))
    fresh = {ref: one for ref, one in listed.items() if ref not in there}
    if not fresh:
        deeds.told()  # when it was taken
        return 0
    owners = _owners([one.number for one in fresh.values()])
    homes = reach.homes({pk for pk in owners.values() if pk})
    made = [_sealed(provider, one, owners[plain(one.number)], homes) for one in fresh.values()]
    Reply.objects.bulk_create(made)
    for row in made:
        _tell(row)
        kind = "messages.replied" if row.person_id else "messages.strange"
        journal.write(kind, by=by.pk, unit=row.unit_id, about=row.about)
    return len(made)


def plain(number: str) -> str:
    return index.tidy(number).removeprefix("+86").removeprefix("0086")


def _owners(numbers: list[str]) -> dict[str, UUID | None]:
    """Who has each number, if exactly one person has it: as the own address for texts, else as the phone that is kept of them."""
    listed = {plain(one) for one in numbers}
    own, kept = vault.find_many(NUMBER, listed), vault.find_many(PHONE_KIND, listed)
    people = {pk for found in (own, kept) for ids in found.values() for pk in ids}
    known = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
    owners: dict[str, UUID | None] = {}
    for number in listed:
        ids = [pk for pk in own.get(number) or kept.get(number, []) if pk in known]
        owners[number] = ids[0] if len(ids) == 1 else None
    return owners


def _sealed(provider: Provider, one: Said, person: UUID | None, homes: dict[UUID, int]) -> Reply:
    pen = seals.new()
    now = clock.now()
    return Reply(
        id=pen.subject, provider=provider, unit_id=homes.get(person, provider.unit_id) if person else provider.unit_id,
        ref=one.ref[:_REF], number_sealed=pen.seal("number", plain(one.number)), text_sealed=pen.seal("text", one.text[:_LONG]),
        at=min(one.at or now, now), known_at=now, person_id=person,
    )  # fmt: skip


def _tell(row: Reply) -> None:
    """Tell the duty officers of the unit, once each, also when it comes to another unit."""
    kind = "messages.replied" if row.person_id else "messages.strange"
    unit = Unit.objects.get(pk=row.unit_id)
    send(
        kind,
        scope.holders("messages.answer", unit),
        key=f"reply:{row.pk}:{unit.pk}",
        unit=unit,
        url="/messages/replies/",
    )


@action
def assign(reply: Reply, person: Person, *, by: Actor) -> Reply:
    """Say whose reply it is; it goes to the duty officers of that person's unit."""
    held = _held(reply, by)
    home = reach.home_unit(person.pk)
    if home is None:
        raise Refused("messages.nowhere", _("This person belongs to no unit any more."), field="person")
    held.person, held.unit, held.assigned_at = person, home, clock.now()
    held.assigned_by = by if isinstance(by, Person) else None
    held.save(update_fields=["person", "unit", "assigned_at", "assigned_by"])
    journal.write("messages.assigned", by=by.pk, unit=home.pk, about=held.about, person=str(person.pk))
    _tell(held)
    return held


@action
def settle(reply: Reply, *, by: Actor) -> Reply:
    """Say that a reply is dealt with."""
    held = _held(reply, by)
    held.handled_at, held.handled_by = clock.now(), by if isinstance(by, Person) else None
    held.save(update_fields=["handled_at", "handled_by"])
    journal.write("messages.settled", by=by.pk, unit=held.unit_id, about=held.about)
    return held


@action
def reopen(reply: Reply, *, by: Actor) -> Reply:
    """Take that back."""
    scope.require(by, "messages.answer", reply.unit)
    held = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    held.handled_at = held.handled_by = None
    held.save(update_fields=["handled_at", "handled_by"])
    journal.write("messages.reopened", by=by.pk, unit=held.unit_id, about=held.about)
    return held


def _held(reply: Reply, by: Actor) -> Reply:
    scope.require(by, "messages.answer", reply.unit)
    held = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if held.handled_at:
        raise Refused("messages.handled_already", _("Somebody has dealt with this reply already."))
    return held
