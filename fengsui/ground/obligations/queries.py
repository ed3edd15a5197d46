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


def titles(obligations: list[Obligation]) -> dict[int, str]:
    """Obligation id → what is owed, with one query per kind whose obligations have titles of their own."""
    found = {row.pk: title(row) for row in obligations}
    for kind, owing in owings().items():
        named = [row for row in obligations if row.kind == kind]
        found |= owing.titles(named) if owing.titles and named else {}
    return found


def link(obligation: Obligation) -> str:
    return owings()[obligation.kind].link(obligation)
