"""Starting, performing and ending background work. Import as `from fengsui.ground.runs import actions as runs`."""

from __future__ import annotations

import base64
import logging
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, connections, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.runs.declare import Cancelled
from fengsui.ground.runs.models import Run
from fengsui.ground.runs.queries import LOCK, cut_off, runners
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.backends.base.base import BaseDatabaseWrapper

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Table

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)  # a file that nobody fetched in a week is not needed
_SAY_EVERY_S = 0.3


def start(kind: str, *, by: Person, unit: Unit | None = None, now: bool = False, **params: Any) -> Run:
    """Ask for background work, in the caller's transaction. Called inside actions, which ask for the right and journal.

    now: no worker is asked; the caller performs it after its transaction (small work, done before the page answers).
    """
    if kind not in runners():
        raise LookupError(f"background work {kind} is not declared in any runners.py")
    run = Run.objects.create(
        kind=kind,
        by=by,
        unit=unit,
        params=params,
        asked_at=clock.now(),
        language=translation.get_language() or "zh-hans",
    )
    if not now:
        app.configure_task("fengsui.run").defer(run=str(run.pk))
    return run


@action
def export(table: Table, query: Mapping[str, str], form: str, *, by: Person, now: bool = False) -> Run:
    """Take a list out as a sheet. form: xlsx or csv. What may be seen is asked again when the rows are read."""
    scope.require(by, table.verb)
    if form not in {"xlsx", "csv"}:
        raise Refused("runs.form", _("Choose Excel or CSV."), field="form")
    run = start("runs.export", by=by, now=now, table=table.key, query=dict(query), form=form)
    journal.write("runs.exported", by=by.pk, unit=None, about=run.about, table=table.key, form=form)
    return run


@action
def cancel(run: Run, *, by: Person) -> Run:
    """Cancel one's own background work; what it wrote so far is rolled back. What nobody does any more ends at once."""
    scope.require(by, "runs.keep")
    waiting = Run.objects.filter(pk=run.pk, by=by, ended_at__isnull=True, cancelled_at__isnull=True)
    if not waiting.update(cancelled_at=clock.now()):
        raise Refused("runs.ended", _("This has ended already; nothing was cancelled."))
    done_by_nobody = Q(began_at__isnull=True) | Q(pk__in=cut_off([run]))
    Run.objects.filter(done_by_nobody, pk=run.pk).update(ended_at=clock.now())
    journal.write("runs.cancelled", by=by.pk, unit=run.unit_id, about=run.about, work=run.kind)
    return run


@action
def again(run: Run, *, by: Person) -> Run:
    """Do one's own work once more that has ended or was cut off, with the same questions."""
    scope.require(by, "runs.keep")
    if run.by_id == by.pk and cut_off([run]):
        _give_up(run)
    if run.by_id != by.pk or run.ended_at is None:
        raise Refused("runs.running", _("This is still running; wait until it has ended or cancel it."))
    fresh = start(run.kind, by=by, unit=run.unit, **run.params)
    journal.write("runs.repeated", by=by.pk, unit=run.unit_id, about=fresh.about, work=run.kind)
    return fresh


def _give_up(run: Run) -> None:
    """End what was cut off, unless a worker has just taken it up again: then it goes on."""
    if _claimed(run):
        _close(run, broken=True)
        run.refresh_from_db()


def give_up_lost() -> int:
    """End what was cut off and no worker will take up again. Return how many. Called by the tick."""
    lost = 0
    for run in Run.objects.filter(ended_at__isnull=True, began_at__isnull=False):
        waits = ProcrastinateJob.objects.filter(args__run=str(run.pk), status__in=("todo", "doing")).exists()
        if not waits and cut_off([run]):
            with transaction.atomic():
                _give_up(run)
            lost += 1
    return lost


def perform(pk: UUID) -> None:
    """Do a run's work in one transaction and end it in the same. Done again after a kill; what has ended is left alone."""
    run = Run.objects.filter(pk=pk, ended_at__isnull=True).select_related("by", "unit").first()
    if run is None:
        return
    with _side() as side, translation.override(run.language):
        try:
            with transaction.atomic():
                if _claimed(run):
                    _work(run, _Task(run, side))
        except Cancelled:
            _close(run)
        except Refused as refused:
            _close(run, refusal=str(refused.sentence)[:500])
        except Exception:
            log.exception("background work %s (%s) broke", run.pk, run.kind)
            _close(run, broken=True)


def _claimed(run: Run) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK, str(run.pk)])
        return bool(cursor.fetchone()[0]) and Run.objects.filter(pk=run.pk, ended_at__isnull=True).exists()


def _work(run: Run, task: _Task) -> None:
    task.progress(0)
    outcome = runners()[run.kind].work(task)
    ended = clock.now()
    Run.objects.filter(pk=run.pk).update(
        began_at=task.began,
        ended_at=ended,
        outcome=outcome,
        done=task.total or task.done,
        total=task.total,
        **task.kept,
    )


def _close(run: Run, **how: Any) -> None:
    moment = clock.now()
    Run.objects.filter(pk=run.pk, ended_at__isnull=True).update(began_at=moment, ended_at=moment, **how)


class _Task:
    """See declare.Task. Progress goes through a connection of its own, so that it is seen while the work is not committed."""

    def __init__(self, run: Run, side: BaseDatabaseWrapper) -> None:
        self.run, self.by, self.unit, self.params = run, run.by, run.unit, run.params
        self.began = clock.now()
        self.done = self.total = 0
        self.kept: dict[str, Any] = {}
        self._side, self._said = side, 0.0

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        self.done, self.total = done, self.total if total is None else max(total, done)
        if self.done < self.total and time.monotonic() - self._said < _SAY_EVERY_S:
            return
        self._said = time.monotonic()
        with self._side.cursor() as cursor:
            cursor.execute(
                "update runs_run set began_at = coalesce(began_at, %s), done = least(%s, greatest(%s, 1)), total = %s, note = %s"
                " where id = %s returning cancelled_at",
                [self.began, self.done, self.total, self.total, note[:200], self.run.pk],
            )
            row = cursor.fetchone()
        if row and row[0]:
            raise Cancelled

    def keep(self, name: str, content_type: str, body: bytes) -> None:
        pen = vault.admit([self.run.pk])[0]
        self.kept = {
            "file_name": name, "file_type": content_type, "file_size": len(body), "expires_at": clock.now() + KEPT,
            "file_sealed": pen.seal("file", base64.b64encode(body).decode()),
        }  # fmt: skip


@contextmanager
def _side() -> Iterator[BaseDatabaseWrapper]:
    """A second connection; it never waits long for a lock that the work itself holds."""
    side = connections["default"].copy()
    try:
        with side.cursor() as cursor:
            cursor.execute("set lock_timeout = '2s'")
        yield side
    finally:
        side.close()


def expire(now: datetime) -> int:
    """Destroy the files whose time is over. Return how many. Called by the tick."""
    over = list(Run.objects.filter(expires_at__lte=now, file_size__gt=0).values_list("pk", flat=True))
    vault.destroy(over)
    return Run.objects.filter(pk__in=over).update(file_sealed=b"", file_size=0)
