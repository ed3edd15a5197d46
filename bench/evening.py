"""2,000 evening reports in five minutes by 500 officers at once, with ten walls open: errors, losses, and the time it takes.

The web server and the worker run as in production, against the bench's database; the crowd is a process of its own
(bench/crowd.py) and keeps its own books, which are compared with the database at the end. A signature that was acknowledged
must be there exactly once. Everything that is not a figure (what ran, the slowest parts) is said on standard error.

FENGSUI_BENCH_SCALE=0.1 is a trial: a tenth of the reports in a tenth of the time, at the same pace.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import time as hour
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import psutil

from bench import crowd, large, start, today, wall
from bench.harness import ROOT, Figure, cpu_seconds, house, settle_down, yardstick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OFFICERS, EACH, SECONDS, WALLS, DAYS = 500, 4, 300, 10, 7
SCALE = float(os.environ.get("FENGSUI_BENCH_SCALE", "1"))
BEGINS = hour(18, 35)  # the drill's clock goes on from here at the pace of the wall's


def figures() -> Iterator[Figure]:
    with house() as home:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        commander = _administration()
        officers = _officers()
        settle_down()
        with _served(home) as port:
            _warm(
                port, [(session, paths[0]) for session, paths, _person in officers[:20]] + [(commander, wall.PAGE)] * 2
            )
            _measure_machine()
            task = {
                "port": port, "seconds": SECONDS * SCALE, "walls": WALLS, "wall": wall.PAGE, "commander": commander,
                "officers": [(session, paths) for session, paths, _person in officers],
            }  # fmt: skip
            books = _crowd(home, task)
            _measure_machine()
        lost = _lost(books["acknowledged"], {path: person for _s, paths, person in officers for path in paths})
        yield from _told(books, lost)


def _administration() -> str:
    """Fill the house as on an evening at which nobody has signed yet; on the days before everybody did. Return the commander's session."""
    from django.db.models import F

    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries as now
    from fengsui.ground.indicators import actions as indicators
    from fengsui.ground.indicators import queries
    from fengsui.ground.indicators.models import Pack, Slot

    products = queries.declared
    large.fill(DAYS)
    wall._places()  # noqa: SLF001 - the same as the wall's own bench
    queries.declared = products  # the web server is another process: it knows the product's own indicators only
    queries.forget()
    Slot.objects.all().delete()  # the numbers of past days become theirs
    indicators.register_slots()
    Pack.objects.filter(day=large.LAST).update(confirmed=b"", confirmed_at=None)
    Pack.objects.filter(day__lt=large.LAST).update(confirmed=F("computed"), confirmed_at=F("refreshed_at"))
    clock.move(now.on(large.LAST, BEGINS), rate=1)
    commander, _officer = today._people()  # noqa: SLF001
    today._reports()  # noqa: SLF001
    indicators.refresh(large.LAST)
    return str(commander.cookies["sessionid"].value)  # type: ignore[attr-defined]


def _officers() -> list[tuple[str, list[str], Any]]:
    """Make the officers, each appointed to four units that owe a report. Return session, the reports' paths, person."""
    from django.urls import reverse

    from fengsui.command.reports.models import owing_units
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    owing = list(owing_units(large.LAST).order_by("pk"))
    wanted = owing[: round(OFFICERS * SCALE) * EACH]
    duties = [wanted[n : n + EACH] for n in range(0, len(wanted), EACH)]
    rows = [
        org.PersonRow(f"officer {n}", units[0], capacity="officer", synthetic=True) for n, units in enumerate(duties)
    ]
    persons = org.register_many(rows, by=SYSTEM)
    org.appoint_many(
        [(person.pk, unit, "officer", large.FOUNDED, None)
         for person, units in zip(persons, duties, strict=True) for unit in units],
        by=SYSTEM,
    )  # fmt: skip
    sessions = _sessions(persons)
    paths = [[reverse("reports:report", args=[unit.code, large.LAST]) for unit in units] for units in duties]
    return list(zip(sessions, paths, (person.pk for person in persons), strict=True))


