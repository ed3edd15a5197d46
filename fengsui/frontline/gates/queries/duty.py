"""Who hears of an alert at once, and which unit handles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.gates.rights import ON_DUTY
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import queries as org
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Shift

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit


def answering(unit: Unit) -> tuple[Unit, list[Person]]:
    """The unit that handles an alert: the gate's, or the first above where somebody may. And whom to tell now.

    That is everybody who may handle it there, and whoever sits on duty at the first unit, from the gate's upwards, that is manned.
    """
    chain = [unit, *reversed(org.above(unit, org.line_of(unit)))]
    holders = scope.holders_of("gates.handle", [one.pk for one in chain])
    answers = next((one for one in chain if holders.get(one.pk)), unit)
    told = {person.pk: person for person in (*holders.get(answers.pk, []), *_on_duty(chain))}
    return answers, list(told.values())


def _on_duty(chain: list[Unit]) -> list[Person]:
    rows = Shift.objects.filter(seat__unit__in=chain, seat__kind__in=ON_DUTY, period__contains=clock.now())
    found: dict[int, list[Person]] = {}
    for shift in rows.select_related("person", "seat").order_by("pk"):
        found.setdefault(shift.seat.unit_id, []).append(shift.person)  # type: ignore[union-attr]
    return next((found[one.pk] for one in chain if one.pk in found), [])
