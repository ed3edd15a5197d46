from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.counting import about
from fengsui.frontline.custody.actions.steps import happened, lock, named
from fengsui.frontline.custody.models import Confirmation, Count, Slot
from fengsui.frontline.custody.queries.hours import RollCall, timetable
from fengsui.frontline.custody.queries.places import sections
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def confirm(facility: Unit, day: date, slot: str, *, by: Actor, at: datetime | None = None) -> Confirmation:
    """Confirm a facility's complete roll-call: the leader on duty, who did not count it.

    Refused while sections are missing. Confirming again what is confirmed changes nothing.
    """
    scope.require(by, "custody.confirm", facility)
    lock(facility)
    call, moment = RollCall(day, Slot(slot)), happened(at)
    known = Confirmation.objects.as_known().filter(facility=facility, day=day, slot=slot).first()
    if known:
        deeds.told()
        return known
    counts = list(Count.objects.as_known().filter(facility=facility, day=day, slot=slot))
    _check_complete(facility, day, counts)
    if by.pk and by.pk in {row.entered_by_id for row in counts}:
        raise Refused("custody.four_eyes", _("You counted yourself; who counted does not confirm. Another leader can."))
    made = Confirmation.objects.create(
        facility=facility, day=day, slot=call.slot, entered_by=named(by), at=moment, known_at=clock.now()
    )
    obligations.meet(f"custody.confirm_{call.slot}", f"org.unit:{facility.pk}", day.isoformat(), by=by, at=moment)
    journal.write(
        "custody.confirmed", by=by.pk, unit=facility.pk, about=about(facility, call), at=moment,
        roll_call=timetable(day).at(facility, call).isoformat(), total=sum(row.total for row in counts),
    )  # fmt: skip
    return made


def _check_complete(facility: Unit, day: date, counts: list[Count]) -> None:
    counted = {row.section_id for row in counts}
    missing = [unit.label for unit in sections([facility.pk], day).get(facility.pk, []) if unit.pk not in counted]
    if missing or not counted:
        names = _(", ").join(missing) or facility.label
        raise Refused("custody.incomplete", _("Not counted yet: %(sections)s.") % {"sections": names})