def _sessions(persons: list[Any]) -> list[str]:
    """Sign everybody in without the half second that a password takes on purpose."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore

    from fengsui.ground.org.models import Account

    password = make_password("fengsui2020")
    made = [Account(username=f"officer-{n}", password=password, person=who) for n, who in enumerate(persons)]
    keys = []
    for account in Account.objects.bulk_create(made):
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return keys


@contextmanager
def _served(home: Path) -> Iterator[int]:
    """The web server and the worker, as the launcher starts them."""
    from django.db import connection

    from fengsui.site.launch import children

    port = start._free_port()  # noqa: SLF001
    os.environ["FENGSUI_PORT"] = str(port)
    (home / "log").mkdir(exist_ok=True)
    web, worker = children.web(), children.worker()
    connection.close()
    try:
        web.start()
        worker.start()
        children.wait_until_ready(web, threading.Event())
        yield port
    finally:
        for child in (web, worker):
            child.stop()
            if said := child.log.read_text(encoding="utf-8", errors="replace").strip():
                _say(f"log of the {child.name}:\n{said[-1500:]}")


def _warm(port: int, sessions: list[tuple[str, str]]) -> None:
    """All threads of the server have answered before it counts: pages only, nothing is signed."""

    def open_page(session: str, path: str) -> None:
        visitor = crowd.Visitor(port, session, crowd.Books())
        for _ in range(3):
            with closing(visitor.connect()) as line:
                assert visitor.ask(line, "open", path).status == 200

    with ThreadPoolExecutor(len(sessions)) as pool:
        list(pool.map(lambda one: open_page(*one), sessions))


def _measure_machine() -> None:
    """The yardstick before and after, never meanwhile: then it would tell of our own load."""
    for _ in range(5):
        yardstick()
        time.sleep(0.2)


def _crowd(home: Path, task: dict[str, Any]) -> dict[str, Any]:
    ours, all_, begun = _spent(home), sum(psutil.cpu_times()[:3]), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.crowd"], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        input=json.dumps(task).encode(), stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    lasted = time.monotonic() - begun
    share = {key: value - ours.get(key, 0.0) for key, value in _spent(home).items()}
    parts = ", ".join(f"{key} {value:.0f} s" for key, value in share.items())
    _say(
        f"{lasted:.0f} s; processor time: {parts}; of all programs on {psutil.cpu_count()} cores {sum(psutil.cpu_times()[:3]) - all_:.0f} s"
    )
    return dict(json.loads(done.stdout))


def _spent(home: Path) -> dict[str, float]:
    """Processor time so far: of the server and the worker, of the database, of the crowd (the only child that has ended)."""
    spent = {"web": 0.0, "worker": 0.0}
    for process in psutil.Process().children(recursive=True):
        if "postgres" not in process.name():
            times = process.cpu_times()
            spent["worker" if "fengsui.site.launch.work" in process.cmdline() else "web"] += times.user + times.system
    own, ended = (sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return spent | {"database": cpu_seconds(home) - own - ended, "crowd": ended}


def _lost(acknowledged: list[str], officer_of: dict[str, Any]) -> int:
    """Acknowledged signatures that are not in the database exactly once, by the officer who gave them."""
    from django.urls import reverse

    from fengsui.command.reports.models import Stage, Step

    steps = Step.objects.filter(report__day=large.LAST, stage=Stage.SIGNED).values_list("report__unit__code", "by_id")
    there = Counter((reverse("reports:report", args=[code, large.LAST]), by) for code, by in steps)
    unsaid = there.total() - sum(there[path, officer_of[path]] for path in set(acknowledged))
    _say(
        f"{len(officer_of)} reports owed, {len(acknowledged)} acknowledged; signed, but given up before the answer: {unsaid}"
    )
    return sum(there[path, officer_of[path]] != 1 for path in acknowledged)


def _told(books: dict[str, Any], lost: int) -> Iterator[Figure]:
    _say_ticks()
    for kind, spent in books["ms"].items():
        if len(spent) > 1:
            _say(f"{kind:<6} {len(spent)}: median {median(spent):.0f}, p95 {_p95(spent):.0f}, max {max(spent):.0f} ms")
    _say(f"errors: {Counter(error.split(' ', 1)[1][:120] for error in books['errors']).most_common(5)}")
    _say(f"an officer began at most {books['late_s']:.2f} s late: the visit before had not ended")
    officers = books["ms"]["open"] + books["ms"]["sign"] + books["ms"]["after"]
    yield Figure.of("evening_errors", "n", [float(len(books["errors"]))], limit=0)
    yield Figure.of("evening_lost", "n", [float(lost)], limit=0)
    yield Figure.of("evening_p95_ms", "ms", [_p95(officers)], limit=300)
    if polls := books["ms"]["poll"]:  # a very short trial ends before the first one
        yield Figure.of("wall_p95_ms", "ms", [_p95(polls)], limit=300)


def _p95(spent: list[float]) -> float:
    return quantiles(spent, n=20, method="inclusive")[-1] if len(spent) > 1 else spent[0]


def _say_ticks() -> None:
    from django.utils.timezone import localtime

    from fengsui.ground.clock import queries as clock
    from fengsui.site import pulse

    clock.forget()
    failed = pulse.failed_jobs()
    _say(f"begun {BEGINS}, last tick {localtime(clock.state().settled_until):%H:%M:%S}; failed jobs: {failed}")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
