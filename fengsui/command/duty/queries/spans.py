"""Which days and which month a page or an export asks for, and what everybody did in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fengsui.command.duty.queries.hours import Account, accounts
from fengsui.command.duty.queries.listing import at_unit
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.queries.turns import posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import names_for, number_of
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from fengsui.ground.org.models import Person, Unit

WIDEST = 62  # days on one page
USUAL = 14
AHEAD_DAYS = 31  # so far ahead gaps are listed


def span(query: Mapping[str, str]) -> tuple[date, date]:
    """The days that a page asks for: from a day (today) on, so many."""
    asked = clock.read_day(query.get("from", ""))
    first = asked if asked and clock.EARLIEST <= asked.year < clock.LATEST else clock.today()
    many = number_of(query.get("days", ""), USUAL)
    return first, first + timedelta(days=max(1, min(many, WIDEST)) - 1)


def month(query: Mapping[str, str]) -> tuple[date, date]:
    """The first and last day of the month asked for, or of this one."""
    asked = clock.read_day(f"{query.get('month', '')}-01")
    first = asked if asked and clock.EARLIEST <= asked.year < clock.LATEST else clock.today().replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def account_rows(unit: Unit, first: date, last: date, reader: Person) -> list[tuple[str, Account]]:
    """Name and account of whoever is of a pool or had a shift here; the busiest first."""
    people_: set[UUID] = {one.pk for one in pool(posts_of([unit], first, last), first, last)}
    since, until = clock.midnight(first), clock.midnight(last + timedelta(days=1))
    rows = Shift.objects.filter(at_unit(unit), period__startswith__gte=since, period__startswith__lt=until)
    people_ |= set(rows.values_list("person", flat=True))
    called, found = names_for(reader, people_), accounts(people_, first, last)
    return sorted(((called.get(pk, ""), one) for pk, one in found.items()), key=lambda row: (-row[1].minutes, row[0]))
