"""The one answer to every question of reach: `scope(person, verb)`.

Rooms import `require`, `may`, `scope`, `units`, `seen`; a page fetches through the right to see and fails closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import COMMAND_LINES, SECTION_KINDS, Appointment, Office, Person, Shift, Tie, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


class System:
    """The actor of ticks, jobs and scenarios: no person, may do everything, is named in the journal as the system."""

    pk = None


SYSTEM = System()
type Actor = Person | System


@dataclass(frozen=True)
class Holding:
    """An office or seat that a person holds now, with the paths of its unit."""

    title: str
    is_seat: bool
    unit_id: int
    unit_kind: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """All that is left to somebody who acts through a token: what they hold at one unit, for some verbs."""

    unit_id: int
    verbs: frozenset[str]


def limit(person: Person, limits: Limits) -> Person:
    """Narrow a person object: whatever is asked of it from here on, below every door, stays within the limits."""
    person._limits = limits  # type: ignore[attr-defined]  # noqa: SLF001 - carried by the object as the holdings are
    person.__dict__.pop("_holdings", None)
    return person


@cache
def verbs() -> dict[str, Verb]:
    return {verb.key: verb for verb in house.declared("rights", Verb)}


# Asked on every page: as three querysets it cost a tenth of a list page's processor time.
_HELD = """
    select held.title, held.is_seat, u.id, u.kind,
        array_agg(t.path::text order by t.id) filter (where t.id is not null)
    from (
        select office as title, false as is_seat, unit_id from org_appointment
        where person_id = %(person)s and valid_from <= %(day)s and (valid_to is null or valid_to > %(day)s)
        union all
        select s.kind, true, s.unit_id from org_shift h join org_seat s on s.id = h.seat_id
        where h.person_id = %(person)s and h.period @> %(now)s::timestamptz
    ) held
    join org_unit u on u.id = held.unit_id and (u.valid_to is null or u.valid_to > %(day)s)
    left join org_tie t on t.unit_id = u.id and t.valid_from <= %(day)s and (t.valid_to is null or t.valid_to > %(day)s)
    group by held.title, held.is_seat, u.id, u.kind order by held.is_seat, u.id, held.title
