"""A day's packs of all units as one matrix: as they are now, or as they were known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from psycopg import Cursor

from fengsui.ground.indicators.queries import recomputed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

    type Matrix = NDArray[np.float64]

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # PostgreSQL counts its moments from here


@dataclass(frozen=True)
class Packs:
    """A day's packs, as they stand in the database: one row of a matrix each."""

    units: NDArray[np.int64]
    values: Matrix  # as signed where it is signed, else as computed
    signed: NDArray[np.bool_]
    refreshed: NDArray[np.int64]  # microseconds since EPOCH; 0: not known


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
# The aggregates of a day read the same rows in the same order, so the first one names the units of all: a minus before
# a unit says that it has not signed. Numbers and times leave as they lie there: decimals on the way cost half the time.
_STACKED = """
    select day,
        string_agg(int8send(case when signed then unit_id else -unit_id end), ''::bytea),
        string_agg(
            case when octet_length(body) = %%(size)s then body else substr(body || %%(missing)s, 1, %%(size)s) end,
            ''::bytea
        ),
        string_agg({moment}, ''::bytea)
    from (
        select p.day, p.unit_id, p.refreshed_at, {signed} as signed,
            case when {signed} then {by}.confirmed else p.computed end as body
        from indicators_pack p {join}
        where p.day between %%(first)s and %%(last)s %s
    ) pack group by day
"""
_JOINED = _STACKED.format(
    moment="coalesce(timestamptz_send(refreshed_at), int8send(0))", signed="p.confirmed_at is not null", by="p", join=""
)
_KNOWN = _STACKED.format(
    moment="int8send(case when not signed and refreshed_at > %%(known)s then 1 else 0 end)",
    signed="c.id is not null", by="c", join="""
        left join lateral (
            select id, confirmed from indicators_confirmation c
            where c.day = p.day and c.unit_id = p.unit_id and c.known_at <= %%(known)s
                and (c.replaced_at is null or c.replaced_at > %%(known)s)
            order by c.id desc limit 1
        ) c on true""",
)  # fmt: skip


def _stack(bodies: list[bytes], width: int) -> Packs:
    units, refreshed = (np.frombuffer(bodies[n], dtype=">i8").astype(np.int64) for n in (0, 2))
    values = np.frombuffer(bodies[1], dtype="<f8").reshape(len(units), width)
    return Packs(np.abs(units), values, units > 0, refreshed)


def _mend(found: dict[date, Packs], known: datetime, positions: dict[str, int]) -> None:
    """Put in place of what was computed later what was known then. The query marks these packs in `refreshed`."""
    stale = [(day, int(unit)) for day, packs in found.items() for unit in packs.units[packs.refreshed > 0]]
    again = recomputed(stale, known, positions)
    for day, packs in found.items():
        values = packs.values.copy()
        for row in np.flatnonzero(packs.refreshed):
            values[row] = again[day, int(packs.units[row])]
        found[day] = Packs(packs.units, values, packs.signed, np.zeros_like(packs.refreshed))
