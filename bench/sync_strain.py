"""What phones are told when the server cannot: no connection to the database is left, the network is slow, the disk is full.

Each is made so in a house of its own and ended again: meanwhile 503 problem+json, afterwards the same batch is stored once.
The disk is a small tmpfs, which only root can mount; otherwise that part is left out with a sentence.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bench.books import Phone
from bench.harness import Figure, house
from bench.sync import administration
from bench.sync_faults import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

_chance = random.Random(3)
SLOW = 24  # connections that send a byte a second: more than a server of four processes has threads
TMPFS_MB, LEAVE_MB = 700, 6


def figures() -> Iterator[Figure]:
    with house() as home:
        senders = administration(2, 3, live=True)
        with launched(home) as port:
            yield Figure.of("sync_unconnected_wrong", "n", [float(_without_connections(port, senders[0][1]))], limit=0)
            pages, taken = _beside_slow_ones(port, senders)
            yield Figure.of("page_beside_slow_ms", "ms", pages, limit=1000)
            yield Figure.of("sync_beside_slow_s", "s", taken, limit=60)
        full = _full_disk(home, senders[0][1])
        if full is None:
            _say("The disk was not filled: only root can mount a small one.")
        else:
            yield Figure.of("sync_full_disk_wrong", "n", [float(full)], limit=0)


def batch(head: str, n: int = 200) -> bytes:
    """A batch as the phones of the books make it."""
    phone = Phone(_chance.randrange(10**9), head, 0, [])
    rows = [phone._passage(datetime.now(UTC)) for _n in range(n)]  # noqa: SLF001
    return msgspec.json.encode({"v": 1, "sent_at": datetime.now(UTC).isoformat(), "records": rows})


def post(port: int, head: str, body: bytes, wait: float = 60) -> tuple[int, Any, float]:
    begun = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=wait)) as line:
        line.request("POST", "/gates/phone/sync", body, {"Authorization": head, "Content-Type": "application/json"})
        answer = line.getresponse()
        told = answer.read()
    kind = answer.headers.get("Content-Type", "")
    return answer.status, (msgspec.json.decode(told) if "json" in kind else told[:200]), time.perf_counter() - begun


def _is_later(status: int, told: Any) -> bool:
    return status == 503 and isinstance(told, dict) and told.get("code") == "gates.later" and bool(told["detail"])


def _statuses(told: Any) -> set[str]:
    return {one["status"] for one in told["results"]} if isinstance(told, dict) and "results" in told else {str(told)}


def _there() -> int:
    from django.db import connection

    from fengsui.frontline.gates.models import Passage

    connection.close()
    try:
        return Passage.objects.count()
    finally:
        connection.close()


# ── No connection is left ────────────────────────────────────────────────────────────────────────────────────────


def _without_connections(port: int, head: str) -> int:
    """Somebody takes all connections. Return how many answers were wrong."""
    import psycopg

    from fengsui.site import home

    body, wrong = batch(head), 0
    before = _there()
    with ExitStack() as taken:
        with psycopg.connect(
            home.server(), autocommit=True
        ) as one:  # who is idle is cut off, so that all must connect anew
            one.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )
        with suppress(psycopg.OperationalError):
            while True:
                taken.enter_context(closing(psycopg.connect(home.server())))
        for _n in range(12):
            status, told, took = post(port, head, body)
            wrong += not _is_later(status, told) and _statuses(told) - {"stored", "known"} != set()
            _say(
                f"without a connection: {status} after {took * 1000:.0f} ms {told.get('code') if isinstance(told, dict) else told}"
            )
    status, told, _took = post(port, head, body)
    _say(f"with connections again: {status} {_statuses(told)}")
    return wrong + (status != 200) + (_there() - before != 200)


# ── A slow network ───────────────────────────────────────────────────────────────────────────────────────────────


def _beside_slow_ones(port: int, senders: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds that a page takes while some phones send a byte a second, and seconds until another phone's batch is taken."""
    over = threading.Event()
    slow = [threading.Thread(target=_drip, args=(port, senders[0][1], over), daemon=True) for _n in range(SLOW)]
    for one in slow:
        one.start()
    time.sleep(3)
    try:
        pages = [_page(port) for _n in range(30)]
        taken = [_until_taken(port, head) for _device, head in senders[1:5]]
    finally:
        over.set()
    for one in slow:
        one.join(5)
    return pages, taken


