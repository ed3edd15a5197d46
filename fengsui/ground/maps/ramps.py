"""Amounts as tones, and what tones mean under a picture. Part of `drawing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fengsui.ground.maps.look import RAMP, mark_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def ramp(values: Mapping[str, float | None]) -> dict[str, str]:
    """A tone for each code: l1 … l5 by fifths of the different amounts above zero.

    So one huge number does not make all others pale. Zero is none, a missing number gap, one below zero (a correction) due.
    """
    bounds = _bounds(values.values())
    return {code: _tone(value, bounds) for code, value in values.items()}


def _bounds(values: Iterable[float | None]) -> list[float]:
    """The greatest amount of each step: five at most, fewer if there are fewer different amounts."""
    amounts = sorted({value for value in values if value is not None and value > 0})
    steps = min(len(amounts), len(RAMP))
    return [amounts[(n + 1) * len(amounts) // steps - 1] for n in range(steps)]


def _tone(value: float | None, bounds: Sequence[float]) -> str:
    if value is None:
        return "gap"
    if value <= 0:
        return "due" if value < 0 else "none"
    return RAMP[next(n for n, bound in enumerate(bounds) if value <= bound)]


def steps(values: Mapping[str, float | None]) -> list[tuple[str, str]]:
    """What a ramp's tones mean: (tone, words) for each that occurs, for `legend`."""
    bounds, said = _bounds(values.values()), []
    tones = set(ramp(values).values())
    for n, bound in enumerate(bounds):
        inside = [one for one in values.values() if one is not None and _tone(one, bounds) == RAMP[n]]
        low = min(inside)
        said.append((RAMP[n], f"{low:g}" if low == bound else f"{low:g}–{bound:g}"))
    words = (("due", _("below 0: corrected")), ("none", "0"), ("gap", _("missing")))
    return [(tone, word) for tone, word in words if tone in tones and tone != "gap"] + said + [
        (tone, word) for tone, word in words if tone in tones and tone == "gap"
    ]  # fmt: skip


def legend(items: Iterable[tuple[str, str]], *, marks: Iterable[tuple[str, str]] = ()) -> SafeString:
    """What tones mean here: (tone, words) of areas, and of marks. Give it `steps(values)` for a ramp."""
    keys = format_html_join("", '<li><span class="map-key map-key-{}"></span>{}</li>', items)
    points = [
        (SafeString(f'<svg class="map-key-mark" viewBox="0 0 24 24" aria-hidden="true"><path class="map-mark map-mark-{escape(tone)}" d="{mark_path(tone, (12, 12), 9)}"/></svg>'), word)
        for tone, word in marks
    ]  # fmt: skip
    return format_html(
        '<ul class="map-legend">{}{}</ul>', keys, format_html_join("", "<li>{}{}</li>", points)
    )  # fmt: skip