"""


def holdings(person: Person) -> list[Holding]:
    """What a person holds now: one query, remembered on the person object for one request."""
    known: tuple[object, list[Holding]] | None = getattr(person, "_holdings", None)
    day = clock.today()
    if known and known[0] == day:
        return known[1]
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"person": person.pk, "day": day, "now": clock.now()})
        found = [Holding(t, s, pk, kind, tuple(paths or ())) for t, s, pk, kind, paths in cursor.fetchall()]
    limits: Limits | None = getattr(person, "_limits", None)
    if limits is not None:
        found = [held for held in found if held.unit_id == limits.unit_id]
    person._holdings = (day, found)  # type: ignore[attr-defined]  # noqa: SLF001 - a memo for one request
    return found


def sees_names(person: Person) -> bool:
    """Whether a person reads names on pages that name holders of offices: not the three administrators as such."""
    return any(held.title not in _THREE for held in holdings(person))


_THREE = frozenset({Office.SYSTEM, Office.SECURITY, Office.AUDIT})


def carrying(person: Person, verb: Verb) -> list[Holding]:
    """The holdings that carry a verb."""
    limits: Limits | None = getattr(person, "_limits", None)
    if limits is not None and verb.key not in limits.verbs:
        return []
    return [
        held
        for held in holdings(person)
        if held.title in (verb.seats if held.is_seat else verb.offices)
        and (not verb.kinds or held.unit_kind in verb.kinds)
    ]


def own_ids(person: Person, verb: str) -> set[int]:
    """At which units a person holds what carries a verb, themselves, not what lies below them: known without a query."""
    return {held.unit_id for held in carrying(person, verbs()[verb])}


def own(person: Person, verb: str) -> QuerySet[Unit]:
    """Those units."""
    return Unit.objects.filter(pk__in=own_ids(person, verb)).existing().order_by("code")


def own_highest(
    person: Person, verb: str, rows: QuerySet[Unit] | None = None, *, among_equals: str = "code"
) -> list[Unit]:
    """The units (of some) at which a person holds what carries a verb, the highest first: in whose name one acts."""
    held = carrying(person, verbs()[verb])
    depth = {one.unit_id: min((path.count(".") for path in one.paths), default=99) for one in held}
    found = (Unit.objects.all() if rows is None else rows).filter(pk__in=depth)
    return sorted(found, key=lambda unit: (depth[unit.pk], getattr(unit, among_equals)))


def scope(person: Person, verb: str) -> list[str]:
    """The paths over which a person has a verb; empty: nowhere."""
    rule = verbs()[verb]
    return sorted({path for held in carrying(person, rule) for path in held.paths if path.split(".")[0] in rule.lines})


def units(person: Actor, *keys: str, day: date | None = None) -> QuerySet[Unit]:
    """The units over which a person has one of the verbs (or, by what they hold now, would have had it on a day)."""
    if isinstance(person, System):
        return Unit.objects.all()
    found = Unit.objects.none()
    for key in keys:
        rule, reach = verbs()[key], Unit.objects.within(_paths(person, key, day), day)
        if rule.own:
            reach = Unit.objects.filter(pk__in=own_ids(person, key)) | reach.filter(kind__in=SECTION_KINDS)
        if rule.below:
            reach = reach.exclude(pk__in=_tops(carrying(person, rule)))
        found |= reach
    return found


def _paths(person: Person, key: str, day: date | None) -> list[str]:
    """The paths over which a person has a verb, as they were on a day."""
    if day is None or day == clock.today():
        return scope(person, key)
    return list(_ties(person, verbs()[key]).on(day).values_list("path", flat=True))  # type: ignore[attr-defined]


def _ties(person: Person, rule: Verb) -> QuerySet[Tie]:
    """All places, of all days, of the units where a person holds what carries a verb."""
    held = {each.unit_id for each in carrying(person, rule)}
    return Tie.objects.filter(unit__in=held, line__in=rule.lines)


def past_units(person: Person, key: str) -> QuerySet[Unit]:
    """The units that are closed and were in reach of what the person holds now, at whatever place that stood then."""
    rule, today = verbs()[key], clock.today()
    paths = list(_ties(person, rule).values_list("path", flat=True))
    last = Tie.objects.filter(valid_to=F("unit__valid_to"), path__within=paths)
    found = Unit.objects.filter(pk__in=last.values("unit"), valid_to__lte=today)
    return found.filter(kind__in=SECTION_KINDS) if rule.own else found


def seen(person: Actor, *keys: str, day: date | None = None) -> QuerySet[Unit]:
    """The units whose pages a person may open: those in reach, and the closed ones that were. For reading only.

    A list of a day takes the ones that stood then: `.existing(day)`.
    """
    found = units(person, *keys, day=day)
    if isinstance(person, System):
        return found
    for key in keys:
        found |= past_units(person, key)
    return found


def _tops(held: list[Holding]) -> set[int]:
    """The units of some holdings that lie below no other of them."""
    paths = {path for one in held for path in one.paths}
    return {one.unit_id for one in held if not any(path.startswith(f"{up}.") for path in one.paths for up in paths)}


def may(person: Actor, verb: str, unit: Unit | None = None) -> bool:
    """Whether a person has a verb at a unit (or anywhere)."""
    if isinstance(person, System):
        return True
    rule = verbs()[verb]
    held = carrying(person, rule)
    if unit is None or not held:
        return bool(held)
    if rule.own and any(one.unit_id == unit.pk for one in held):
        return True  # at one's own unit: what `units` would say, without asking the database
    return units(person, verb).filter(pk=unit.pk).exists()


def highest(person: Person, verb: str) -> Unit | None:
    """The highest unit at which a person holds what carries a verb; None if there is none."""
    held = carrying(person, verbs()[verb])
    if not held:
        return None
    top = min(held, key=lambda one: min((path.count(".") for path in one.paths), default=99))
    return Unit.objects.get(pk=top.unit_id)


def under_office(person: Actor, office: str) -> QuerySet[Unit]:
    """The units at or below which a person holds an office in a line of command: what `Reach.offices` says of one."""
    if isinstance(person, System):
        return Unit.objects.all()
    held = [each for each in holdings(person) if each.title == office and not each.is_seat]
    return Unit.objects.within({path for each in held for path in each.paths if path.split(".")[0] in COMMAND_LINES})


@dataclass(frozen=True)
class Reach:
    """All that a person may at one unit, known with one query: for pages that ask for every verb or office."""

    verbs: frozenset[str]
    offices: frozenset[str]  # held at the unit or at one above it in a line of command


def reach(person: Person, unit: Unit) -> Reach:
    paths = set(Tie.objects.on().filter(unit=unit).values_list("path", flat=True))
    above = {".".join(parts[:n]) for parts in (path.split(".") for path in paths) for n in range(2, len(parts) + 1)}

    def covered(held: Holding, lines: Iterable[str]) -> bool:
        return any(path in above and path.split(".")[0] in lines for path in held.paths)

    def here(verb: Verb) -> bool:
        carried = carrying(person, verb)
        if any(held.unit_id == unit.pk for held in carried) and verb.own:
            return True
        within = any(covered(held, verb.lines) for held in carried)
        if verb.below and unit.pk in _tops(carried):
            return False
        return within and (not verb.own or unit.kind in SECTION_KINDS)

    offices = {h.title for h in holdings(person) if not h.is_seat and covered(h, COMMAND_LINES)}
    return Reach(frozenset(key for key, verb in verbs().items() if here(verb)), frozenset(offices))


def require_all(person: Actor, verb: str, units_: Iterable[Unit]) -> None:
    """Refuse unless the person has the verb at every one of these units: one query for all of them."""
    listed = list(units_)
    if isinstance(person, System) or len(listed) < 2:
        for unit in listed:
            require(person, verb, unit)
        deeds.asked()
        return
    mine = set(units(person, verb).filter(pk__in=[unit.pk for unit in listed]).values_list("pk", flat=True))
    for unit in listed:
        if unit.pk not in mine:
            require(person, verb, unit)
    deeds.asked()


def require(person: Actor, verb: str, unit: Unit | None = None) -> None:
    """Refuse an action unless the person has the verb. Part of every action."""
    deeds.asked()
    if may(person, verb, unit):
        return
    if unit is not None:
        check_open(unit)
    rule = verbs()[verb]
    titles = [str(title.label) for title in (*rule.offices, *rule.seats)]
    raise Refused(
        "org.no_right",
        _("You cannot “%(verb)s” here; that takes: %(titles)s.")
        % {"verb": rule.name, "titles": _(", ").join(titles) or _("nobody")},
    )


def holders(verb: str, unit: Unit) -> list[Person]:
    """The persons who have a verb at exactly this unit now: whom to remind."""
    return holders_of(verb, [unit.pk]).get(unit.pk, [])


def holders_of(verb: str, units: Iterable[int]) -> dict[int, list[Person]]:
    """Unit id → the persons who have a verb at exactly that unit now; two queries, whatever the number of units."""
    rule, wanted = verbs()[verb], set(units)
    appointed = Appointment.objects.on().filter(unit__in=wanted, office__in=rule.offices)
    seated = Shift.objects.filter(seat__unit__in=wanted, seat__kind__in=rule.seats, period__contains=clock.now())
    if rule.kinds:
        appointed, seated = appointed.filter(unit__kind__in=rule.kinds), seated.filter(seat__unit__kind__in=rule.kinds)
    found: dict[int, dict[object, Person]] = {}
    for office in appointed.select_related("person").order_by("pk"):
        found.setdefault(office.unit_id, {})[office.person_id] = office.person
    for shift in seated.select_related("person", "seat").order_by("pk"):
        found.setdefault(shift.seat.unit_id, {})[shift.person_id] = shift.person  # type: ignore[union-attr]
    return {unit_id: list(persons.values()) for unit_id, persons in found.items()}
