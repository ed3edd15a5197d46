"""Planning and meeting. Called by the tick and inside the rooms' actions, which ask for the right and write the fact."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import owings
from fengsui.ground.org.models import Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from fengsui.ground.obligations.declare import Expected, Owing
    from fengsui.ground.org.scope import Actor

AHEAD = timedelta(hours=30)  # planned so far ahead: tomorrow's morning is on tonight's Today
BEHIND = timedelta(days=1)


@transaction.atomic
def plan(since: datetime, until: datetime) -> int:
    """Reconcile what is owed between two moments with the rows. Return how many rows changed.

    Adds the new, re-dates the moved, voids what is no longer owed; what is met is never touched.
    """
    return sum(_plan_kind(owing, since, until) for owing in owings().values())


def _plan_kind(owing: Owing, since: datetime, until: datetime) -> int:
    wanted = {(item.subject, item.period): item for item in owing.expected(since, until)}
    rows = Obligation.objects.filter(kind=owing.kind, opens_at__lt=until, due_at__gte=since)
    known = {(row.subject, row.period): row for row in rows}
    absent = wanted.keys() - known.keys()
    known |= {
        (row.subject, row.period): row
        for row in Obligation.objects.filter(kind=owing.kind, period__in={period for _, period in absent})
    }
    fresh = [_row(owing.kind, wanted[key]) for key in wanted.keys() - known.keys()]
    Obligation.objects.bulk_create(fresh, ignore_conflicts=True)
    changed = [row for key, row in known.items() if row.met_at is None and _changes(row, wanted.get(key), until)]
    open_still = Obligation.objects.filter(met_at__isnull=True)  # nobody who signs meanwhile waits for the plan
    open_still.bulk_update(changed, ["opens_at", "due_at", "void_at", "unit"], batch_size=500)
    return len(fresh) + len(changed)


def _row(kind: str, item: Expected) -> Obligation:
    return Obligation(
        kind=kind, subject=item.subject, period=item.period, unit_id=item.unit_id,
        opens_at=item.opens_at, due_at=item.due_at,
    )  # fmt: skip


def _changes(row: Obligation, item: Expected | None, until: datetime) -> bool:
    """Bring a row that is not met in line with what is expected; return whether it changed."""
    if item is None:
        gone = row.void_at is None and row.opens_at < until
        row.void_at = clock.now() if gone else row.void_at
        return gone
    before = (row.opens_at, row.due_at, row.unit_id, row.void_at)
    row.opens_at, row.due_at, row.unit_id, row.void_at = item.opens_at, item.due_at, item.unit_id, None
    return before != (row.opens_at, row.due_at, row.unit_id, None)


def replan(kind: str = "", since: datetime | None = None) -> None:
    """Plan again from yesterday (or further back) to tomorrow: measures, units or rosters changed; or one kind's facts."""
    start = min(since or clock.now(), clock.now() - BEHIND)
    if kind:
        _plan_kind(owings()[kind], start, clock.now() + AHEAD)
    else:
        plan(start, clock.now() + AHEAD)


@transaction.atomic
def mirror(
    kind: str, subjects: Collection[str], owed: Iterable[Expected], met: Collection[str] = (), *, by: Actor
) -> None:
    """Bring what is owed about some subjects in line with how they stand, for all of them in a handful of queries.

    owed: is owed, again perhaps; met: subjects of which the rest is done now, by this person; any other rest is void.
    For rooms whose things are many and change one by one: planning a whole kind anew at each would take too long. Their
    `expected` says the same, so that the tick finds nothing to change.
    """
    wanted = {(item.subject, item.period): item for item in owed}
    rows = Obligation.objects.select_for_update().filter(kind=kind, subject__in=list(subjects)).order_by("pk")
    known = {(row.subject, row.period): row for row in rows}
    Obligation.objects.bulk_create([_row(kind, wanted[key]) for key in wanted.keys() - known.keys()], batch_size=1000)
    changed = []
    for key, row in known.items():
        if key in wanted:
            again = row.met_at is not None
            row.met_at = row.met_by = None
            changed += [row] if _changes(row, wanted[key], row.due_at) or again else []
        elif row.met_at is None and row.void_at is None:
            row.met_at, row.void_at = (clock.now(), None) if row.subject in met else (None, clock.now())
            row.met_by = by if row.met_at and isinstance(by, Person) else None
            changed.append(row)
    fields = ["opens_at", "due_at", "void_at", "unit", "met_at", "met_by"]
    Obligation.objects.bulk_update(changed, fields, batch_size=1000)


def owe(kind: str, items: Iterable[Expected]) -> None:
    """Add what came to be owed just now, without reconciling the rest of its kind; what is there already stays."""
    rows = [_row(kind, item) for item in items]
    Obligation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def forget_units(units: list[int]) -> None:
    """Drop what was planned for units that are taken back; what was met stays, and holds the taking back up."""
    Obligation.objects.filter(unit__in=units, met_at__isnull=True).delete()


def meet(kind: str, subject: str, period: str, *, by: Actor, at: datetime | None = None) -> bool:
    """Mark what is owed as met, once. Nothing happens if it is not owed or met already."""
    return bool(
        Obligation.objects.filter(kind=kind, subject=subject, period=period, met_at__isnull=True).update(
            met_at=at or clock.now(), met_by=by if isinstance(by, Person) else None
        )
    )


def reopen(kind: str, subject: str, period: str) -> bool:
    """What was met is owed again (a report was returned)."""
    return bool(Obligation.objects.filter(kind=kind, subject=subject, period=period).update(met_at=None, met_by=None))
