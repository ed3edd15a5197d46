"""Passes: the text of one, what one that is shown is worth here and now, who has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef

from fengsui.frontline.gates import cards
from fengsui.frontline.gates.models import Pass, PermitStepKind, Regular
from fengsui.frontline.gates.queries.permits import gone, standing_step
from fengsui.frontline.gates.queries.policy import Card
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.models import Unit


class Shown(NamedTuple):
    """A pass at a gate: what it is worth, whose it is (also of one that is over or was revoked), by what permit."""

    card: Card
    regular: Regular | None = None
    shown: Pass | None = None


def text(row: Pass) -> str:
    """What the QR code of a pass says; its permit is at hand."""
    gate = (row.permit.gate_id or 0) if row.permit else 0
    return cards.write(cards.Text(row.pk, row.regular_id, int(row.until.timestamp()), gate), cards.key())


def pass_key() -> dict[str, str]:
    """By what a phone tells ours from others'."""
    return cards.jwk(cards.key().public_key())


def standing(passes: QuerySet[Pass]) -> QuerySet[Any]:
    """Passes with `stands`: how their permit stands."""
    return passes.annotate(stands=standing_step("permit"))


def good() -> QuerySet[Any]:
    """The passes that are not over, nor revoked, nor their permit."""
    return standing(Pass.objects.filter(until__gt=clock.now())).exclude(gone())


def word(row: Any, moment: datetime) -> tuple[str, Card]:
    """Tone and worth of a pass (with `stands`, its regular at hand) on the screen."""
    left = row.regular.until and row.regular.until <= clock.local(moment).date()
    if row.revoked_at or left or (row.permit_id and row.stands != PermitStepKind.APPROVED):
        return "bad", Card.REVOKED
    return ("still", Card.EXPIRED) if row.until <= moment else ("good", Card.GOOD)


def shown(code: str, gate: Gate) -> Shown:
    """What a pass that is shown at a gate is worth: as a phone says, and by what is in the database."""
    card, said = cards.check(
        code, cards.key().public_key(), gate=gate.pk, now=clock.now().timestamp(), revoked=frozenset()
    )
    if said is None:
        return Shown(card)
    row = standing(Pass.objects.filter(pk=said.pk).select_related("regular", "permit")).first()
    if row is None or row.regular_id != said.regular:
        return Shown(Card.FORGED)
    if word(row, clock.now())[1] == Card.REVOKED:
        card = Card.REVOKED
    elif card == Card.GOOD and row.regular.unit_id != gate.unit_id:
        card = Card.ELSEWHERE
    return Shown(card, row.regular, row)


def without(unit: Unit, building: str = "") -> QuerySet[Regular]:
    """The regulars of a unit (of one building) who have no standing pass that is good."""
    rows = Regular.objects.filter(unit=unit).on()
    if building:
        rows = rows.filter(building=building)
    return rows.exclude(Exists(good().filter(regular=OuterRef("pk"), permit=None)))


def of_unit(unit: Unit) -> QuerySet[Pass]:
    """All passes of a unit's regulars."""
    return Pass.objects.filter(regular__unit=unit)


def of_permits(permits: list[UUID]) -> dict[UUID, Any]:
    """Permit → its good pass."""
    rows = good().filter(permit__in=permits).select_related("regular", "permit").order_by("pk")
    return {row.permit_id: row for row in rows}
