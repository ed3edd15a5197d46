"""Definitions as indicators: what was defined on a page looks like what a room declares."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui import house
from fengsui.ground.indicators.declare import Indicator, Kind, RollUp, Source
from fengsui.ground.indicators.models import Defined
from fengsui.ground.org.models import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.indicators.declare import Asked

    type Answers = dict[str, dict[int, float]]

TYPED, COMPUTED = 800, 810  # after everything that the rooms declare


@cache
def sources() -> dict[str, Source]:
    return {source.key: source for source in house.declared("indicators", Source)}


def load() -> list[Indicator]:
    """Every definition as an indicator; those of one source are computed together, in one query."""
    rows = list(Defined.objects.order_by("pk"))
    together = {key: _together(source, rows) for key, source in sources().items()}
    return [_indicator(row, together) for row in rows if not row.source or row.source in together]


def _together(source: Source, rows: list[Defined]) -> Callable[[Asked], Answers]:
    mine = [row for row in rows if row.source == source.key]

    def answers(asked: Asked) -> Answers:
        held = {
            row.code: row.params
            for row in mine
            if row.since <= asked.day and not (row.until and row.until <= asked.day)
        }
        return source.compute_many(asked, held) if held else {}

    return answers


def _indicator(row: Defined, together: dict[str, Callable[[Asked], Answers]]) -> Indicator:
    source = sources().get(row.source)
    return Indicator(
        row.code, _lazy_words(row.name, row.name_en), _lazy_words(row.measure, row.measure_en), Kind(row.kind),
        tuple(UnitKind(kind) for kind in row.kinds), partial(_compute, row.code, together[row.source]) if source else None,
        group=source.group if source else _("Further numbers"), rollup=RollUp(row.rollup), rows=source.rows if source else "",
        low=row.low, high=row.high, decimals=row.decimals, help=row.help, order=COMPUTED if source else TYPED,
        since=row.since, until=row.until, units=None if row.unit_ids is None else frozenset(row.unit_ids),
        formula=source.formula if source else "", evidence=source.evidence if source else None,
        evidence_verb=source.evidence_verb if source else "",
    )  # fmt: skip


def _compute(code: str, answers: Callable[[Asked], Answers], asked: Asked) -> dict[int, float]:
    return asked.shared(answers).get(code, {})


def _words(chinese: str, english: str) -> str:
    return english or chinese if get_language() == "en" else chinese


_lazy_words = lazy(_words, str)
