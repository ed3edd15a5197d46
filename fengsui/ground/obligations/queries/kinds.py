from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.obligations.declare import Owing
from fengsui.ground.obligations.models import Obligation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


@cache
def owings() -> dict[str, Owing]:
    return {owing.kind: owing for owing in house.declared("obligations", Owing)}


def mine(person: Person) -> QuerySet[Obligation]:
    """What a person owes now, most urgent first."""
    return Obligation.objects.open().of(person).select_related("unit").order_by("due_at", "pk")


def title(obligation: Obligation) -> str:
    return str(owings()[obligation.kind].title).format(unit=obligation.unit, period=obligation.period)


def named(kind: str) -> str:
    """What a kind of obligation is called; one that no room declares any more by its code."""
    owing = owings().get(kind)
    return str(owing.title) if owing else kind


def link(obligation: Obligation) -> str:
    return owings()[obligation.kind].link(obligation)
