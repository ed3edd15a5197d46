"""Reminding by hand: a duty chief asks whoever is still open below a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations.actions.telling import to_holders
from fengsui.ground.obligations.models import Obligation, Told
from fengsui.ground.obligations.queries.hours import hours
from fengsui.ground.obligations.queries.standing import open_below
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Chased:
    """What came of it: things and persons reminded of, things for which nobody holds an office, things left in peace."""

    things: int
    persons: int
    nobody: int
    spared: int


@action
def chase(
    unit: Unit, line: str, *, sender: Unit, by: Actor, kind: str = "", day: date | None = None, about: str = ""
) -> Chased:
    """Remind whoever can meet what is open at or below a unit, in the name of `sender`. Who is done hears nothing.

    about: only what is owed about this ("room.thing:id"), whenever it is due.

    A thing is left in peace if it was chased within `obligations.chase_again`, or if quiet hours hold it and it is not
    urgent. Refused as `obligations.done`, `.again`, `.quiet` or `.nobody` if nothing is left to remind of.
    """
    scope.require(by, "obligations.chase", unit)
    now = clock.now()
    rows = _lock(open_below(unit, line, day or clock.today(), kind, about))
    chosen = _spare(rows, now)
    things, persons = to_holders("obligations.chased", chosen, now, stage=Told.CHASED, sender=sender)
    if not things:
        raise Refused(
            "obligations.nobody", _("Nobody there holds an office that could be reminded; telephone instead.")
        )
    journal.write(
        "obligations.chased", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", what=kind, things=things,
        persons=persons,
    )  # fmt: skip
    return Chased(things, persons, len(chosen) - things, len(rows) - len(chosen))


def _lock(rows: list[Obligation]) -> list[Obligation]:
    """The rows that are still open once nobody else chases them: two who press at once remind once."""
    measured = hours(clock.now())
    keys = [row.pk for row in rows]
    still = Obligation.objects.open().filter(pk__in=keys).select_for_update(of=("self",)).select_related("unit")
    found = [row for row in still.order_by("due_at", "pk") if not measured.is_over(row)]
    if not found:
        raise Refused("obligations.done", _("Nothing is open there any more; nobody was reminded."))
    return found


def _spare(rows: list[Obligation], now: datetime) -> list[Obligation]:
    """The rows that may be chased now."""
    measured = hours(now)
    loud = [row for row in rows if not measured.is_held(row)]
    if not loud:
        raise Refused(
            "obligations.quiet",
            _(
                "It is quiet hours; only what is urgent can be chased. The rest is reminded of in the morning by itself."
            ),
        )
    chased = Told.objects.filter(obligation__in=loud, stage=Told.CHASED).values_list("obligation_id")
    last = dict(chased.annotate(last=Max("at")))
    found = [row for row in loud if measured.may_chase(row, last.get(row.pk))]
    if not found:
        minutes = measured.again.of(rows[0].unit)
        raise Refused(
            "obligations.again",
            _("They were reminded less than %(minutes)d minutes ago; give them time, or telephone.")
            % {"minutes": minutes},
        )
    return found
