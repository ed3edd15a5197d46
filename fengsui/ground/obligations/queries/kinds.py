from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.utils import translation

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Owing
from fengsui.ground.obligations.models import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person

SOON = timedelta(hours=14)  # tomorrow's morning roll-call is seen in the evening


@cache
def owings() -> dict[str, Owing]:
    return {owing.kind: owing for owing in house.declared("obligations", Owing)}


def mine(person: Person) -> tuple[list[Obligation], list[Obligation]]:
    """What a person owes now, most urgent first, and what opens soon. One query.

    What is urgent even at night comes before what is not: a quarter of an hour is left for it, and the rest is late anyway.
    """
    moment = clock.now()
    rows = Obligation.objects.open(moment + SOON).of(person).select_related("unit").order_by("due_at", "pk")
    now = [row for row in rows if row.opens_at <= moment]
    now.sort(key=lambda row: not owings()[row.kind].urgent)
    return now, sorted((row for row in rows if row.opens_at > moment), key=lambda row: row.opens_at)


def title(obligation: Obligation) -> str:
    return str(owings()[obligation.kind].title).format(unit=obligation.unit, period=obligation.period)


def named(kind: str) -> str:
    """What a kind of obligation is called; one that no room declares any more by its code."""
    owing = owings().get(kind)
    return str(owing.title) if owing else kind


def titles(obligations: list[Obligation]) -> dict[int, str]:
    """Obligation id → what is owed, with one query per kind whose obligations have titles of their own."""
    found = {row.pk: title(row) for row in obligations}
    for kind, owing in owings().items():
        rows = [row for row in obligations if row.kind == kind]
        found |= owing.titles(rows) if owing.titles and rows else {}
    return found


def own_titles(obligations: Iterable[Obligation]) -> dict[int, list[str]]:
    """Obligation id → its own title in Chinese and English, for messages; only of kinds whose things have their own."""
    rows = [row for row in obligations if owings()[row.kind].titles]
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(titles(rows))
    return {row.pk: [one[row.pk] for one in said] for row in rows}


def link(obligation: Obligation) -> str:
    return owings()[obligation.kind].link(obligation)
