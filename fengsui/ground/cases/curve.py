"""The epidemic curve and the own figures under it on the same axis of days, SVG from the server."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fengsui.ground.cases.queries import Count
    from fengsui.ground.indicators.trends import Point

WIDTH, TALL, LOW = 720, 230, 110
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 30


class _Axis:
    """Days across, numbers upwards; zero is always on it."""

    def __init__(self, days: Sequence[date], values: Sequence[float], height: int) -> None:
        self.days, self.height = days, height
        self.high, self.low = max([1.0, *values]), min([0.0, *values])
        self.step = (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)

    def x(self, place: int) -> float:
        return _LEFT + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * (self.height - _TOP - _BOTTOM)

    def drawn(self) -> Iterator[str]:
        for value in sorted({0.0, self.low, self.high}):
            y = self.y(value)
            css = "curve-zero" if value == 0 else "curve-grid"
            yield f'<path class="{css}" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/><text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
        for place, anchor in self._named():
            yield f'<text x="{self.x(place):.1f}" y="{self.height - 8}" text-anchor="{anchor}">{escape(_short(self.days[place]))}</text>'

    def _named(self) -> list[tuple[int, str]]:
        """The first and the last day and the middle between: more would meet on a telephone."""
        last = len(self.days) - 1
        if last < 1:
            return [(0, "middle")]
        return [(0, "start"), (last // 2, "middle"), (last, "end")] if last > 5 else [(0, "start"), (last, "end")]


def _short(day: date) -> str:
    return date_format(day, _("j M"))


def epidemic(counts: Sequence[Count], label: str) -> SafeString:
    """New confirmed as bars, existing as a line; a day without a number has neither. Empty without any number."""
    if not any(one.new is not None or one.existing is not None for one in counts):
        return SafeString("")
    values = [float(value) for one in counts for value in (one.new, one.existing) if value is not None]
    axis = _Axis([one.day for one in counts], values, TALL)
    bars = (_bar(axis, place, one) for place, one in enumerate(counts) if one.new is not None)
    line = _line(axis, [one.existing for one in counts], [True] * len(counts))
    return _picture("".join([*axis.drawn(), *bars, *line]), TALL, label)


def _bar(axis: _Axis, place: int, one: Count) -> str:
    new = one.new or 0
    top, bottom, wide = axis.y(max(new, 0)), axis.y(min(new, 0)), max(axis.step * 0.72, 1.5)
    title = _("%(day)s: %(n)+d confirmed") % {"day": _short(one.day), "n": new}
    css = "curve-bar curve-taken" if new < 0 else "curve-bar"
    return f'<rect class="{css}" x="{axis.x(place) - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{bottom - top:.1f}"><title>{escape(title)}</title></rect>'


def own(points: Sequence[Point], label: str) -> SafeString:
    """An own figure day by day: dotted where not everybody confirmed, a gap where somebody's number is missing."""
    values = [point.value for point in points if point.value is not None]
    axis = _Axis([point.day for point in points], values, LOW)
    line = _line(axis, [point.value for point in points], [point.is_confirmed for point in points])
    return _picture("".join([*axis.drawn(), *line]), LOW, label)


def _line(axis: _Axis, values: Sequence[float | None], sure: Sequence[bool]) -> Iterator[str]:
    for (n, one), (_m, other) in itertools.pairwise(enumerate(values)):
        if one is not None and other is not None:
            css = "curve-line" if sure[n] and sure[n + 1] else "curve-line curve-open"
            yield f'<path class="{css}" d="M{axis.x(n):.1f} {axis.y(one):.1f}L{axis.x(n + 1):.1f} {axis.y(other):.1f}"/>'
    for n, value in enumerate(values):
        alone = value is not None and (n == 0 or values[n - 1] is None) and (n + 1 == len(values) or values[n + 1] is None)  # fmt: skip
        last = value is not None and all(later is None for later in values[n + 1 :])
        if value is not None and (alone or last):
            yield f'<circle class="curve-dot" cx="{axis.x(n):.1f}" cy="{axis.y(value):.1f}" r="3.5"/>'


def _picture(content: str, height: int, label: str) -> SafeString:
    return format_html(
        '<div class="curve-box"><svg class="curve" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg></div>',
        label, WIDTH, height, SafeString(content),
    )  # fmt: skip
