"""From nothing to a page that works: bin/run in a fresh clone with a home of its own, then again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

from bench.harness import ROOT, RUNS, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_S = 600


def figures() -> Iterator[Figure]:
    """The first start is measured once: it fetches packages, so its figure is as good as the network."""
    with _fresh_clone() as clone:
        yield Figure.of("first_start_s", "s", [_start(clone)], limit=180)
        yield Figure.of("later_start_s", "s", [_start(clone) for _ in range(RUNS)], limit=10)


@contextmanager
def _fresh_clone() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fengsui-bench-"))
    folder.chmod(0o755)
    try:
        subprocess.run(["git", "clone", "--quiet", ROOT, folder / "fengsui"], check=True)
        yield folder / "fengsui"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(clone: Path) -> float:
    """Start, wait until a user can work, stop; return the seconds of the start."""
    port = _free_port()
    environment = os.environ | {"FENGSUI_PORT": str(port), "FENGSUI_HOME": str(clone / "var")}
    environment.pop("DATABASE_URL", None)
    begun = time.monotonic()
    with subprocess.Popen([clone / "bin" / "run"], env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            while not _is_ready(port):
                if process.poll() is not None or time.monotonic() - begun > _PATIENCE_S:
                    raise SystemExit("bin/run did not come up.")
                time.sleep(0.02)
            return time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
