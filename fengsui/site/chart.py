"""A course of days as a small line chart, SVG from the server: no script, prints well, says its numbers to those who cannot see it.

Solid where everybody signed, dotted where not all signed yet, a gap where a number is missing (marked on the axis).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fengsui.site import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

WIDTH, HEIGHT = 300, 118
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 10, 22


class Day(Protocol):
    """What the chart needs of a day."""

    @property
    def day(self) -> date: ...
    @property
    def value(self) -> float | None: ...
    @property
    def is_confirmed(self) -> bool: ...
    @property
    def m(self) -> int: ...


class _Spot(NamedTuple):
    x: float
    y: float
    sure: bool


def svg(days: Sequence[Day], label: str, decimals: int = 0) -> SafeString:
    """The chart of some days; empty if no day has a whole number."""
    values = [one.value for one in days if one.value is not None]
    if not values:
        return SafeString("")
    low, high = min(values), max(values)
    spots = _spots(days, low, high)
    drawn = _axis(days, low, high, decimals) + "".join(_lines(spots)) + "".join(_dots(days, spots))
    return format_html(
        '<svg class="course" role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid meet">{}</svg>',
        _spoken(days, label, low, high, decimals), WIDTH, HEIGHT, mark_safe(drawn),  # noqa: S308 - numbers and our own words
    )  # fmt: skip


def _x(place: int, count: int) -> float:
    return _LEFT + place * (WIDTH - _LEFT - _RIGHT) / max(count - 1, 1)


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return _TOP + (1 - share) * (HEIGHT - _TOP - _BOTTOM - 6)


def _spots(days: Sequence[Day], low: float, high: float) -> list[_Spot | None]:
    return [
        None if one.value is None else _Spot(_x(n, len(days)), _y(one.value, low, high), one.is_confirmed)
        for n, one in enumerate(days)
    ]


def _lines(spots: Sequence[_Spot | None]) -> Iterator[str]:
    """A piece between neighbours is sure only if both its ends are."""
    for one, other in itertools.pairwise(spots):
        if one and other:
            css = "" if one.sure and other.sure else ' class="course-open"'
            yield f'<line{css} x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}"/>'


def _dots(days: Sequence[Day], spots: Sequence[_Spot | None]) -> Iterator[str]:
    ends = [n for n, spot in enumerate(spots) if spot]
    for n, (day, spot) in enumerate(zip(days, spots, strict=True)):
        if spot is None:
            if day.m:  # somebody owed it, and a number is missing
                x, y = _x(n, len(days)), HEIGHT - _BOTTOM
                yield f'<path class="course-gap" d="M{x - 2.5:.1f} {y - 2.5}l5 5m0 -5l-5 5"/>'
        elif n == ends[-1]:
            yield f'<circle class="course-end{"" if spot.sure else " course-unsure"}" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="3.2"/>'
        elif not spot.sure:
            yield f'<circle class="course-unsure" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="2.2"/>'
        elif (n == 0 or spots[n - 1] is None) and spots[n + 1] is None:
            yield f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="1.6"/>'


def _axis(days: Sequence[Day], low: float, high: float, decimals: int) -> str:
    base = HEIGHT - _BOTTOM
    marks = [f'<path class="course-axis" d="M{_LEFT - 4} {base}H{WIDTH - _RIGHT + 4}"/>']
    for value in {low, high}:
        y = _y(value, low, high)
        marks.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{words.number(value, decimals)}</text>')
    ends = {0: ("start", days[0].day), len(days) - 1: ("end", days[-1].day)}
    for n, (anchor, day) in ends.items():
        marks.append(
            f'<text x="{_x(n, len(days)):.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">{words.short_day(day)}</text>'
        )
    return "".join(marks)


def _spoken(days: Sequence[Day], label: str, low: float, high: float, decimals: int) -> str:
    last = next(one for one in reversed(days) if one.value is not None)
    return _("%(label)s: %(last)s on %(day)s; lowest %(low)s, highest %(high)s; days with a missing number: %(gaps)d") % {
        "label": label, "last": words.number(last.value, decimals), "day": words.short_day(last.day),
        "low": words.number(low, decimals), "high": words.number(high, decimals),
        "gaps": sum(one.value is None and one.m > 0 for one in days),
    }  # fmt: skip
