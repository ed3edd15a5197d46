"""Writes of org. Import as `from fengsui.ground.org import actions as org`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import (
    Account,
    Appointment,
    Capacity,
    Line,
    Office,
    Person,
    Seat,
    SeatKind,
    Shift,
    Tie,
    Unit,
    UnitKind,
)
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.ground.org.scope import Actor

ROOT = "-"  # the superior of a line's root


@dataclass
class UnitRow:
    """A unit as a file says it; `superiors` maps a line to the superior's code (ROOT for the line's root)."""

    code: str
    kind: str
    name: str
    name_en: str = ""
    short: str = ""
    division: str = ""
    synthetic: bool = False
    superiors: dict[str, str] = field(default_factory=dict)


@action
def arrange(rows: Iterable[UnitRow], *, since: date, by: Actor) -> int:
    """Enter units and their ties; superiors must come before their units or exist already. All or nothing."""
    scope.require(by, "org.arrange")
    listed = list(rows)
    _check_rows(listed)
    units = Unit.objects.bulk_create(
        Unit(code=r.code, kind=r.kind, name=r.name, name_en=r.name_en, short=r.short, division=r.division,
             synthetic=r.synthetic, valid_from=since)
        for r in listed
    )  # fmt: skip
    known = {unit.code: unit for unit in units} | {unit.code: unit for unit in Unit.objects.all()}
    paths: dict[tuple[str, int], str] = {(t.line, t.unit_id): t.path for t in Tie.objects.on(since)}
    Tie.objects.bulk_create([_tie(row, line, known, paths, since) for row in listed for line in row.superiors])
    journal.write("org.arranged", by=by.pk, unit=None, about="org.units", units=len(listed))
    return len(listed)


def _check_rows(rows: list[UnitRow]) -> None:
    for number, row in enumerate(rows, 1):
        where = {"number": number, "code": row.code or "?"}
        if not row.code or not row.name:
            raise Refused("org.row", _("Unit %(number)d needs a code and a name.") % where)
        if row.kind not in UnitKind.values:
            raise Refused("org.kind", _("Unit %(number)d (%(code)s) has an unknown kind.") % where)
        if row.superiors.keys() - set(Line.values):
            raise Refused("org.line", _("Unit %(number)d (%(code)s) names an unknown line.") % where)


def _tie(row: UnitRow, line: str, units: dict[str, Unit], paths: dict[tuple[str, int], str], since: date) -> Tie:
    unit, code = units[row.code], row.superiors[line]
    superior = None if code == ROOT else units.get(code)
    above = line if superior is None else paths.get((line, superior.pk))
    if (code != ROOT and superior is None) or above is None:
        raise Refused(
            "org.superior",
            _("The superior %(superior)s of %(code)s does not exist in that line; put it before its units.")
            % {"superior": code, "code": row.code},
        )
    path = paths[line, unit.pk] = f"{above}.{unit.pk}"
    return Tie(unit=unit, line=line, superior=superior, path=path, valid_from=since)


@action
def close(unit: Unit, *, day: date, by: Actor) -> Unit:
    """Close a unit from a day on. Its past stays; what it owed after that day is void."""
    scope.require(by, "org.arrange", unit)
    if day <= unit.valid_from:
        raise Refused("org.dates", _("A unit can only be closed after the day it began."), field="day")
    unit.valid_to = day
    unit.save(update_fields=["valid_to"])
    Tie.objects.filter(unit=unit, valid_to__isnull=True, valid_from__lt=day).update(valid_to=day)
    journal.write("org.closed", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", day=day.isoformat())
    return unit


@action
def register(names: list[str], *, unit: Unit, capacity: str, by: Actor, synthetic: bool = False) -> list[Person]:
    """Register persons of a unit by name, in one act."""
    scope.require(by, "org.register", unit)
    if any(not name.strip() for name in names):
        raise Refused("org.name", _("A person needs a name."), field="name")
    pens = vault.admit(vault.uuid7() for _name in names)
    persons = Person.objects.bulk_create(
        Person(pk=pen.subject, name_sealed=pen.seal("name", name.strip()), synthetic=synthetic)
        for pen, name in zip(pens, names, strict=True)
    )
    Capacity.objects.bulk_create(
        Capacity(person=person, kind=capacity, unit=unit, valid_from=clock.today()) for person in persons
    )
    journal.write("org.registered", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", persons=len(persons))
    return persons


@action
def open_account(person: Person, username: str, password: str, *, by: Actor, check: bool = True) -> Account:
    """Give a person a log-in. `check=False` only for a drill's printed accounts."""
    scope.require(by, "org.register")
    if Account.objects.filter(username=username).exists():
        raise Refused("org.username", _("This log-in name is taken; choose another."), field="username")
    if check or not clock.is_drill():
        try:
            validate_password(password)
        except ValidationError as error:
            raise Refused("org.password", " ".join(error.messages), field="password") from error
    account = Account.objects.create_user(username, password, person=person)
    journal.write("org.registered", by=by.pk, unit=None, about=f"org.person:{person.pk}", persons=1)
    return account


@action
def appoint(person: Person, unit: Unit, office: str, *, by: Actor, since: date | None = None) -> Appointment:
    """Appoint a person to an office of a unit. Nobody can give a right that they lack there."""
    scope.require(by, "org.appoint", unit)
    for verb in scope.verbs().values():
        if office in verb.offices and office not in OWN_HANDS and not scope.may(by, verb.key, unit):
            raise Refused(
                "org.lacking",
                _("You cannot appoint to an office with rights that you lack yourself (%(verb)s).")
                % {"verb": verb.name},
            )
    appointment = Appointment.objects.create(person=person, unit=unit, office=office, valid_from=since or clock.today())
    journal.write(
        "org.appointed", by=by.pk, unit=unit.pk, about=f"org.person:{person.pk}", person=str(person.pk), office=office
    )
    return appointment


OWN_HANDS = frozenset(
    {Office.OFFICER}
)  # a facility's own leader names its duty officers without counting wards himself


@action
def hold_seat(person: Person, unit: Unit, kind: str, *, since: datetime, until: datetime, by: Actor) -> Shift:
    """Record that a person holds a seat from–to. Refused if somebody else holds it in that time."""
    scope.require(by, "org.arrange", unit)
    if until <= since:
        raise Refused("org.period", _("A shift must end after it begins."), field="until")
    seat, _made = Seat.objects.get_or_create(unit=unit, kind=kind)
    try:
        with transaction.atomic():
            shift = Shift.objects.create(person=person, seat=seat, period=DateTimeTZRange(since, until))
    except IntegrityError as error:
        raise Refused("org.seat_taken", _("Somebody else holds this seat in that time.")) from error
    journal.write(
        "org.seated", by=by.pk, unit=unit.pk, about=f"org.seat:{seat.pk}", at=since,
        person=str(person.pk), seat=SeatKind(kind).value, since=since.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return shift


@action
def move_clock(*, by: Actor, at: datetime | None = None, rate: int | None = None) -> datetime:
    """Move a drill's clock or set its rate; a live one refuses."""
    scope.require(by, "org.move_clock")
    moved = clock_actions.move(at, rate)
    journal.write(
        "org.clock_moved", by=by.pk, unit=None, about="clock", at=moved, to=moved.isoformat(), rate=clock.state().rate
    )
    return moved


@transaction.atomic
def note_denied(person: Person, path: str) -> None:
    """Write down that somebody asked for a page that is not theirs. No right is needed to be refused."""
    journal.write("org.denied", by=person.pk, unit=None, about=f"org.person:{person.pk}", path=path[:200])
