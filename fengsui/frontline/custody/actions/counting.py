from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.steps import MOST, happened, is_possible, lock, named, needed, refresh, replace
from fengsui.frontline.custody.models import Confirmation, Count, Slot
from fengsui.frontline.custody.queries.hours import RollCall, Timetable, following, timetable
from fengsui.frontline.custody.queries.places import sections
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Row:
    """A section as counted. measured None: temperatures not entered. `id`: the client's, so that it may be sent twice."""

    section: Unit
    present: int
    outside: int = 0
    measured: int | None = None
    unreadable: int = 0
    id: UUID | None = None

    def says(self) -> tuple[int, int, int | None, int]:
        return self.present, self.outside, self.measured, self.unreadable


@action
def count(
    facility: Unit,
    day: date,
    slot: str,
    rows: Sequence[Row],
    *,
    by: Actor,
    at: datetime | None = None,
    reason: str = "",
    seen: Mapping[int, str] | None = None,
) -> list[Count]:
    """Enter sections of one roll-call as counted: all of them or some; a section not given stays missing.

    A section counted already is corrected: that takes a reason and re-opens the confirmation; equal numbers change
    nothing. seen: section id → id of the count that the officer had before their eyes ("" for none); if somebody
    saved since, the whole is refused as `custody.changed` with `conflicts` (section id → count), nothing is half-saved.
    Returns the new rows.
    """
    call = RollCall(day, Slot(slot))
    _require(by, facility, rows)
    lock(facility)
    here = sections([facility.pk], day).get(facility.pk, [])
    _check_open(facility, day, rows, here)
    current = {row.section_id: row for row in Count.objects.as_known().filter(facility=facility, day=day, slot=slot)}
    fresh = _changed(rows, current)
    if not fresh:
        deeds.told()  # sent twice: nothing is written, so there is nothing to tell
        return []
    _check_numbers(fresh)
    _check_seen(fresh, current, seen)
    table = timetable(day)
    made = _write(facility, table, call, fresh, current, at=at, reason=reason, by=by)
    if current.keys() | {row.section_id for row in made} >= {unit.pk for unit in here}:
        kind, subject = f"custody.roll_call_{call.slot}", f"org.unit:{facility.pk}"
        obligations.meet(kind, subject, day.isoformat(), by=by, at=made[0].at)
    refresh(facility, table.reported_call(facility, call))
    return made


def _write(
    facility: Unit, table: Timetable, call: RollCall, fresh: list[Row], current: Mapping[int, Count], *,
    at: datetime | None, reason: str, by: Actor,
) -> list[Count]:  # fmt: skip
    """Replace what is corrected, enter what was counted, tell it, and take back what was confirmed before."""
    corrected = {pk: current[pk] for row in fresh if (pk := row.section.pk) in current}
    because = needed(reason, _("Say why a count that is saved already is corrected.")) if corrected else ""
    moments = {row.section.pk: _moment(table, facility, call, at, corrected.get(row.section.pk)) for row in fresh}
    made = [_made(facility, call, row, by, moments[row.section.pk]) for row in fresh]
    replace(corrected.values(), because)
    Count.objects.bulk_create(made)
    _tell(facility, table, call, made, set(corrected), because, by)
    _reopen(facility, table, call, because or _("A section was counted later."), by)
    return made


def _require(by: Actor, facility: Unit, rows: Sequence[Row]) -> None:
    """The right at the facility, or at each section (an officer of one ward counts that ward)."""
    if not rows:
        raise Refused("custody.empty", _("Nothing was counted; enter at least one line."))
    try:
        scope.require(by, "custody.count", facility)
    except Refused:
        for row in rows:
            scope.require(by, "custody.count", row.section)


def _check_open(facility: Unit, day: date, rows: Sequence[Row], here: list[Unit]) -> None:
    known = {unit.pk for unit in here}
    for unit in (facility, *(row.section for row in rows)):
        if unit.is_closed(day):
            raise Refused("custody.closed", _("%(unit)s is closed and cannot be counted.") % {"unit": unit.label})
    for row in rows:
        if row.section.pk not in known:
            names = {"section": row.section.label, "facility": facility.label}
            raise Refused("custody.elsewhere", _("%(section)s does not belong to %(facility)s.") % names)


