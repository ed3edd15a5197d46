"""Leading groups as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Appointment
from fengsui.ground.org.queries import names, offices
from fengsui.ground.response.models import Group, Member, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.response.models import Emergency

_ROLES = list(Role.values)


@dataclass(frozen=True)
class Seat:
    """A membership as a list shows it: the post or what the person is, and who that is, as far as it is known."""

    member: Member
    post: str
    who: str

    @property
    def is_post(self) -> bool:
        return self.member.person_id is None


@dataclass(frozen=True)
class Roster:
    """A leading group on a day: its members by role, its office and working groups with theirs; who left before."""

    group: Group
    day: date
    whole: list[Seat]
    parts: list[tuple[Part, list[Seat]]]
    former: list[Seat]

    @property
    def seats(self) -> list[tuple[Part | None, Seat]]:
        return [(None, seat) for seat in self.whole] + [(part, seat) for part, seats in self.parts for seat in seats]


def current(key: int, known: datetime | None = None) -> Group | None:
    """A group by its key, as it stands, or as known then."""
    rows = Group.objects.as_known(known).filter(Q(pk=key) | Q(first=key))
    return rows.select_related("emergency__unit").first()


def parts(group: Group, known: datetime | None = None) -> list[Part]:
    """A group's office and working groups, the office first, also those that ended."""
    rows = Part.objects.as_known(known).filter(group=group.key).select_related("unit", "group__emergency__unit")
    return sorted(rows, key=_office_first)


def groups(emergency: Emergency, known: datetime | None = None) -> list[Group]:
    return list(Group.objects.as_known(known).filter(emergency=emergency).order_by("at", "pk"))


def roster(group: Group, day: date, known: datetime | None = None, *, named: bool = True) -> Roster:
    """A group as of a day, as known at a moment. A constant number of queries. named: whether names are opened."""
    moment = clock.last_moment(day)
    rows = Member.objects.as_known(known).filter(group=group.key, at__lte=moment).select_related("unit", "part")
    listed = sorted(rows, key=lambda row: (_ROLES.index(row.role), row.at, row.pk))
    seats = _seats(listed, day, named=named)
    here = [seat for seat in seats if seat.member.until is None or seat.member.until > moment]
    there = [part for part in parts(group, known) if part.at <= moment and (part.until is None or part.until > moment)]
    where = {part.key for part in there}
    return Roster(
        group, day, [seat for seat in here if seat.member.part_id is None],
        [(part, [seat for seat in here if seat.member.part_id == part.key]) for part in there],
        [seat for seat in seats if seat not in here or (seat.member.part_id or 0) not in {0, *where}],
    )  # fmt: skip


def _office_first(part: Part) -> tuple[bool, datetime, int]:
    return part.kind != "office", part.at, part.pk


def _seats(rows: list[Member], day: date, *, named: bool) -> list[Seat]:
    holders = _holders(rows, day)
    known = names([row.person_id for row in rows] + [pk for who in holders.values() for pk in who]) if named else {}
    held = offices((row.person_id for row in rows), day)
    seats = []
    for row in rows:
        if row.person_id:
            seats.append(Seat(row, row.title or held.get(row.person_id, ""), known.get(row.person_id, "")))
        else:
            who = [known[pk] for pk in holders.get((row.unit_id, row.office), ()) if pk in known]
            seats.append(Seat(row, _post(row), who[0] if len(who) == 1 else ""))
    return seats


def _post(row: Member) -> str:
    assert row.unit  # a post, by the table's constraint
    return f"{row.unit.label} · {row.title or row.get_office_display()}"


def _holders(rows: Iterable[Member], day: date) -> dict[tuple[int | None, str], list[UUID]]:
    """Who holds the posts on that day; several leaders of one unit say nothing about which of them is meant."""
    posts = [(row.unit_id, row.office) for row in rows if row.unit_id]
    wanted = Q(pk__in=[])
    for unit, office in posts:
        wanted |= Q(unit=unit, office=office)
    found: dict[tuple[int | None, str], list[UUID]] = {}
    for unit, office, person in Appointment.objects.on(day).filter(wanted).values_list("unit", "office", "person"):
        found.setdefault((unit, office), []).append(person)
    return found


def posts_and_people(units: Iterable[int], *, named: bool = True) -> tuple[list[Appointment], dict[UUID, str]]:
    """The appointments at some units today and the names of who holds them: for choosing a member."""
    rows = list(Appointment.objects.on().filter(unit__in=list(units)).select_related("unit").order_by("unit", "pk"))
    return rows, names(row.person_id for row in rows) if named else {}