def _page(port: int) -> float:
    begun = time.perf_counter()
    with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", "/accounts/login/")
        if line.getresponse().status == 200:
            return (time.perf_counter() - begun) * 1000
    return 10_000.0


def _until_taken(port: int, head: str) -> float:
    """As the phone does: told to wait, it tries again."""
    begun, body, said = time.perf_counter(), batch(head, 50), []
    while time.perf_counter() - begun < 60:
        try:
            status, told, _took = post(port, head, body, wait=10)
        except OSError as error:
            said.append(type(error).__name__)
            continue
        if status == 200:
            break
        said.append(f"{status} {told['code']}")
        time.sleep(1)
    _say(f"beside {SLOW} slow ones: taken after {time.perf_counter() - begun:.1f} s; before that {Counter(said)}")
    return time.perf_counter() - begun


def _drip(port: int, head: str, over: threading.Event) -> None:
    """A phone at the end of the world, that tries again and again."""
    body = batch(head, 50)
    said = (
        f"POST /gates/phone/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {head}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    while not over.wait(1):
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 60)) as line:
            line.sendall(said.encode())
            for n in range(len(body)):
                line.sendall(body[n : n + 1])
                if over.wait(1):
                    return


# ── The disk is full ─────────────────────────────────────────────────────────────────────────────────────────────


def _full_disk(home: Path, head: str) -> int | None:
    """The same house on a small disk, which somebody fills. Return how many answers were wrong."""
    with _small_disk() as disk:
        if disk is None:
            return None
        from fengsui.site import postgres

        postgres.stop(home)
        shutil.copytree(home / "pg", disk / "pg")
        _own(home / "pg", disk / "pg")
        (home / "pg").rename(home / "pg.before")
        (home / "pg").symlink_to(disk / "pg")
        try:
            postgres.start(home)
            with launched(home) as port:
                return _filled(port, head, disk)
        finally:
            postgres.stop(home, "immediate")
            (home / "pg").unlink()
            (home / "pg.before").rename(home / "pg")


def _own(model: Path, copy: Path) -> None:
    """Copied by root, it is the cluster's owner's again."""
    status = model.stat()
    for path in (copy, *copy.rglob("*")):
        os.chown(path, status.st_uid, status.st_gid, follow_symlinks=False)


@contextmanager
def _small_disk() -> Iterator[Path | None]:
    place = Path(tempfile.mkdtemp(prefix="fengsui-disk-"))
    place.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MB}m,mode=755", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        place.rmdir()
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def _filled(port: int, head: str, disk: Path) -> int:
    """Batches until one does not fit, then room again, then the same ones."""
    wrong, before, bodies = 0, _there(), [batch(head, 500) for _n in range(60)]
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(disk).free - (LEAVE_MB << 20)))
    stored, refused = 0, 0
    for body in bodies:
        try:
            status, told, _took = post(port, head, body)
        except OSError as error:  # PostgreSQL and all it has may be starting anew
            _say(f"on a full disk: {type(error).__name__}")
            refused += 1
            continue
        stored += status == 200
        refused += status != 200
        wrong += status != 200 and not _is_later(status, told)
        if status != 200 and refused <= 3:
            _say(f"on a full disk: {status} {told}")
    ballast.unlink()
    begun = time.monotonic()
    while post(port, head, batch(head, 0))[0] != 200 and time.monotonic() - begun < 60:
        time.sleep(0.5)
    _say(
        f"{stored} batches fitted, {refused} did not; {time.monotonic() - begun:.1f} s after there was room it went on"
    )
    for body in bodies:
        status, told, _took = post(port, head, body)
        wrong += status != 200 or len(_statuses(told)) != 1  # a batch is there whole or not at all
    return wrong + (not refused) + (_there() - before != 500 * len(bodies))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