def _changed(rows: Sequence[Row], current: Mapping[int, Count]) -> list[Row]:
    """Without the rows that were sent before and those that say nothing new."""
    ids = [row.id for row in rows if row.id]
    sent = set(Count.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [
        row for row in rows
        if row.id not in sent and not (row.section.pk in current and current[row.section.pk].says() == row.says())
    ]  # fmt: skip


def _check_numbers(rows: Sequence[Row]) -> None:
    for row in rows:
        for name in ("present", "outside", "measured", "unreadable"):
            value = getattr(row, name)
            if value is None and name == "measured":
                continue
            if not is_possible(value):
                sentence = _("%(section)s: enter a whole number from 0 to %(most)d.")
                facts = {"section": row.section.label, "most": MOST}
                raise Refused("custody.number", sentence % facts, field=name, section=row.section.pk)


def _check_seen(rows: Sequence[Row], current: Mapping[int, Count], seen: Mapping[int, str] | None) -> None:
    if seen is None:
        return
    conflicts = {
        row.section.pk: current[row.section.pk]
        for row in rows
        if row.section.pk in current and str(current[row.section.pk].pk) != seen.get(row.section.pk, "")
    }
    if conflicts:
        names = _(", ").join(row.section.label for row in rows if row.section.pk in conflicts)
        sentence = _(
            "Somebody saved other numbers meanwhile: %(sections)s. Nothing of yours is lost; compare and save again."
        )
        raise Refused("custody.changed", sentence % {"sections": names}, conflicts=conflicts)


def _moment(table: Timetable, facility: Unit, call: RollCall, at: datetime | None, corrected: Count | None) -> datetime:
    """When it was counted: within the time of this roll-call, so that no count stands in for another one."""
    if at is None and corrected:
        return corrected.at
    moment = happened(at)
    opens = table.times(facility, call).opens_at
    closes = table.times(facility, following(call)).opens_at
    if not opens <= moment < closes:
        hours = {"opens": f"{clock.local(opens):%H:%M}", "closes": f"{clock.local(closes):%H:%M}"}
        raise Refused(
            "custody.not_its_time",
            _("This roll-call is taken from %(opens)s until before %(closes)s; say when it was counted.") % hours,
            field="at",
        )
    return moment


def _made(facility: Unit, call: RollCall, row: Row, by: Actor, moment: datetime) -> Count:
    return Count(
        pk=row.id or uuid7(), facility=facility, section=row.section, day=call.day, slot=call.slot, present=row.present,
        outside=row.outside, measured=row.measured, unreadable=row.unreadable, entered_by=named(by), at=moment,
        known_at=clock.now(),
    )  # fmt: skip


def about(facility: Unit, call: RollCall) -> str:
    """The journal's name of a roll-call."""
    return f"custody.roll_call:{facility.pk}:{call.day.isoformat()}:{call.slot}"


def _tell(
    facility: Unit, table: Timetable, call: RollCall, made: list[Count], corrected: set[int], because: str, by: Actor
) -> None:
    hour, told = table.at(facility, call).isoformat(), about(facility, call)
    fresh = [row for row in made if row.section_id not in corrected]
    if fresh:
        journal.write(
            "custody.counted", by=by.pk, unit=facility.pk, about=told, at=fresh[0].at, roll_call=hour,
            sections=len(fresh), present=sum(row.present for row in fresh), outside=sum(row.outside for row in fresh),
        )  # fmt: skip
    if corrected:
        journal.write(
            "custody.corrected", by=by.pk, unit=facility.pk, about=told, roll_call=hour, sections=len(corrected),
            reason=because,
        )  # fmt: skip


def _reopen(facility: Unit, table: Timetable, call: RollCall, because: str, by: Actor) -> None:
    """What was confirmed is not what stands there now: it must be confirmed again."""
    known = Confirmation.objects.as_known().filter(facility=facility, day=call.day, slot=call.slot)
    confirmed = known.select_related("entered_by").first()
    if confirmed is None:
        return
    replace([confirmed], because)
    obligations.reopen(f"custody.confirm_{call.slot}", f"org.unit:{facility.pk}", call.day.isoformat())
    hour = table.at(facility, call).isoformat()
    journal.write("custody.reopened", by=by.pk, unit=facility.pk, about=about(facility, call), roll_call=hour)
    if confirmed.entered_by:
        messages.send(
            "custody.reopened", [confirmed.entered_by], key=f"custody.reopened:{confirmed.pk}", unit=facility,
            url=reverse("custody:grid", args=[facility.code, call.day.isoformat(), call.slot]),
        )  # fmt: skip
