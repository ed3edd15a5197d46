"""Taking back what was entered and nothing refers to: as if it had not been, but for the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Capacity, Person, Seat, Shift, Station, Tie, Unit
from fengsui.ground.org.references import followers, referring
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import bulk
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from fengsui.ground.org.scope import Actor

# Which verb lets one enter it lets one withdraw it; in this order nothing refers to what goes.
VERBS: dict[type[Model], str] = {
    Shift: "org.arrange", Appointment: "org.appoint", Seat: "org.arrange", Station: "org.arrange", Capacity: "org.register",
    Person: "org.register", Tie: "org.arrange", Unit: "org.arrange",
}  # fmt: skip


@action
def withdraw_records(rows: dict[type[Model], Iterable[Any]], *, by: Actor) -> int:
    """Take back records by their ids, all or nothing. Return how many.

    Refused, with what stands in the way, if anything that is not withdrawn too refers to them. Persons go with their keys.
    """
    for verb in {VERBS[model] for model in rows}:
        scope.require(by, verb)
    listed = {model: list(rows.get(model, ())) for model in VERBS}
    listed[Tie] += Tie.objects.filter(unit__among=frozenset(listed[Unit])).values_list("pk", flat=True)
    listed[Capacity] += Capacity.objects.filter(person__among=frozenset(listed[Person])).values_list("pk", flat=True)
    if found := referring(listed):
        raise Refused("org.in_use", _("These stand in the way: %(what)s.") % {"what": _(", ").join(found)})
    for rows_of_the_house in followers(listed[Unit]):
        rows_of_the_house.delete()
    vault.destroy(listed[Person])
    for model, ids in listed.items():
        if ids:
            bulk.remove(model, ids)
    count = sum(len(ids) for model, ids in listed.items() if rows.get(model))
    journal.write("org.withdrawn", by=by.pk, unit=None, about="org.records", records=count)
    return count
