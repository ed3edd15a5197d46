"""Lists whose rows can stand on a sheet: those that the rooms declare for export, personal values masked there already."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.tables.declare import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.scope import Actor


def tables(by: Actor) -> dict[str, Table]:
    """The lists that a person may take out, by key."""
    return {one.key: one for one in house.declared("exports", Table) if scope.may(by, one.verb)}


def columns(table: Table) -> list[str]:
    """What its columns are called."""
    return [str(column.title) for column in table.heads({})]


def lines(key: str, by: Actor, day: date, most: int) -> list[Sequence[Any]]:
    """The rows of a list on a day that the person may see, at most so many; none if the list is not theirs."""
    table = tables(by).get(key)
    if table is None or not isinstance(by, Person):
        return []
    return [list(row) for row in islice(table.rows(by, {"day": day.isoformat()}), most)]


def cell(value: Any) -> float | str:
    """A list's value as a sheet takes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
