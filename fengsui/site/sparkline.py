"""A small line chart as SVG from the server: no script, prints well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fengsui.site import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARGIN = 3


def _points(values: Sequence[float | None], width: int, height: int) -> list[tuple[float, float] | None]:
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    step = (width - 2 * _MARGIN) / max(len(values) - 1, 1)
    reach = (high - low) or 1
    flat = 0.5 if high == low else 0
    return [
        None if v is None else (_MARGIN + i * step, _MARGIN + (1 - (v - low) / reach - flat) * (height - 2 * _MARGIN))
        for i, v in enumerate(values)
    ]


def _runs(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The unbroken stretches between missing values."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point:
            run.append(point)
        elif run:
            yield run
            run = []


def svg(values: Sequence[float | None], label: str = "", width: int = 96, height: int = 24) -> SafeString:
    """The line with a dot on its last value; what it says is in its label, for those who cannot see it."""
    if all(value is None for value in values):
        return SafeString("")
    points = _points(values, width, height)
    drawn = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>'
        if len(run) > 1
        else f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1"/>'
        for run in _runs(points)
    )
    if points[-1]:
        drawn += f'<circle class="spark-end" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.2"/>'
    spoken = _("%(label)s: %(values)s") % {
        "label": label or _("Trend"),
        "values": _(", ").join(words.number(v) if v is not None else _("missing") for v in values),
    }
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        spoken, width, height, width, height, mark_safe(drawn),  # noqa: S308 - numbers only
    )  # fmt: skip
