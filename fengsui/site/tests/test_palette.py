"""Every text colour on the ground it stands on: at least 4.5 : 1, frames of inputs 3 : 1, in light and in dark."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static" / "site" / "fengsui.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (light-dark\([^)]*\)|#[0-9a-f]{6});", CSS))
TONES = ["good", "busy", "due", "bad", "still", "draft"]
TEXT = [(tone, f"{tone}-bg") for tone in TONES]
TEXT += [
    (ink, ground) for ink in ("ink", "ink-soft", "link") for ground in ("ground", "surface", "surface-2", "surface-3")
]
TEXT += [(ink, ground) for ink in ("ink", "ink-soft", "link") for ground in ("row-bad", "row-due")]
TEXT += [("ink", f"{tone}-bg") for tone in TONES] + [(tone, "surface") for tone in TONES]
TEXT += [("on-navy", "navy"), ("on-navy", "navy-2"), ("on-navy-soft", "navy"), ("on-navy-soft", "navy-2")]
WHITE = ["primary", "primary-dark", "danger", "danger-dark"]
TABLER = ["blue", "azure", "green", "orange", "yellow", "lime", "teal", "cyan", "red"]


def colour(name, dark):
    found = re.findall(r"#[0-9a-f]{6}", COLOURS[name])
    return found[-1] if dark else found[0]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read(dark):
    weak = {(a, b): round(contrast(colour(a, dark), colour(b, dark)), 2) for a, b in TEXT}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_white_on_buttons_can_be_read(dark):
    assert not {name for name in WHITE if contrast("#ffffff", colour(name, dark)) < 4.5}


def test_white_on_tablers_colours_can_be_read():
    assert not {name for name in TABLER if contrast("#ffffff", COLOURS[f"tblr-{name}"]) < 4.5}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_frames_and_focus_can_be_seen(dark):
    pairs = [(a, b) for a in ("line-strong", "focus") for b in ("surface", "surface-2", "ground")]
    assert not {pair for pair in pairs if contrast(colour(pair[0], dark), colour(pair[1], dark)) < 3}
