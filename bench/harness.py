"""How a figure is measured: a house of its own, a warm-up that does not count, six runs, peers in turns, CPU beside wall.

A bench is a file with `figures()`:

    def figures() -> Iterator[Figure]:
        with house():                       # Django on a database that is thrown away
            fill()
            yield Figure.of("rollup_day_ms", "ms", measure(one_day), limit=30)
            mine, peer = in_turns(one_day, the_same_by_sql)
            yield Figure.against("rollup_ratio_sql", mine, peer, "SQL over tall rows")
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
RUNS = 6
YARD_MS = 43.0  # the yardstick at the best that the machine of docs/performance.md does, undisturbed by its neighbours
_speeds: list[float] = []  # of the work that the last figures tell of
_told = False


@dataclass(frozen=True)
class Run:
    """Seconds of one run: by the wall, and of the processors (this process, its children, PostgreSQL)."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Figure:
    """One JSON line. `ratio_to` names the peer or the limit that `ratio` compares with."""

    bench: str
    value: float
    unit: str
    ratio_to: str
    ratio: float
    runs: int
    min: float
    max: float
    speed: float | None = None  # of the machine meanwhile, as a share of its best: a neighbour may take half of it away

    @classmethod
    def of(cls, bench: str, unit: str, values: list[float], *, limit: float) -> Figure:
        """Make a figure of the median of values, compared with the limit that quality asks for."""
        middle = median(values)
        ratio = middle / (limit or 1)  # of a limit of 0: the value itself
        return cls(
            bench,
            _short(middle),
            unit,
            f"limit {limit:g} {unit}",
            _short(ratio),
            len(values),
            _short(min(values)),
            _short(max(values)),
            _speed(),
        )

    @classmethod
    def against(cls, bench: str, mine: list[Run], peer: list[Run], name: str, *, wall: bool = False) -> Figure:
        """Make a figure of the median ratio of seconds, pair by pair: how many times faster than the peer."""
        ratios = [(b.wall / a.wall) if wall else (b.cpu / a.cpu) for a, b in zip(mine, peer, strict=True)]
        middle = _short(median(ratios))
        return cls(
            bench, middle, "ratio", name, middle, len(ratios), _short(min(ratios)), _short(max(ratios)), _speed()
        )

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    def as_line(self) -> str:
        spread = f"{self.min:g}–{self.max:g}, {self.runs} runs"
        line = f"{self.bench:<24} {self.value:>10g} {self.unit:<6} ({spread})  {self.ratio:g} of {self.ratio_to}"
        return f"{line}; machine at {self.speed:.0%}" if self.speed else line


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def cpu_seconds(home: Path | None = None) -> float:
    """Return the processor time so far of this process, its ended children, and the PostgreSQL of a home."""
    own = sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own + sum(_of_process(process) for process in _servers(home))


def _servers(home: Path | None) -> list[psutil.Process]:
    from fengsui.site import postgres

    pid = postgres.running(home) if home else None
    if pid is None:
        return []
    server = psutil.Process(pid)
    return [server, *server.children(recursive=True)]


def _of_process(process: psutil.Process) -> float:
    try:
        spent = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(spent.user + spent.system + spent.children_user + spent.children_system)


def run(work: Callable[[], object], home: Path | None = None) -> Run:
    cpu, wall = cpu_seconds(home), time.perf_counter()
    work()
    return Run(time.perf_counter() - wall, cpu_seconds(home) - cpu)


def yardstick() -> None:
    """Measure the machine itself by a fixed piece of work, beside what is measured: figures of two days compare by it."""
    global _told  # noqa: PLW0603
    if _told:
        _speeds.clear()
        _told = False
    begun, counted = time.perf_counter(), dict[str, int]()
    for n in range(200_000):
        counted[str(n & 4095)] = n * n
    _speeds.append(YARD_MS / 1000 / (time.perf_counter() - begun))


def _speed() -> float | None:
    global _told  # noqa: PLW0603
    _told = True
    return _short(median(_speeds)) if _speeds else None


def paced(work: Callable[[], float], runs: int = RUNS) -> list[float]:
    """Take some values that a bench measures by itself, the yardstick before each."""
    found = []
    for _ in range(runs):
        yardstick()
        found.append(work())
    return found


def measure(work: Callable[[], object], *, runs: int = RUNS, warm: int = 1) -> list[float]:
    """Return the milliseconds by the wall of some runs, after a warm-up that does not count."""
    for _ in range(warm):
        work()
    return paced(lambda: run(work).wall * 1000, runs)


def in_turns(
    mine: Callable[[], object], peer: Callable[[], object], *, runs: int = RUNS, home: Path | None = None
) -> tuple[list[Run], list[Run]]:
    """Run two things in turns, A B A B, so that a busy neighbour disturbs both alike. One warm-up of each."""
    mine()
    peer()
    pairs = [(run(mine, home), run(peer, home)) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


@contextmanager
def house() -> Iterator[Path]:
    """Set up Django on a migrated database in a cluster of its own, with production's settings; thrown away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="fengsui-bench-"))
    os.environ.update(FENGSUI_HOME=str(home), DJANGO_SETTINGS_MODULE="fengsui.site.settings")
    os.environ.pop("DATABASE_URL", None)
    from fengsui.site import databases, postgres

    postgres.start(home)
    try:
        databases.create("fengsui")
        _set_up(home)
        yield home
    finally:
        postgres.stop(home, "immediate")
        shutil.rmtree(home, ignore_errors=True)


def _set_up(home: Path) -> None:
    (home / "static").mkdir()
    import fengsui.site.wsgi  # noqa: F401 - loads all that the product loads before its first page
    from fengsui.site.scenario import migrate

    migrate()


def settle_down() -> None:
    """Let the database finish its own work before measuring: statistics and a checkpoint."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
        cursor.execute("checkpoint")
