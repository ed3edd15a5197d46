from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fengsui.command.reports.measures import CUTOFF, EVENING_MEETING, OWED
from fengsui.command.reports.models import owing_units
from fengsui.command.reports.queries import first_signatures
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.measures.supposing import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime, time

    from fengsui.ground.measures.queries import Reading
    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class _Then:
    """Who owes a report of a day, by when, and at what hour the meeting is that hears it."""

    owing: dict[int, Unit]
    cutoff: Reading
    meeting: Reading

    def due(self, unit: Unit, day: date) -> datetime:
        return clock.on(day, self.cutoff.of(unit))

    def is_too_late(self, unit: Unit) -> bool:
        """The cut-off is not before the meeting."""
        hour: time = self.meeting.of(unit)
        return bool(self.cutoff.of(unit) >= hour)


def _then(day: date) -> _Then:
    cutoff, meeting = measures.readings(CUTOFF, EVENING_MEETING, at=clock.last_moment(day))
    return _Then({unit.pk: unit for unit in owing_units(day)}, cutoff, meeting)


def _tell(what: Supposition) -> Iterator[Said]:
    """Which reports of the day become late or are in time again; who begins or ceases to sign one."""
    if not what.touches(CUTOFF, EVENING_MEETING, OWED):
        return
    before = _then(what.day)
    with what.holds():
        after = _then(what.day)
    yield from _owing(before, after, what.day)
    yield from _in_time(before, after, what.day)
    clash = [unit for unit in after.owing.values() if after.is_too_late(unit) and not before.is_too_late(unit)]
    if clash:
        yield _about(_clash, clash, Severity.WARN, what.day)


def _clash(units: list[Unit]) -> str:
    return _("The cut-off is not before the evening meeting (%(units)s).") % {"units": counted(units)}


def _owing(before: _Then, after: _Then, day: date) -> Iterator[Said]:
    new = [unit for pk, unit in after.owing.items() if pk not in before.owing]
    gone = [unit for pk, unit in before.owing.items() if pk not in after.owing]
    if new:
        yield _about(_begin, new, Severity.NOTE, day)
    if gone:
        yield _about(_cease, gone, Severity.WARN, day)


def _begin(units: list[Unit]) -> str:
    return _("They begin to sign an evening report on that day (%(units)s).") % {"units": counted(units)}


def _cease(units: list[Unit]) -> str:
    return _("They sign no evening report any more from that day (%(units)s).") % {"units": counted(units)}


def _in_time(before: _Then, after: _Then, day: date) -> Iterator[Said]:
    """Reports that would be late by the new hour, signed or not, and those that would not be late any more."""
    now, signed = clock.now(), first_signatures(day)
    moved = [unit for pk, unit in after.owing.items() if pk in before.owing]
    late = {unit.pk: (signed.get(unit.pk) or now) > before.due(unit, day) for unit in moved}
    then = {unit.pk: (signed.get(unit.pk) or now) > after.due(unit, day) for unit in moved}
    turned = [unit for unit in moved if then[unit.pk] and not late[unit.pk]]
    yield from _said(_unsigned_late, [unit for unit in turned if unit.pk not in signed], Severity.GRAVE, day)
    yield from _said(_signed_late, [unit for unit in turned if unit.pk in signed], Severity.WARN, day)
    again = [unit for unit in moved if late[unit.pk] and not then[unit.pk]]
    yield from _said(_again, again, Severity.NOTE, day)


def _said(words: Callable[[int], str], units: list[Unit], severity: Severity, day: date) -> Iterator[Said]:
    if units:
        yield _about(partial(_numbered, words), units, severity, day)


def _numbered(words: Callable[[int], str], units: list[Unit]) -> str:
    return words(len(units)) % {"n": len(units), "units": counted(units)}


def _about(words: Callable[[list[Unit]], str], units: list[Unit], severity: Severity, day: date) -> Said:
    link = f"{reverse('reports:index')}?day={day.isoformat()}"
    return Said(partial(words, units), tuple(unit.pk for unit in units), severity, link)


def _unsigned_late(n: int) -> str:
    return ngettext(
        "%(n)d evening report is not signed and would be late at once (%(units)s).",
        "%(n)d evening reports are not signed and would be late at once (%(units)s).", n,
    )  # fmt: skip


def _signed_late(n: int) -> str:
    return ngettext(
        "%(n)d evening report was signed in time and would count as late (%(units)s).",
        "%(n)d evening reports were signed in time and would count as late (%(units)s).", n,
    )  # fmt: skip


def _again(n: int) -> str:
    return ngettext(
        "%(n)d evening report that is late would be in time again (%(units)s).",
        "%(n)d evening reports that are late would be in time again (%(units)s).", n,
    )  # fmt: skip


REPORTS = Effect("reports.in_time", gettext_lazy("Evening reports"), _tell, order=30)
