"""Phones send what they registered: 500 records a call, over HTTP, strict, once, sealed, counted, alarmed.

The limit is one stream of COPY BINARY of the very rows that came of it, into a table with the same indexes and days; the peer
is Django REST Framework with `bulk_create(ignore_conflicts=True)` (bench/drf.py), in a server of the same kind. Bodies are
made before and sent once each; what is stored is counted; a call that is not answered well stops the bench. Processor time is
that of the server's processes and PostgreSQL's, without the sender's. In turns, on emptied tables, after a checkpoint.

FENGSUI_BENCH_SCALE=0.1 is a trial; FENGSUI_BENCH_HISTORY (30,000,000 rows) is how much lies there for `sync_growth_30m`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
import psutil

from bench import start
from bench.harness import ROOT, RUNS, Figure, Run, house, settle_down, yardstick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCALE = float(os.environ.get("FENGSUI_BENCH_SCALE", "1"))
HISTORY = int(os.environ.get("FENGSUI_BENCH_HISTORY", "30000000"))
GATES, EACH, AT_ONCE = 40, 500, 4
BATCHES = max(8, round(120 * SCALE))
COPIES = 6  # of the peer a run: the clock of processes tells hundredths of seconds
DRF_BATCHES = max(4, BATCHES // 4)  # it is slower: fewer of the same
KEY = "k" * 43
_chance = random.Random(20200203)


def figures() -> Iterator[Figure]:
    with house() as home:
        devices = administration()
        with served(home) as port:
            phones = Phones(port, devices)
            phones.send(phones.bodies(BATCHES))
            cpu, wall = _against_copy(home, phones)
            yield Figure.against("sync_cpu_ratio_copy", cpu, wall, "one stream of COPY BINARY, processor time")
            yield Figure.against("sync_wall_ratio_copy", cpu, wall, "one stream of COPY BINARY, by the wall", wall=True)
            known, phones.people = phones.people, [None]
            named = _against_copy(home, phones, "gates_copied_2")[0:2]
            yield Figure.against("sync_cpu_ratio_copy_named", *named, "the same where everybody says a name")
            phones.people = known
            yield Figure.of("sync_single_ms", "ms", [_single(phones) for _n in range(RUNS)], limit=5)
            yield Figure.of("sync_backlog_s", "s", [_backlog(port, devices[0]) for _n in range(3)], limit=60)
            with _drf() as other:
                mine, peer = in_turns(home, phones, Peer(other))
                singles = singly(home, phones, Peer(other))
            yield Figure.against(
                "sync_single_ratio_drf", *singles, "Django REST Framework, a record a call, processor time"
            )
            yield Figure.against("sync_ratio_drf", mine, peer, "Django REST Framework, processor time")
            yield Figure.against(
                "sync_growth_30m", *_growth(home, phones), f"an empty table, with {HISTORY:,} rows there"
            )


# ── The administration and its phones ────────────────────────────────────────────────────────────────────────────


def administration(gates: int = GATES, phones: int = 1, *, live: bool = False) -> list[tuple[str, str]]:
    """Gates, each of a unit of its own, with phones bound to them. Return the phones' ids and the heads by which they are known."""
    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Station, Unit
    from fengsui.ground.org.scope import SYSTEM

    now = queries.wall() if live else datetime(2020, 2, 3, 18, 30, tzinfo=queries.LOCAL)
    if live:
        clock.found_live()
    else:
        clock.found_drill(now, "bench")
    rows = [UnitRow("top", "department", "top", superiors={"territory": "-"})]
    rows += [UnitRow(f"county-{n}", "county_bureau", f"c{n}", superiors={"territory": "top"}) for n in range(gates)]
    org.arrange(rows, since=now.date() - timedelta(days=30), by=SYSTEM)
    made = []
    for n, unit in enumerate(Unit.objects.filter(kind="county_bureau").order_by("pk")):
        station = Station.objects.create(unit=unit, name=f"gate {n}")
        gate = Gate.objects.create(station=station, unit=unit, kind="community", since=now.date() - timedelta(days=29))
        made += [_bound(gate, n * phones + one, now) for one in range(phones)]
    _look_out(Unit.objects.get(code="top"), now)
    _know(list(Unit.objects.filter(kind="county_bureau").order_by("pk")))
    return made


