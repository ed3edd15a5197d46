"""The past of a large administration: 120 days of its course, a day's roll-up as known when nothing of it is stored any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, measure, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 120


def figures() -> Iterator[Figure]:
    with house():
        from fengsui.ground.clock import queries as clock
        from fengsui.ground.indicators.rollups import rollup
        from fengsui.ground.indicators.trends import courses
        from fengsui.ground.org.models import Line, Unit

        large.fill(DAYS)
        settle_down()
        top, then = Unit.objects.get(code="top"), clock.now() - timedelta(hours=1)

        def course() -> object:
            return courses(large.LAST - timedelta(days=DAYS - 1), large.LAST, Line.TERRITORY, top)

        def parts() -> object:
            first = large.LAST - timedelta(days=DAYS - 1)
            return courses(first, large.LAST, Line.TERRITORY, top, below=True, only="bench.n0")

        yield Figure.of("rollup_120d_ms", "ms", measure(course), limit=1000)
        yield Figure.of("rollup_120d_parts_ms", "ms", measure(parts), limit=1000)
        yield Figure.of(
            "rollup_known_ms", "ms", measure(lambda: rollup(large.LAST, Line.TERRITORY, known=then)), limit=120
        )
