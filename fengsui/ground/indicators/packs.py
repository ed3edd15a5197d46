"""A day's packs of all units as one matrix: as they are now, or as they were known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from psycopg import Cursor

from fengsui.ground.indicators.queries import recomputed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from numpy.typing import NDArray

    type Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Packs:
    """A day's packs, as they stand in the database: one row of a matrix each."""

    units: NDArray[np.int64]
    values: Matrix  # as signed where it is signed, else as computed
    signed: NDArray[np.bool_]
    refreshed: NDArray[np.float64]


def load(
    first: date,
    last: date,
    positions: dict[str, int],
    known: datetime | None = None,
    units: Iterable[int] | None = None,
) -> dict[date, Packs]:
    """The packs of some days, of all units or some: one row a day, its vectors joined by the database.

    Shorter vectors end in NaN. known: what was signed by then, and what was computed by then; a pack that was computed
    again later is worked out anew from the rooms' rows, for the days and units concerned only.
    """
    width = len(positions)
    missing = np.full(width, np.nan).tobytes()
    values = {"missing": missing, "size": len(missing), "first": first, "last": last, "known": known}
    chosen = None if units is None else list(units)
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:  # Django's own cursors cannot fetch binary
        query = (_JOINED if known is None else _KNOWN) % _ONLY[chosen is not None]
        cursor.execute(query, values | {"units": chosen}, binary=True)
        found = {day: _stack(bodies, width) for day, *bodies in cursor}
    if known is not None:
        _mend(found, known, positions)
    return found


_ONLY = {False: "", True: "and p.unit_id = any(%(units)s)"}
# The aggregates of a day read the same rows in the same order, so the first one names the units of all.
_JOINED = """
    select p.day,
        string_agg(int8send(p.unit_id), ''::bytea),
        string_agg(
            substr(case when p.confirmed_at is null then p.computed else p.confirmed end || %%(missing)s, 1, %%(size)s),
            ''::bytea
        ),
        string_agg(float8send(coalesce(extract(epoch from p.confirmed_at), 'NaN')::float8), ''::bytea),
        string_agg(float8send(coalesce(extract(epoch from p.refreshed_at), 'NaN')::float8), ''::bytea)
    from indicators_pack p where p.day between %%(first)s and %%(last)s %s group by p.day
"""
_KNOWN = """
    select p.day,
        string_agg(int8send(p.unit_id), ''::bytea),
        string_agg(
            substr(case when c.id is null then p.computed else c.confirmed end || %%(missing)s, 1, %%(size)s), ''::bytea
        ),
        string_agg(float8send(coalesce(extract(epoch from c.known_at), 'NaN')::float8), ''::bytea),
        string_agg(float8send(case when c.id is null and p.refreshed_at > %%(known)s then 0 else 'NaN'::float8 end), ''::bytea)
    from indicators_pack p
    left join lateral (
        select id, confirmed, known_at from indicators_confirmation c
        where c.day = p.day and c.unit_id = p.unit_id and c.known_at <= %%(known)s
            and (c.replaced_at is null or c.replaced_at > %%(known)s)
        order by c.id desc limit 1
    ) c on true
    where p.day between %%(first)s and %%(last)s %s group by p.day
"""


def _stack(bodies: list[bytes], width: int) -> Packs:
    units = np.frombuffer(bodies[0], dtype=">i8").astype(np.int64)
    values = np.frombuffer(bodies[1], dtype="<f8").reshape(len(units), width)
    signed, refreshed = (np.frombuffer(body, dtype=">f8") for body in bodies[2:])
    return Packs(units, values, ~np.isnan(signed), refreshed)


def _mend(found: dict[date, Packs], known: datetime, positions: dict[str, int]) -> None:
    """Put in place of what was computed later what was known then. In the query, 0 marks these packs."""
    stale = [(day, int(unit)) for day, packs in found.items() for unit in packs.units[packs.refreshed == 0]]
    again = recomputed(stale, known, positions)
    for day, packs in found.items():
        values = packs.values.copy()
        for row in np.flatnonzero(packs.refreshed == 0):
            values[row] = again[day, int(packs.units[row])]
        found[day] = Packs(packs.units, values, packs.signed, np.full(len(values), np.nan))
