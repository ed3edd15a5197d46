"""Who is told at once: everybody who commands above, along every line; the unit itself of what others noted there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.incidents.models import Deed
from fengsui.command.incidents.queries.lines import above
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.command.incidents.models import Step
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor

SILENT = (Deed.UNDONE,)
SAID = 120  # characters of an incident in a message


def tell(step: Step, by: Actor) -> None:
    """One note to each; whoever did it is not told."""
    if step.deed in SILENT:
        return
    kind = "incidents.noted" if step.deed == Deed.PASSED and step.first_at is None else f"incidents.{step.deed}"
    kind = "incidents.reported" if step.deed == Deed.PASSED and step.first_at else kind
    data = {"what": step.kind, "text": step.text[:SAID]}
    if kind == "incidents.noted":
        data["due"] = clock.local(step.first_due_at).strftime("%H:%M")
    messages.send(
        kind, [one for one in ears(step) if one.pk != by.pk], key=f"incidents:{step.pk}", unit=step.unit,
        url=reverse("incidents:incident", args=[step.incident_id]), **data,
    )  # fmt: skip


def ears(step: Step) -> list[Person]:
    """Whoever commands at the units above, and whoever is on duty at the unit itself."""
    commanding = scope.holders_of("incidents.take", [*above(step.unit), step.unit_id])
    found = {one.pk: one for persons in commanding.values() for one in persons}
    if step.stage == "noted" or step.deed == Deed.PASSED:
        found |= {one.pk: one for one in scope.holders("incidents.report", step.unit)}
    return list(found.values())