def _bound(gate: Any, n: int, now: datetime) -> tuple[str, str]:
    from fengsui.frontline.gates.models import Device

    secret = sha256(f"{n}{KEY}".encode()).digest()
    device = Device.objects.create(gate=gate, secret=secret, bound_at=now, until=now + timedelta(days=2))
    return str(device.pk), f"Device {device.pk}.{n}{KEY}"


def _know(units: list[Any]) -> None:
    """Two hundred residents of each unit."""
    from fengsui.frontline.gates import roll
    from fengsui.frontline.gates.actions import regulars
    from fengsui.ground.org.scope import SYSTEM

    for unit in units:
        people = {n: roll.Entry(f"张某{n}", f"{n % 20}", f"{n}", "", "") for n in range(200)}
        regulars.add(unit, people, by=SYSTEM, synthetic=True)


def _look_out(unit: Any, now: datetime) -> None:
    """Twenty persons for whom all gates look out; none of them comes."""
    from fengsui.frontline.gates.actions import listing
    from fengsui.ground.org.scope import SYSTEM

    until = now + timedelta(days=5)
    for n in range(20):
        one = listing.Entry(f"李某{n}", "bench", "1", "bench", until, f"E{n:08}")
        listing.enlist(unit, one, by=SYSTEM, synthetic=True)


def record(moment: datetime, people: list[str] | None = None) -> dict[str, Any]:
    """Somebody comes, measured: three of four a resident by the id, as the phone sends it, every fourth a visitor who says a name and
    a room, every eighth a telephone too. Without people everybody says a name, which is sealed: a gate that knows nobody.
    """
    at = moment - timedelta(milliseconds=_chance.randrange(20_000_000))
    ident = UUID(int=int(at.timestamp() * 1000) << 80 | 0x7 << 76 | _chance.getrandbits(76) & ~(0x3 << 62) | 0x2 << 62)
    visitor = _chance.random() < 0.25
    known = people and not visitor
    row = {
        "t": "passage", "id": str(ident), "at": at.isoformat(), "way": _chance.choice(["in", "out"]),
        "kind": "visitor" if visitor else "person", "heat": _chance.randrange(355, 371), "site": "wrist",
    }  # fmt: skip
    if known:
        return row | {"who": _chance.choice(people or [])}
    row |= {"building": f"{_chance.randrange(1, 30)}", "room": f"{_chance.randrange(1, 7)}0{_chance.randrange(1, 5)}", "name": "王小明"}  # fmt: skip
    return row | ({"phone": f"139{_chance.randrange(10**8):08}"} if visitor and _chance.random() < 0.5 else {})


class Phones:
    """They send bodies that are ready, over connections that stay open, and look at every answer."""

    def __init__(self, port: int, devices: list[tuple[str, str]]) -> None:
        from fengsui.ground.clock import queries as clock

        self.port, self.devices, self.now = port, devices, clock.now()
        self.people: list[list[str] | None] = _people()

    def bodies(self, batches: int, each: int = EACH) -> list[tuple[str, bytes]]:
        encode = msgspec.json.encode
        said = {"v": 1, "sent_at": self.now.isoformat(), "queued": 0}
        return [
            (
                self.devices[n % len(self.devices)][1],
                encode(said | {"records": [record(self.now, self.people[n % len(self.people)]) for _n in range(each)]}),
            )
            for n in range(batches)
        ]

    def send(self, bodies: list[tuple[str, bytes]]) -> None:
        shares = [bodies[n::AT_ONCE] for n in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(self._send, shares))

    def _send(self, share: list[tuple[str, bytes]]) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            for head, body in share:
                line.request(
                    "POST", "/gates/phone/sync", body, {"Authorization": head, "Content-Type": "application/json"}
                )
                answer = line.getresponse()
                told = answer.read()
                if answer.status != 200 or b'"refused"' in told:
                    raise RuntimeError(f"{answer.status}: {told[:300]!r}")


