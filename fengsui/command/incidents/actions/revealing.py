"""Reading what is sealed: one at a time, with a reason, which the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.models import Step
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from fengsui.command.incidents.models import Call, Incident
    from fengsui.ground.org.scope import Actor


class Caller(NamedTuple):
    name: str
    number: str


@action
def reveal(incident: Incident, reason: str, *, by: Actor) -> dict[int, str]:
    """What the steps of an incident say of persons: step → words; destroyed ones are left out."""
    unit = Step.objects.as_known().select_related("unit").get(incident=incident).unit
    scope.require(by, "incidents.persons", unit)
    said = saying.reason(reason)
    rows = list(Step.objects.filter(incident=incident).exclude(sealed=b"").order_by("pk").values_list("pk", "sealed"))
    opened = vault.open_all((incident.pk, "persons", sealed) for _pk, sealed in rows)
    journal.write("incidents.revealed", by=by.pk, unit=unit.pk, about=incident.about, reason=said)
    return {pk: text for (pk, _sealed), text in zip(rows, opened, strict=True) if text}


@action
def reveal_caller(call: Call, reason: str, *, by: Actor) -> Caller:
    """Who rang, from which number: to ring back."""
    scope.require(by, "incidents.phone", call.unit)
    said = saying.reason(reason)
    pairs = [(call.pk, "caller", call.caller_sealed), (call.pk, "number", call.number_sealed)]
    name, number = vault.open_all(pairs)
    journal.write("incidents.caller", by=by.pk, unit=call.unit_id, about=call.about, reason=said)
    return Caller(name, number)
