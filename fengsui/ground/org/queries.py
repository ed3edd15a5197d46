from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions, index
from fengsui.ground.org.models import COMMAND_LINES, LINE_OF, Appointment, Line, Naming, Person, Shift, Tie, Unit
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model


class Node(NamedTuple):
    """A unit's place in a line on a day. `parent` is the superior's id; nodes come parents first, in path order."""

    unit_id: int
    parent: int | None
    depth: int
    path: str
    kind: str
    name: str
    code: str


def tree(
    line: str = Line.TERRITORY, day: date | None = None, root: Unit | None = None, known: datetime | None = None
) -> list[Node]:
    """All units of a line on a day (as known at a moment), from a root down, in path order."""
    ties = Tie.objects.on(day, known).filter(line=line)
    if root:
        ties = ties.filter(path__within=list(ties.filter(unit=root).values_list("path", flat=True)))
    rows = ties.order_by("path").values_list(
        "unit_id", "superior_id", "path", "unit__kind", "unit__name", "unit__name_en", "unit__code"
    )
    english, former = get_language() == "en", called(day) if day and day < clock.today() else {}
    return [
        Node(unit, above, path.count("."), path, kind, (name_en or name) if english else name, code)
        for unit, above, path, kind, now, now_en, code in rows
        for name, name_en in (former.get(unit, (now, now_en)),)
    ]


def called(day: date) -> dict[int, tuple[str, str]]:
    """What renamed units were called on a day: name and English name by the unit's id. One query."""
    rows = Naming.objects.filter(since__lte=day).order_by("since", "pk").values_list("unit", "name", "name_en")
    return {unit: (name, name_en) for unit, name, name_en in rows}


def line_of(unit: Unit) -> Line:
    """The line along which a unit is looked at first: its own system's, a bureau's is the territory."""
    return LINE_OF[unit.system]


def lines_of(unit: Unit, day: date | None = None) -> list[Line]:
    """The lines of command in which a unit stands on a day."""
    ties = Tie.objects.on(day).filter(unit=unit, line__in=COMMAND_LINES).order_by("pk")
    return [Line(line) for line in ties.values_list("line", flat=True)]


def above(unit: Unit, line: str, day: date | None = None, *, among: QuerySet[Unit] | None = None) -> list[Unit]:
    """The units above one in a line on a day, from the top; `among`: only those of them that a person sees."""
    tie = Tie.objects.on(day).filter(unit=unit, line=line).first()
    ids = [int(step) for step in tie.path.split(".")[1:-1]] if tie else []
    found = {one.pk: one for one in (Unit.objects.all() if among is None else among).filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def turns(line: str, first: date, last: date) -> set[date]:
    """The days after the first, up to the last, on which a line's ties began or ended."""
    began = Tie.objects.filter(line=line, valid_from__gt=first, valid_from__lte=last)
    ended = Tie.objects.filter(line=line, valid_to__gt=first, valid_to__lte=last)
    return set(began.values_list("valid_from", flat=True).union(ended.values_list("valid_to", flat=True)))


def ever_below(line: str, first: date, last: date, root: Unit) -> set[int]:
    """The ids of all units that were at or below a unit in a line on any of some days."""
    ties = Tie.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=first), line=line, valid_from__lte=last)
    paths = list(ties.filter(unit=root).values_list("path", flat=True))
    return set(ties.filter(path__within=paths).values_list("unit_id", flat=True))


def names(persons: Iterable[UUID | None]) -> dict[UUID, str]:
    """Open the names of persons in two queries: for officers named by their office, never for lists of the held."""
    rows = Person.objects.filter(pk__in={pk for pk in persons if pk}).values_list("pk", "name_sealed")
    triples = [(pk, "name", sealed) for pk, sealed in rows]
    return {pk: name for (pk, _key, _sealed), name in zip(triples, vault.open_all(triples), strict=True)}


def offices(persons: Iterable[UUID | None], day: date | None = None) -> dict[UUID, str]:
    """What persons are, by unit and office, on a day: for those who are named by what they hold. One query."""
    rows = (
        Appointment.objects.on(day)
        .filter(person__in={pk for pk in persons if pk})
        .select_related("unit")
        .order_by("pk")
    )
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(f"{row.unit.label} · {row.get_office_display()}")
    return {pk: _(", ").join(titles) for pk, titles in found.items()}


def known_by(kind: str, values: Iterable[str]) -> dict[str, list[UUID]]:
    """The persons who have one of these numbers (actions.NUMBER_KIND) or phones (PHONE_KIND), however it is written.

    One query for all; keys as they were given. Who may know is the caller's business.
    """
    written: dict[str, list[str]] = {}
    for value in values:
        if plain := index.tidy(value):
            written.setdefault(plain, []).append(value)
    found = vault.find_many(kind, written)
    return {value: subjects for plain, subjects in found.items() for value in written[plain]}


def holder(unit: Unit, seat: str, moment: datetime | None = None) -> Person | None:
    """Who holds a seat at a moment (now), or None."""
    shift = (
        Shift.objects.filter(seat__unit=unit, seat__kind=seat, period__contains=moment or clock.now())
        .select_related("person")
        .first()
    )
    return shift.person if shift else None


def seats(unit: Unit, moment: datetime | None = None) -> dict[str, Person]:
    """The holders of a unit's seats at a moment."""
    shifts = Shift.objects.filter(seat__unit=unit, period__contains=moment or clock.now()).select_related(
        "seat", "person"
    )
    return {shift.seat.kind: shift.person for shift in shifts if shift.seat}


def fetch[M: Model](person: Person, rows: QuerySet[M] | Iterable[QuerySet[M]], path: str, **lookup: object) -> M:
    """Get one row among those a person may see; else 404, noted in the journal by a transaction of its own.

    Whether the row does not exist or is somebody else's is not told. rows: or several sets, asked one after the other.
    """
    sets = [rows] if isinstance(rows, QuerySet) else rows
    found = next((row for each in sets if (row := each.filter(**lookup).first())), None)
    if found is None:
        actions.note_denied(person, path)
        raise Http404
    return found
