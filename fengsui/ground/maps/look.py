"""What tones look like: the colours of a picture that is a file of its own (a page takes them from maps.css), shapes of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fengsui.ground.maps.geometry import Point

RAMP = ("l1", "l2", "l3", "l4", "l5")
COLOURS = {
    "none": "#f1f4f8", "l1": "#d5e4f7", "l2": "#a9c9ef", "l3": "#76a8e2", "l4": "#4382cd", "l5": "#1f5fae",
    "good": "#c9ead3", "due": "#fbdcae", "bad": "#f5b9b9", "edge": "#5d6b7e", "line": "#7d8a9c", "ink": "#1a2433",
}  # fmt: skip
STROKES = {"good": "#11692f", "due": "#b35900", "bad": "#a8161d", "none": "#4f5d70", "gap": "#4f5d70"}
STROKES |= dict.fromkeys(RAMP, "#0b4fae")


def mark_path(tone: str, at: Point, half: float) -> str:
    """A shape for each state, so that black and white tell them apart: due a triangle, bad a square on its tip, else a dot."""
    x, y = at
    if tone == "due":
        return f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y + half * 0.8:.1f}H{x - half:.1f}z"
    if tone == "bad":
        return f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}z"
    r = half * 0.8
    return f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
