"""The processes that the launcher keeps alive. Each has a session of its own, so that Ctrl-C reaches only the launcher."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil

from fengsui.site import home, machine
from fengsui.site.home import NotReady

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from threading import Event

_REGISTER = home.HOME / "run.json"
_LOG_BYTES = 10 * 2**20
_NOTHING = 2**20
_GRACE_S = 10.0
_STEADY_S = 60.0  # a child that lived so long is trusted again


def web() -> Child:
    workers = min(2 * (os.cpu_count() or 1), 8)  # threads of one process wait for each other; of four they hardly do
    # of the three threads, the doors for phones leave one free (frontline/gates/views/phone.py)
    options = {"interface": "wsgi", "host": "127.0.0.1", "port": home.port(), "workers": workers, "blocking-threads": 3}
    arguments = [part for key, value in options.items() for part in (f"--{key}", str(value))]
    quiet = ["--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"]
    return Child("web server", ["-m", "granian", *arguments, *quiet, "fengsui.site.wsgi:application"])


def worker() -> Child:
    return Child("worker", ["-m", "fengsui.site.launch.work"])


@dataclass
class Child:
    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    deaths: int = field(default=0)

    @property
    def log(self) -> Path:
        return home.HOME / "log" / f"{self.name.replace(' ', '-')}.log"

    def start(self) -> None:
        _turn_over(self.log)
        environment = os.environ | {"PYTHONPATH": str(home.ROOT), "PYTHONUNBUFFERED": "1"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", *self.arguments], cwd=home.ROOT, env=environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.begun = time.monotonic()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def due(self) -> bool:
        """Whether a dead child should be started again now: at once the first time, later with growing patience."""
        lived = time.monotonic() - self.begun
        if lived > _STEADY_S:
            self.deaths = 0
        return lived >= min(2.0**self.deaths, 30.0) - 1

    def stop(self) -> None:
        """Ask it to end, and end it with all its own children if it does not."""
        if self.process is None:
            return
        _signal_group(self.process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE_S)
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def why(self) -> str:
        """Say why it ended, or what it last said."""
        code = self.process.poll() if self.process else None
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        lines = [line.strip() for line in _tail(self.log).splitlines() if line.strip()]
        # granian's advice on workers and threads; what PostgreSQL adds to a sentence
        beside = ("[WARNING] Config", "DETAIL:", "HINT:")
        said = [line for line in lines if not line.startswith(beside)]
        if shutil.disk_usage(home.HOME).free < _NOTHING:
            return "the disk is full"
        return said[-1] if said else "it said nothing"


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))


def _tail(log: Path, size: int = 4096) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - size))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def remember(pids: Iterable[int]) -> None:
    """Write down who runs, so that the next start can end what a killed launcher left behind."""
    rows = []
    for pid in pids:
        with suppress(psutil.Error):
            rows.append({"pid": pid, "created": psutil.Process(pid).create_time()})
    _REGISTER.write_text(json.dumps(rows), encoding="utf-8")


def end_leftovers() -> int:
    """End the children of a launcher that was killed. Return how many there were."""
    found = [row for row in _remembered() if _is_same(row)]
    for row in found:
        _signal_group(row["pid"], signal.SIGTERM)
    until = time.monotonic() + _GRACE_S
    while any(_is_same(row) for row in found) and time.monotonic() < until:
        time.sleep(0.1)
    for row in found:
        _signal_group(row["pid"], signal.SIGKILL)
    _REGISTER.unlink(missing_ok=True)
    return len(found)


def _remembered() -> list[dict[str, Any]]:
    try:
        return list(json.loads(_REGISTER.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []


def _is_same(row: dict[str, Any]) -> bool:
    try:
        process = psutil.Process(row["pid"])
        return bool(process.create_time() == row["created"] and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def wait_until_ready(child: Child, stopping: Event, seconds: float = 60.0) -> None:
    """Wait until a user can work, or somebody wants to stop."""
    until = time.monotonic() + seconds
    while not stopping.is_set() and not machine.is_ready():
        if not child.is_alive():
            raise NotReady(f"the {child.name} did not start: {child.why()} (log: {child.log}).")
        if time.monotonic() > until:
            raise NotReady(f"the {child.name} did not answer within {seconds:.0f} s: {child.why()} (log: {child.log}).")
        time.sleep(0.05)
