"""Looking at a name of a passage in full: with a reason, in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions.regulars import needed
from fengsui.frontline.gates.queries import store
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.scope import Actor


@action
def unmask(gate: Gate, passage: UUID, *, reason: str, by: Actor) -> store.Opened:
    """Show what a passage of a gate says of a person in full."""
    scope.require(by, "gates.unmask", gate.unit)
    because = needed(reason)
    row = store.standing().filter(pk=passage, gate=gate).first()
    if row is None:
        raise Refused("gates.no_passage", _("This passage is not there any more."))
    journal.write("gates.unmasked", by=by.pk, unit=gate.unit_id, about=gate.about, person=str(passage), reason=because)
    return store.opened([row], masked=False)[row.pk]
