"""Binding a phone from the desk: for whom, until when. The code is shown once and never stored."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import binding
from fengsui.frontline.gates.queries.gates import keepers
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor

LONGEST = timedelta(hours=36)  # a phone is bound for a shift, not for good
SPARE = timedelta(hours=1)  # after the shift: who relieves is late
SHIFT = timedelta(hours=9)  # without a roster
LABEL = 40


@action
def invite(gate: Gate, *, keeper: Person | None, label: str, until: datetime, by: Actor) -> str:
    """Make a code that binds one phone: for somebody of the roster, or for a partner's worker by a label without a name."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    now, label = clock.now(), label.replace("\x00", "").strip()
    if gate.until is not None and gate.until <= clock.today():
        raise Refused("gates.closed", _("This gate is closed."))
    if not now < until <= now + LONGEST:
        raise Refused(
            "gates.until", _("A phone is bound for the shift: at most %(n)d hours from now.")
            % {"n": LONGEST // timedelta(hours=1)}, field="until",
        )  # fmt: skip
    if keeper is not None and keeper.pk not in {shift.person_id for shift in keepers(gate)}:
        raise Refused("gates.keeper", _("Nobody of this name stands at this gate now or next."), field="keeper")
    if keeper is None and not label:
        raise Refused("gates.label", _("Say what the phone is called, for example “Xing’an 2”."), field="label")
    if len(label) > LABEL:
        raise Refused("gates.label", _("At most %(n)d characters.") % {"n": LABEL}, field="label")
    code = binding.invite(gate, keeper=keeper, until=until, by=by)
    gate.invitations.filter(pk=gate.invitations.order_by("-pk").values("pk")[:1]).update(label=label)
    return code


def offered(gate: Gate) -> dict[UUID, datetime]:
    """Until when a phone is bound if nothing else is said: an hour after the end of each keeper's shift."""
    return {shift.person_id: shift.period.upper + SPARE for shift in keepers(gate)}