def _people() -> list[list[str] | None]:
    """Whom the gates know, in the order of their devices."""
    from fengsui.frontline.gates.models import Gate, Regular

    units = Gate.objects.order_by("pk").values_list("unit", flat=True)
    return [[str(pk) for pk in Regular.objects.filter(unit=unit).values_list("pk", flat=True)] for unit in units]


def _single(phones: Phones) -> float:
    """A record a call, one after the other: milliseconds each."""
    bodies = phones.bodies(100, each=1)
    begun = time.perf_counter()
    phones._send(bodies)  # noqa: SLF001
    return (time.perf_counter() - begun) * 1000 / len(bodies)


def _backlog(port: int, device: tuple[str, str], bytes_a_second: int = 8_000) -> float:
    """500 records over a network of 64 kbit/s with half a second to everywhere, packed as the phone packs them: seconds."""
    import gzip
    import socket

    from fengsui.ground.clock import queries as clock

    said = {"v": 1, "sent_at": clock.now().isoformat(), "records": [record(clock.now()) for _n in range(EACH)]}
    body = gzip.compress(msgspec.json.encode(said))
    head = (
        f"POST /gates/phone/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {device[1]}\r\nContent-Encoding: gzip\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    begun = time.perf_counter()
    with closing(socket.create_connection(("127.0.0.1", port), 60)) as line:
        time.sleep(1.0)  # there and back for the connection
        for n in range(0, len(whole := head.encode() + body), 800):
            line.sendall(whole[n : n + 800])
            time.sleep(800 / bytes_a_second)
        told = b""
        while part := line.recv(65536):
            told += part
        time.sleep(0.5 + len(told) / bytes_a_second)
    if b" 200 " not in told[:20] or told.count(b'"stored"') != EACH:
        raise RuntimeError(repr(told[:300]))
    return time.perf_counter() - begun


# ── Servers, and what they spend ─────────────────────────────────────────────────────────────────────────────────


@contextmanager
def served(home: Path) -> Iterator[int]:
    """The web server as the launcher starts it, without the worker: it would settle in between."""
    from django.db import connection

    from fengsui.site.launch import children

    port = start._free_port()  # noqa: SLF001
    os.environ["FENGSUI_PORT"] = str(port)
    (home / "log").mkdir(exist_ok=True)
    web = children.web()
    connection.close()
    try:
        web.start()
        children.wait_until_ready(web, threading.Event())
        yield port
    finally:
        web.stop()


def _spent() -> float:
    """Processor time so far of all processes that this one started: servers and PostgreSQL."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _database(home: Path) -> float:
    """The same of PostgreSQL, which is no child of ours: it was started to outlive its starter."""
    from bench.harness import _of_process, _servers

    return sum(_of_process(process) for process in _servers(home))


def _timed(home: Path, work: Callable[[], object], rows: int) -> Run:
    """Seconds per row."""
    cpu, wall = _spent() + _database(home), time.perf_counter()
    work()
    lasted = time.perf_counter() - wall
    time.sleep(0.2)
    return Run(lasted / rows, (_spent() + _database(home) - cpu) / rows)


def _emptied(passages: str = "gates_passage") -> None:
    _sql(f"truncate {passages}, gates_tally, gates_stray, gates_alert cascade")
    _sql("checkpoint")


def _sql(text: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchone()[0] if cursor.description else None


def _stored(table: str, wanted: int) -> None:
    if (there := _sql(f"select count(*) from {table}")) != wanted:
        raise RuntimeError(f"{there} rows in {table} instead of {wanted}")


# ── Against COPY ─────────────────────────────────────────────────────────────────────────────────────────────────


def _against_copy(home: Path, phones: Phones, table: str = "gates_copied") -> tuple[list[Run], list[Run]]:
    _like(table)
    mine, peer, rows = [], [], BATCHES * EACH
    for n in range(RUNS + 1):
        yardstick()
        _emptied()
        bodies = phones.bodies(BATCHES)
        sent = _timed(home, lambda bodies=bodies: phones.send(bodies), rows)
        _stored("gates_passage", rows)
        data = _dumped()
        copied = _copied(home, b"".join(data), rows, table)
        if n:  # the first pair warms up
            mine.append(sent)
            peer.append(copied)
            _say(
                f"sync {sent.cpu * 1e6:.1f} µs of processors a row, {1 / sent.wall:,.0f} rows/s; COPY {copied.cpu * 1e6:.1f} µs, {1 / copied.wall:,.0f} rows/s"
            )
    return mine, peer


def _like(name: str) -> None:
    """A table with the same columns, indexes and days."""
    from datetime import date

    from fengsui.frontline.gates.actions.partitions import bounds

    _sql(f"create table {name} (like gates_passage including defaults including indexes) partition by range (id)")
    _sql(f"create table {name}_default partition of {name} default")
    for day in (date(2020, 2, 2), date(2020, 2, 3)):
        since, until = bounds(day)
        _sql(f"create table {name}_{day:%Y%m%d} partition of {name} for values from ('{since}') to ('{until}')")


def _dumped() -> list[bytes]:
    """What the phones sent as the table holds it, in the order in which it came, ready to be copied."""
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy("copy (select * from gates_passage order by known_at, ctid) to stdout (format binary)") as out:  # fmt: skip
        return [bytes(part) for part in out]


def _copied(home: Path, whole: bytes, rows: int, table: str) -> Run:
    runs = []
    for _n in range(COPIES):
        _sql(f"truncate {table}")
        _sql("checkpoint")
        runs.append(_timed(home, lambda: _copy(whole, table), rows))
        _stored(table, rows)
    return Run(sum(one.wall for one in runs) / COPIES, sum(one.cpu for one in runs) / COPIES)


def _copy(whole: bytes, table: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin (format binary)") as to:
        for n in range(0, len(whole), 1 << 17):
            to.write(whole[n : n + (1 << 17)])


# ── Against Django REST Framework ────────────────────────────────────────────────────────────────────────────────


class Peer:
    """A peer's sender: the same records as a list, each body once; the table in which its rows are counted."""

    name, table, path, created = "Django REST Framework", "gates_drf", "/passages", 201

    def __init__(self, port: int, batches: int = DRF_BATCHES, **head: str) -> None:
        self.port, self.batches, self.head = port, batches, {"Content-Type": "application/json"} | head

    def bodies(self, phones: Phones, batches: int, each: int = EACH) -> list[bytes]:
        return [
            msgspec.json.encode([record(phones.now, phones.people[0]) for _n in range(each)]) for _b in range(batches)
        ]

    def send(self, bodies: list[bytes]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(self._send, [bodies[n::AT_ONCE] for n in range(AT_ONCE)]))

    def _send(self, share: list[bytes]) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=120)) as line:
            for body in share:
                line.request("POST", self.path, body, self.head)
                answer = line.getresponse()
                told = answer.read()
                if answer.status != self.created:
                    raise RuntimeError(f"{answer.status}: {told[:300]!r}")

    def emptied(self) -> None:
        _sql(f"truncate {self.table}")
        _sql("checkpoint")

    def stored(self, wanted: int) -> None:
        _stored(self.table, wanted)


