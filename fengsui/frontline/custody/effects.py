from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fengsui.frontline.custody.measures import CLOSED, CONFIRM_GRACE, EVENING_HOUR, GRACE, MORNING_HOUR
from fengsui.frontline.custody.models import Slot, Strength
from fengsui.frontline.custody.queries.hours import both, timetable
from fengsui.frontline.custody.queries.overview import states
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.measures.supposing import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.org.models import Unit

HOURS = (MORNING_HOUR, EVENING_HOUR, GRACE, CONFIRM_GRACE)


def _tell(what: Supposition) -> Iterator[Said]:
    """Roll-calls that would be late at once, and what a closing finds."""
    if what.touches(*HOURS):
        yield from _roll_calls(what)
    if what.touches(CLOSED):
        yield from _closing(what)


def _roll_calls(what: Supposition) -> Iterator[Said]:
    """By slot: the facilities that have not counted all of their sections and whose time would be over."""
    facilities, now = [unit for unit in what.units if unit.is_facility], clock.now()
    found, before = states(facilities, what.day), timetable(what.day)
    with what.holds():
        after = timetable(what.day)
    for call in both(what.day):
        late = [
            unit for unit in facilities
            if found[unit.pk, call.slot].sections and not found[unit.pk, call.slot].is_complete
            and after.times(unit, call).due_at < now <= before.times(unit, call).due_at
        ]  # fmt: skip
        if late:
            yield _about(partial(_late, Slot(call.slot)), late, Severity.GRAVE)


def _late(slot: Slot, units: list[Unit]) -> str:
    return ngettext(
        "%(slot)s: %(n)d facility has not counted and would be late at once (%(units)s).",
        "%(slot)s: %(n)d facilities have not counted and would be late at once (%(units)s).", len(units),
    ) % {"slot": slot.label, "n": len(units), "units": counted(units)}  # fmt: skip


def _closing(what: Supposition) -> Iterator[Said]:
    """Who is closed or opened, and where nobody entered who is inside."""
    moved = what.moved(CLOSED, what.first(CLOSED.key))
    closed = [unit for unit in what.units if unit.pk in moved and moved[unit.pk].after]
    entered = set(Strength.objects.as_known().filter(day=what.day).values_list("facility_id", flat=True))
    blind = [unit for unit in closed if unit.pk not in entered]
    if blind:
        yield _about(_blind, blind, Severity.WARN)
    opened = [unit for unit in what.units if unit.pk in moved and not moved[unit.pk].after]
    if opened:
        yield _about(_opened, opened, Severity.WARN)


def _opened(units: list[Unit]) -> str:
    return _("Closed management ends (%(units)s).") % {"units": counted(units)}


def _blind(units: list[Unit]) -> str:
    return ngettext(
        "%(n)d facility is closed without having entered its officers’ strength of that day (%(units)s).",
        "%(n)d facilities are closed without having entered their officers’ strength of that day (%(units)s).", len(units),
    ) % {"n": len(units), "units": counted(units)}  # fmt: skip


def _about(words: Callable[[list[Unit]], str], units: list[Unit], severity: Severity) -> Said:
    return Said(partial(words, units), tuple(unit.pk for unit in units), severity, reverse("custody:index"))


CUSTODY = Effect("custody.hours", gettext_lazy("Roll-calls and closed management"), _tell, order=40)
