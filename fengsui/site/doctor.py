"""What is well and what is not, one line each. Every check returns a sentence, empty when all is well."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry, Seal
from fengsui.site import databases, home, machine, pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ENOUGH_MB = 2000


def examine() -> Iterator[tuple[str, bool, str]]:
    """Yield (what, whether it is well, what is seen). Without a database the rest is not asked."""
    yield from map(_run, _MACHINE)
    present = _run(("database", _database))
    yield present
    if present[1]:
        yield from map(_run, _HOUSE)


def _run(check: tuple[str, Callable[[], tuple[bool, str]]]) -> tuple[str, bool, str]:
    name, function = check
    try:
        well, seen = function()
    except home.NotReady as trouble:
        well, seen = False, str(trouble).removeprefix("fengsui: ")
    return name, well, seen


def _python() -> tuple[bool, str]:
    machine.check_python()
    return True, sys.version.split()[0]


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(home.HOME).free // 2**20
    return free > _ENOUGH_MB, f"{free} MB free at {home.HOME}" + ("" if free > _ENOUGH_MB else "; free some space")


def _fonts() -> tuple[bool, str]:
    machine.check_fonts()
    return True, f"{len(machine.fonts())} files"


def _keys() -> tuple[bool, str]:
    loose = [path for path in _key_files() if path.stat().st_mode & 0o077]
    if loose:
        return False, f"others may read {loose[0]}; run: chmod -R go= {home.KEYS}"
    return True, f"{home.KEYS}, readable by their owner only"


def _key_files() -> list[Path]:
    return [home.KEYS, *home.KEYS.rglob("*.json"), home.KEYS / "secret"] if home.KEYS.exists() else []


def _web() -> tuple[bool, str]:
    if machine.is_ready():
        return True, f"http://127.0.0.1:{home.port()}/ answers"
    return False, f"nothing ready answers on port {home.port()}; start bin/run (log: {home.HOME / 'log'})"


def _database() -> tuple[bool, str]:
    name = home.database_name()
    try:
        kind = databases.kind(name)
    except LookupError:
        return False, f"“{name}” does not exist; start bin/run, or restore a backup"
    where = "DATABASE_URL" if home.is_external() else "embedded"
    return kind != databases.EMPTY, f"“{name}” ({where}), {kind}" + (
        "; start bin/run" if kind == databases.EMPTY else ""
    )


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not waiting, f"{len(waiting)} not applied; start bin/run" if waiting else "all applied"


def _clock() -> tuple[bool, str]:
    here = clock.local(clock.now())
    behind = int(pulse.unsettled().total_seconds() // 60)
    return not pulse.is_late(), f"{here:%Y-%m-%d %H:%M}, settled {behind} min behind" + (
        "; is the worker running?" if pulse.is_late() else ""
    )


def _worker() -> tuple[bool, str]:
    failed = pulse.failed_jobs()
    if not pulse.worker_is_alive():
        return False, f"no sign of life; start bin/run (log: {home.HOME / 'log' / 'worker.log'})"
    return not failed, f"alive, {failed} jobs failed in the last day"


def _journal() -> tuple[bool, str]:
    last = Seal.objects.order_by("-pk").first()
    open_entries = Entry.objects.filter(leaf__isnull=True).count()
    seen = (
        f"last seal {clock.local(last.sealed_at):%Y-%m-%d %H:%M}, {open_entries} entries wait"
        if last
        else "no seal yet"
    )
    return bool(last) or not open_entries, seen


_MACHINE = (("python", _python), ("disk", _disk), ("fonts", _fonts), ("keys", _keys), ("web server", _web))
_HOUSE = (("migrations", _migrations), ("clock", _clock), ("worker", _worker), ("journal", _journal))
