"""The brief of the whole region, 2,000 units × 40 indicators: figures, findings, ten days' course; and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, measure, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 10


def figures() -> Iterator[Figure]:
    with house():
        from fengsui.command.assessment.bulletin import draft_pdf
        from fengsui.command.assessment.queries import picture
        from fengsui.ground.org.models import Line, Unit

        large.fill(DAYS)
        settle_down()
        top = Unit.objects.get(code="top")
        yield Figure.of("brief_ms", "ms", measure(lambda: picture(top, Line.TERRITORY, large.LAST)), limit=2000)
        yield Figure.of(
            "brief_pdf_ms", "ms", measure(lambda: draft_pdf(top, Line.TERRITORY, large.LAST, "zh-hans")), limit=2000
        )
