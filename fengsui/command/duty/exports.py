from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.models import Move
from fengsui.command.duty.queries import changes, grids
from fengsui.command.duty.queries.listing import units_on_duty
from fengsui.command.duty.queries.spans import AHEAD_DAYS, account_rows, month, span
from fengsui.command.duty.queries.turns import gaps
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.asking import unit_of
from fengsui.ground.org.doors import names_for
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Query

MOST = 20_000
_HOURS = (Column(_("Begins at"), 18), Column(_("Lasts until"), 18))


def _unit(person: Person, query: Query, verb: str = "duty.see") -> Unit:
    return unit_of(query, scope.seen(person, verb))


def _now(person: Person, query: Query) -> Iterator[list[Any]]:
    units = list(units_on_duty(person, query.get("q", "").strip()[:60]).order_by("code")[:MOST])
    for one in grids.effective(units, lambda people: names_for(person, people)):
        for row in one.there:
            yield [one.unit.code, one.unit.label, row.place, row.name, clock.local(row.since), clock.local(row.until)]
        for gap in one.gaps:
            yield [
                one.unit.code,
                one.unit.label,
                gap.turn.post.label,
                _t("nobody"),
                clock.local(gap.since),
                clock.local(gap.until),
            ]


def _roster(person: Person, query: Query) -> Iterator[list[Any]]:
    unit, (first, last) = _unit(person, query), span(query)
    for line in grids.by_day(unit, first, last, person).lines:
        for box in line.boxes:
            if box.row is None:
                continue
            names = "、".join(f"{one.name}（{one.part}）" if one.part else one.name for one in box.names)
            yield [line.day, box.slot.post.label, box.slot.hours, box.slot.need, names or None, box.missing or None]


def _people(person: Person, query: Query) -> Iterator[list[Any]]:
    unit, (first, last) = _unit(person, query), span(query)
    rows, legend, _lines = grids.by_person(unit, first, last, person)
    hours = {sign: f"{slot.post.label} {slot.hours}" for sign, slot in legend}
    for row in rows:
        yield [row.name, *("、".join(hours[sign] for sign in cell) or None for cell in row.cells), row.total]


def _days(query: Query) -> list[Column]:
    return [
        Column(_("Name"), 14),
        *(Column(day.isoformat(), 14) for day in clock.days(*span(query))),
        Column(_("Shifts"), 8),
    ]


def _gaps(person: Person, query: Query) -> Iterator[list[Any]]:
    unit, now = _unit(person, query), clock.now()
    for gap in gaps([unit], now, now + timedelta(days=AHEAD_DAYS)):
        yield [gap.turn.post.label, clock.local(gap.since), clock.local(gap.until), gap.missing]


def _hours(person: Person, query: Query) -> Iterator[list[Any]]:
    for name, one in account_rows(_unit(person, query), *month(query), person):
        yield [name, one.shifts, one.hours, one.nights, one.holidays]


def _changes(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = list(
        Move.objects.filter(act__unit=_unit(person, query))
        .select_related("act", "seat", "station")
        .order_by("-act", "since")[:MOST]
    )
    called = names_for(person, {pk for row in rows for pk in (row.person_id, row.act.by_id)})
    for row in rows:
        yield [
            clock.local(row.act.at), called.get(row.act.by_id, "") if row.act.by_id else _t("the system"), row.act.get_kind_display(),
            _t("comes") if row.came else _t("goes"), called.get(row.person_id, ""), row.label, clock.local(row.since),
            clock.local(row.until), row.act.note,
        ]  # fmt: skip


def _absences(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in changes.absences(_unit(person, query, "duty.change"), person):
        yield [row.name, clock.local(row.absence.since), clock.local(row.absence.until)]


def _named(word: str) -> Any:
    return lambda query: f"duty-{word}-{query.get('code', '') or clock.today().isoformat()}"


NOW = Table(
    "duty.now", _("On duty now"), "duty.see",
    (Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("Seat or station"), 18), Column(_("Name"), 14), *_HOURS), _now, name=_named("now"),
)  # fmt: skip
ROSTER = Table(
    "duty.roster", _("Roster"), "duty.see",
    (
        Column(_("Day"), 12), Column(_("Seat or station"), 18), Column(_("Hours of the post"), 14), Column(_("Persons needed"), 12), Column(_("Name"), 40),
        Column(_("Missing persons"), 12),
    ),
    _roster, name=_named("roster"),
)  # fmt: skip
PEOPLE = Table("duty.people", _("Roster by person"), "duty.see", _days, _people, name=_named("people"))
GAPS = Table(
    "duty.gaps",
    _("Gaps"),
    "duty.see",
    (Column(_("Seat or station"), 18), *_HOURS, Column(_("Missing persons"), 12)),
    _gaps,
    name=_named("gaps"),
)
HOURS = Table(
    "duty.hours", _("Hours per person"), "duty.see",
    (Column(_("Name"), 14), Column(_("Shifts"), 8), Column(_("Hours"), 10, 1), Column(_("Nights"), 8), Column(_("Holidays"), 8)),
    _hours, name=_named("hours"),
)  # fmt: skip
CHANGES = Table(
    "duty.changes", _("Changes of the roster"), "duty.see",
    (
        Column(_("When it was done"), 18), Column(_("Who did it"), 14), Column(_("What"), 18), Column(_("Way"), 8), Column(_("Name"), 14), Column(_("Seat or station"), 18),
        *_HOURS, Column(_("Why"), 40),
    ),
    _changes, name=_named("changes"),
)  # fmt: skip
ABSENCES = Table(
    "duty.absences", _("Absences"), "duty.change", (Column(_("Name"), 14), *_HOURS), _absences, name=_named("absences")
)
