"""How a room declares a list that can be taken out as a sheet (`exports.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise

type Query = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column of an exported table. width: in characters; decimals: for numbers; None cells stay empty, never 0."""

    title: str | Promise
    width: int = 16
    decimals: int | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """A list that can be exported.

    key: `room.noun`; title: what it is called; verb: who may take it out (asked again when the run begins);
    columns: fixed, or what a query (the page's parameters) makes of them; rows(person, query): the cells row by row, only
    what that person may see, personal values masked; total(person, query): how many rows, for the progress (None: unknown);
    name(query): what the file is called, without its ending; notes(person, query): lines above the table (day, state, as known).
    Raises Refused in `rows` if the query asks for something that does not exist.
    """

    key: str
    title: str | Promise
    verb: str
    columns: Sequence[Column] | Callable[[Query], Sequence[Column]]
    rows: Callable[[Any, Query], Iterable[Sequence[Any]]]
    total: Callable[[Any, Query], int] | None = None
    name: Callable[[Query], str] | None = None
    notes: Callable[[Any, Query], Sequence[str]] | None = None

    def heads(self, query: Query) -> Sequence[Column]:
        return self.columns(query) if callable(self.columns) else self.columns