@contextmanager
def _drf() -> Iterator[int]:
    """Its server: granian with as many workers and threads, in an environment that has it besides ours (fetched now)."""
    beside = Path(tempfile.mkdtemp(prefix="fengsui-drf-"))
    fetch = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(beside), "djangorestframework"]
    subprocess.run(fetch, check=True)
    port = start._free_port()  # noqa: SLF001
    _like("gates_drf")
    told = os.environ | {"PYTHONPATH": f"{ROOT}:{beside}"}
    arguments = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "3", "--log-level", "warning", "bench.drf:application"]  # fmt: skip
    server = subprocess.Popen([sys.executable, "-P", *arguments], cwd=ROOT, env=told)
    try:
        wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(beside, ignore_errors=True)


def wait(port: int, path: str = "/passages") -> None:
    for _n in range(150):
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
                line.request("GET", path)
                line.getresponse().read()
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the peer did not start")


def in_turns(home: Path, phones: Phones, peer: Peer) -> tuple[list[Run], list[Run]]:
    """500 records a call."""
    mine, other, rows, few = [], [], BATCHES * EACH, peer.batches * EACH
    for n in range(RUNS + 1):
        _emptied()
        bodies = phones.bodies(BATCHES)
        sent = _timed(home, lambda bodies=bodies: phones.send(bodies), rows)
        peer.emptied()
        theirs = peer.bodies(phones, peer.batches)
        took = _timed(home, lambda theirs=theirs: peer.send(theirs), few)
        peer.stored(few)
        if n:
            mine.append(sent)
            other.append(took)
            _say(
                f"sync {sent.cpu * 1e6:.1f} µs a row, {1 / sent.wall:,.0f} rows/s; {peer.name} {took.cpu * 1e6:.1f} µs, {1 / took.wall:,.0f} rows/s"
            )
    return mine, other


