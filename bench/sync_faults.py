"""100,000 records of twenty phones with random faults, while the server, the worker and PostgreSQL are killed: none lost, none doubled.

The product runs as bin/run starts it, with a live clock. bench/books.py is the phones; every process that is killed is one of
this bench's own, by its number. What revives it is the launcher alone. FENGSUI_BENCH_SCALE=0.1 is a trial.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

import psutil

from bench import start
from bench.books import FEVER, Phone
from bench.harness import ROOT, Figure, house
from bench.sync import administration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCALE = float(os.environ.get("FENGSUI_BENCH_SCALE", "1"))
RECORDS, GATES, PHONES = round(100_000 * SCALE), 10, 20
KILLS = [
    "a web process", "PostgreSQL", "a web process", "the web server", "a connection", "the worker", "the postmaster",
    "the web server's parent", "a web process", "PostgreSQL", "a connection", "the web server",
]  # fmt: skip


def figures() -> Iterator[Figure]:
    with house() as home:
        phones = _phones()
        with launched(home) as port:
            for phone in phones:
                phone.port = port
            begun = time.monotonic()
            _storm(home, port, phones)
            lasted = time.monotonic() - begun
            lost, doubled, uneven = _compared(phones)
        made = sum(len(phone.made) for phone in phones)
        yield Figure.of("sync_faults_lost", "n", [float(lost)], limit=0)
        yield Figure.of("sync_faults_doubled", "n", [float(doubled)], limit=0)
        yield Figure.of("sync_faults_uneven", "n", [float(uneven)], limit=0)
        yield Figure.of("sync_faults_records", "n", [float(made)], limit=float(RECORDS))
        yield Figure.of("sync_faults_s", "s", [lasted], limit=600)


def _phones() -> list[Phone]:
    """Two phones at each gate, that know the same thirty people."""
    from fengsui.frontline.gates.actions import regulars
    from fengsui.frontline.gates.models import Device, Regular
    from fengsui.frontline.gates.roll import Entry
    from fengsui.ground.org.scope import SYSTEM

    made = []
    for n, (device, head) in enumerate(administration(GATES, PHONES // GATES, live=True)):
        unit = Device.objects.select_related("gate__unit").get(pk=device).gate.unit
        if not Regular.objects.filter(unit=unit).exists():
            regulars.add(unit, {k: Entry(f"居民{k}", "1", str(k), f"{1000 + k}") for k in range(30)}, by=SYSTEM)
        people = [str(pk) for pk in Regular.objects.filter(unit=unit).values_list("pk", flat=True)]
        made.append(Phone(n, head, 0, people))
    return made


@contextmanager
def launched(home: Path) -> Iterator[int]:
    """The launcher on the home of the bench, as bin/run calls it."""
    from django.db import connection

    connection.close()
    port = start._free_port()  # noqa: SLF001
    environment = os.environ | {"FENGSUI_PORT": str(port), "FENGSUI_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "fengsui.site.launch"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr) as launcher:
        try:
            _until_ready(port, launcher)
            yield port
        finally:
            connection.close()
            launcher.send_signal(signal.SIGTERM)
            launcher.wait(60)


def _until_ready(port: int, launcher: subprocess.Popen[bytes] | None = None) -> float:
    begun = time.monotonic()
    while not start._is_ready(port):  # noqa: SLF001
        if time.monotonic() - begun > 180 or (launcher and launcher.poll() is not None):
            raise RuntimeError("the product did not come up")
        time.sleep(0.05)
    return time.monotonic() - begun


# ── The storm ────────────────────────────────────────────────────────────────────────────────────────────────────


def _storm(home: Path, port: int, phones: list[Phone]) -> None:
    hands = [threading.Thread(target=phone.work, args=(RECORDS // PHONES,)) for phone in phones]
    for hand in hands:
        hand.start()
    chance = random.Random(7)
    for n, what in enumerate(KILLS):
        wanted = RECORDS * (n + chance.random()) / len(KILLS)
        while sum(len(phone.acknowledged) for phone in phones) < wanted and any(hand.is_alive() for hand in hands):
            time.sleep(0.02)
        killed = _kill(what, home, chance)
        time.sleep(0.1)
        _say(f"killed {what} ({killed} processes); a user could work again after {_until_ready(port):.1f} s")
    for hand in hands:
        hand.join()


def _kill(what: str, home: Path, chance: random.Random) -> int:
    """Kill -9 of what this bench started. Return how many processes that was."""
    from fengsui.site import postgres

    chosen: list[psutil.Process] = []
    with suppress(psutil.Error):
        if what in {"PostgreSQL", "the postmaster", "a connection"}:
            server = psutil.Process(postgres.running(home))
            clients = [one for one in server.children() if "fengsui" in " ".join(one.cmdline())]
            chosen = {"PostgreSQL": [server, *server.children()], "the postmaster": [server]}.get(what) or clients[:1]
        else:
            web, worker = (psutil.Process(row["pid"]) for row in json.loads((home / "run.json").read_text()))
            workers = [one for one in web.children() if "resource_tracker" not in " ".join(one.cmdline())]
            parts = {"the web server": [web, *workers], "the web server's parent": [web], "the worker": [worker]}
            chosen = parts.get(what) or [chance.choice(workers)]
    return sum(_end(process) for process in chosen)


def _end(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        process.kill()
        return True
    return False


# ── The books and the store ──────────────────────────────────────────────────────────────────────────────────────


def _compared(phones: list[Phone]) -> tuple[int, int, int]:
    """How many are lost, how many are doubled, and how many sums, withdrawals and alerts do not agree."""
    from django.db import connection

    from fengsui.frontline.gates.models import Passage, Withdrawal

    connection.close()
    rows, withdrawn = (
        list(Passage.objects.values_list("pk", flat=True)),
        set(Withdrawal.objects.values_list("id", flat=True)),
    )
    there, undone = {str(pk) for pk in rows}, {str(pk) for pk in withdrawn}
    made = set(chain.from_iterable(phone.made for phone in phones))
    gone = set(chain.from_iterable(phone.gone.values() for phone in phones))
    acknowledged = set(chain.from_iterable(phone.acknowledged for phone in phones))
    left = [one for phone in phones for one in phone.queue if one not in phone.bad]
    twice = sum(n > 1 for phone in phones for n in phone.stored.values())
    wrong = list(chain.from_iterable(phone.wrong for phone in phones))
    _say(f"answers: {sum((phone.answers for phone in phones), Counter()).most_common(12)}")
    _say(f"{len(made):,} passages, {len(gone):,} withdrawals ({sum(phone.first_gone for phone in phones)} sent first); "
         f"{len(there):,} and {len(undone):,} are there; left {len(left)}, never made {len(there - made)}, refused wrongly {wrong[:3]}")  # fmt: skip
    lost = len((acknowledged & made) - there) + len((acknowledged & gone) - undone) + len(left) + len(wrong)
    doubled = len(rows) - len(there) + len(there - made) + len(undone - gone) + twice
    return lost, doubled, _sums(phones) + _alerts(phones)


def _sums(phones: list[Phone]) -> int:
    """Gates whose people are not those of the phones' books, and days whose balance does not add up."""
    from fengsui.frontline.gates.models import Gate, Passage, Tally
    from fengsui.frontline.gates.queries.balance import balance
    from fengsui.ground.clock import queries as clock

    uneven, each = 0, PHONES // GATES
    for n, gate in enumerate(Gate.objects.order_by("unit_id")):
        books = [
            row["people"]
            for phone in phones[n * each : (n + 1) * each]
            for key, row in phone.made.items()
            if key not in phone.gone
        ]
        days = {clock.local(at).date() for at in Passage.objects.filter(gate=gate).values_list("at", flat=True)}
        days |= set(Tally.objects.filter(gate=gate).values_list("day", flat=True))
        found = [balance(gate, day) for day in days]
        uneven += sum(not one.adds_up or bool(one.lacking) for one in found)
        told = (sum(one.tally.rows for one in found), sum(one.tally.people for one in found))
        uneven += told != (len(books), sum(books))
        uneven += max(days) > clock.today() or min(days) < clock.today() - timedelta(days=9)
    return uneven


def _alerts(phones: list[Phone]) -> int:
    """Fevers that are not one alert each."""
    from fengsui.frontline.gates.models import Alert

    fevers = {
        key for phone in phones for key, row in phone.made.items() if row["heat"] == FEVER and key not in phone.gone
    }
    alerts = Counter(str(pk) for pk in Alert.objects.filter(kind="fever").values_list("passage", flat=True))
    _say(f"{len(fevers)} fevers, {len(alerts)} alerts")
    return sum(alerts[one] != 1 for one in fevers)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
