"""The wall of a commander over 2,000 units with a year of numbers: its queries, an answer to its poll, a frame of the playback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import large, today
from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 365
PAGE, POLL = "/wall/territory/top/", "/wall/territory/top/tiles/"
FRAME = f"/wall/territory/top/frame/?as_known={large.LAST.isoformat()}T18:40"


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        large.fill(DAYS)
        _places()
        commander, _officer = today._people()  # noqa: SLF001 - the same commander as Today's
        today._reports()  # noqa: SLF001
        settle_down()
        yield Figure.of("wall_queries", "n", [float(today._queries(commander, PAGE))], limit=20)  # noqa: SLF001
        yield Figure.of("wall_ms", "ms", paced(lambda: today._p95(commander, POLL)), limit=100)  # noqa: SLF001
        yield Figure.of("wall_frame_ms", "ms", paced(lambda: today._p95(commander, FRAME)), limit=1000)  # noqa: SLF001


def _places() -> None:
    """A key figure for the wall, and every unit in one of the twelve leagues: a tenth of them is a prison with a place."""
    from fengsui.ground.indicators import queries
    from fengsui.ground.org.models import Unit

    for code in ("bench.n0", "bench.n1", "bench.n2", "bench.n3", "bench.n4"):
        object.__setattr__(queries.declared()[code], "tags", frozenset({"key", "trend"}))
    leagues = [f"15{n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 22, 25, 29)]
    units = list(Unit.objects.exclude(code="top"))
    for n, unit in enumerate(units):
        unit.division = f"{leagues[n % 12]}{21 + n % 6:02}"
    Unit.objects.bulk_update(units, ["division"], batch_size=500)