def singly(home: Path, phones: Phones, peer: Peer) -> tuple[list[Run], list[Run]]:
    """A record a call, by four at once."""
    mine, other, calls = [], [], max(100, BATCHES * 4)
    for n in range(RUNS + 1):
        bodies, theirs = phones.bodies(calls, each=1), peer.bodies(phones, calls, each=1)
        sent = _timed(home, lambda bodies=bodies: phones.send(bodies), calls)
        took = _timed(home, lambda theirs=theirs: peer.send(theirs), calls)
        if n:
            mine.append(sent)
            other.append(took)
            _say(f"single {sent.cpu * 1e3:.2f} ms, {1 / sent.wall:,.0f}/s; {peer.name} {took.cpu * 1e3:.2f} ms, {1 / took.wall:,.0f}/s")  # fmt: skip
    return mine, other


# ── With thirty days of history ──────────────────────────────────────────────────────────────────────────────────


def _growth(home: Path, phones: Phones) -> tuple[list[Run], list[Run]]:
    """How fast it is with history as against without: minutes apart, so in turns is not possible. The day itself begins empty each time."""
    rows, empty, full = BATCHES * EACH, [], []
    for _n in range(RUNS):
        _emptied()
        bodies = phones.bodies(BATCHES)
        empty.append(_timed(home, lambda bodies=bodies: phones.send(bodies), rows))
    _history()
    settle_down()
    for _n in range(RUNS):
        _emptied("gates_passage_20200203")
        bodies = phones.bodies(BATCHES)
        full.append(_timed(home, lambda bodies=bodies: phones.send(bodies), rows))
    _say(f"empty {sorted(r.cpu * 1e6 for r in empty)}; with history {sorted(r.cpu * 1e6 for r in full)} µs a row")
    return full, empty


def _history() -> None:
    """Thirty days of rows, made by the database itself: ids as phones make them, forty gates, everybody known by a digest."""
    from datetime import UTC, date
    from datetime import time as hour

    from fengsui.frontline.gates.actions.partitions import ensure

    last = date(2020, 2, 3)
    days = [last - timedelta(days=n) for n in range(1, 31)]
    ensure(days)
    for day in days:
        begun = int(datetime.combine(day, hour(0), tzinfo=UTC).timestamp() * 1000)
        _sql(f"""
            insert into gates_passage (id, at, told_at, known_at, gate_id, direction, kind, outcome, people, heat, site, reason, building, sealed, who)
            select (lpad(to_hex({begun} + ms), 12, '0') || '7' || substr(md5(n::text || '{day}'), 1, 3) || '8' || substr(md5('a' || n), 1, 15))::uuid,
                to_timestamp(({begun} + ms) / 1000.0), to_timestamp(({begun} + ms) / 1000.0), to_timestamp(({begun} + ms) / 1000.0),
                (select min(id) from gates_gate) + n % {GATES}, n % 2, 0, 0, 1, 360 + n % 12, 'wrist', '', '1', '\\x',
                md5((n % 50000)::text)::uuid
            from (select n, (n::bigint * 86399000 / {max(1, HISTORY // 30)}) ms from generate_series(1, {HISTORY // 30}) n) made
        """)
        _say(f"history of {day}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
