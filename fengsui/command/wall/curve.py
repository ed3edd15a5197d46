"""The day's signatures minute by minute, as a small picture: how many were in when, and where the cut-offs lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from fengsui.command.wall.queries import Coming

WIDTH, HEIGHT = 600, 110
BEFORE = timedelta(hours=3)  # reports come in the hours before their cut-off
AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Curve:
    """The drawing, with the hours at its left end, its cut-offs (share of the width) and its right end."""

    drawing: SafeString
    begin: datetime
    end: datetime


def curve(coming: Coming, moment: datetime) -> Curve | None:
    """The course of the day up to the moment; None if nobody owes a report."""
    if not coming.systems:
        return None
    moment = moment.replace(second=0, microsecond=0)  # so that it is drawn anew once a minute, not with every look
    cutoffs = sorted({one.cutoff for one in coming.systems})
    begin, end = (
        min([cutoffs[0] - BEFORE, *coming.times]),
        max(cutoffs[-1] + AFTER, min(moment, cutoffs[-1] + BEFORE)),
    )
    span = end - begin

    def x(at: datetime) -> float:
        return WIDTH * min(max((at - begin) / span, 0), 1)

    def y(n: int) -> float:
        return HEIGHT - (HEIGHT - 6) * n / coming.m

    steps, before = [f"0,{HEIGHT}"], 0
    for minute, count in coming.times.items():
        place, after = round(x(minute)), before + count
        steps += [f"{place},{y(before):.1f}", f"{place},{y(after):.1f}"]
        before = after
    steps.append(f"{x(moment):.1f},{y(before):.1f}")
    last = f"{x(moment):.1f}"
    lines = "".join(
        f'<line class="curve-cutoff" x1="{x(at):.1f}" x2="{x(at):.1f}" y1="0" y2="{HEIGHT}"/>' for at in cutoffs
    )
    said = _("Signed by %(hour)s: %(n)d of %(m)d") % {
        "hour": f"{clock.local(moment):%H:%M}", "n": before, "m": coming.m,
    }  # fmt: skip
    drawn = (
        f'<line class="curve-all" x1="0" x2="{WIDTH}" y1="6" y2="6"/>{lines}'
        f'<polygon class="curve-area" points="{" ".join(steps)} {last},{HEIGHT}"/><polyline class="curve-line" points="{" ".join(steps)}"/>'
        f'<line class="curve-now" x1="{last}" x2="{last}" y1="0" y2="{HEIGHT}"/>'
    )
    drawing = format_html(
        '<svg class="curve" role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>',
        said, WIDTH, HEIGHT, mark_safe(drawn),  # noqa: S308 - numbers only
    )  # fmt: skip
    return Curve(drawing, begin, end)
