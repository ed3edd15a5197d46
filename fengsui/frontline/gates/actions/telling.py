"""Whom a permit concerns hears of it: the approvers when it is asked for, who asked when it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.gates.queries.permits import link
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions.posting import Letter, post, send
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.frontline.gates.models import PermitStep
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


def tell_approvers(unit: Unit, asking: UUID, people: int, by: Actor) -> int:
    to = [one for one in scope.holders("gates.approve", unit) if one.pk != by.pk]
    return send("gates.permits_asked", to, key=f"gates.asked:{asking}", unit=unit, url=link(asking), n=people)


def tell_askers(kind: str, asked: Iterable[tuple[PermitStep, Unit]], by: Actor) -> int:
    """asked: the first step of each permit that was decided, and its unit. One note per asking."""
    told: dict[UUID, tuple[Person, Unit, int]] = {}
    for step, unit in asked:
        if step.by and step.by_id != by.pk:
            _person, _unit, n = told.get(step.permit.asking, (None, None, 0))
            told[step.permit.asking] = step.by, unit, n + 1
    moment = clock.now().isoformat()
    return post(
        kind,
        [
            Letter(person, f"{kind}:{asking}:{moment}", unit, link(asking), {"n": n})
            for asking, (person, unit, n) in told.items()
        ],
    )
