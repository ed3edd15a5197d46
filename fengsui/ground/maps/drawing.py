"""Pictures of the map in force, as SVG from the server: no script, prints, goes into a PDF, says its areas to those who cannot see.

A page that shows one links `maps/maps.css` and prints `queries.review_line()` under it. What an area says (its title) must
hold what its tone says: colour is never alone.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.ground.maps import placing, queries
from fengsui.ground.maps.look import COLOURS, RAMP, STROKES, mark_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fengsui.ground.maps.geometry import Point, Ring
    from fengsui.ground.maps.queries import Area, MapData

WIDTH, MOST_HEIGHT, _EDGE = 1000, 760, 14
WIDE, NARROW = 19.0, 33.0  # sizes of type on a wide picture and on one as narrow as a telephone
_MARK = 10.0  # half a facility's size


@dataclass(frozen=True)
class Fill:
    """How an area looks.

    tone: none, l1 … l5 (by amount), good, due, bad, gap (missing: hatched); label: a short text under its name; title: the
    sentence that says it all, for who points at it or hears the page.
    """

    tone: str
    label: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """A facility as a point: at its longitude and latitude if they are known, else in its division; never hidden by another."""

    division: str
    tone: str
    title: str
    url: str = ""
    lon: float | None = None
    lat: float | None = None


class _Frame:
    """From the map's plane to the picture."""

    def __init__(self, areas: Sequence[Area]) -> None:
        xs = [x for area in areas for ring in area.rings for x in ring[::2]]
        ys = [y for area in areas for ring in area.rings for y in ring[1::2]]
        self.left, self.top = min(xs), min(ys)
        wide, tall = max(max(xs) - self.left, 1), max(max(ys) - self.top, 1)
        self.scale = min((WIDTH - 2 * _EDGE) / wide, (MOST_HEIGHT - 2 * _EDGE) / tall)
        self.height = round(tall * self.scale + 2 * _EDGE)
        self.indent = (WIDTH - wide * self.scale) / 2

    def place(self, point: Point) -> Point:
        return self.indent + (point[0] - self.left) * self.scale, _EDGE + (point[1] - self.top) * self.scale

    def path(self, rings: Sequence[Ring]) -> str:
        return "".join(self._line(ring) for ring in rings)

    def _line(self, ring: Ring) -> str:
        spots = (self.place(spot) for spot in zip(ring[::2], ring[1::2], strict=True))
        return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in spots) + "z"


def svg(
    view: str, fills: Mapping[str, Fill], marks: Sequence[Mark] = (), *, label: str, names: bool = True,
    standalone: bool = False, language: str | None = None,
) -> SafeString:  # fmt: skip
    """The picture of a view: the root division's areas, or a league's banners; empty if there is no such view.

    label: what the picture shows, for who cannot see it. An area without a fill is drawn in the tone none. standalone: a file
    of its own with its colours in it, for PDF; otherwise maps.css colours it.
    """
    data = queries.current()
    areas = sorted(data.below(view), key=lambda area: area.code)
    if not areas:
        return SafeString("")
    frame = _Frame(areas)
    style = _Style(standalone, f"gap-{zlib.crc32(f'{view}{label}'.encode()):08x}")
    shown = [mark for mark in marks if data.is_within(mark.division, view)]
    spots = placing.fan([_home(data, frame, mark) for mark in shown], 2 * _MARK + 4)
    parts = [style.pattern, *_areas(areas, fills, frame, style, language)]
    if names:
        parts += _names(areas, fills, frame, spots, style, language)
    parts += [_mark(mark, spot, style) for mark, spot in zip(shown, spots, strict=True)]
    linked = not standalone and (any(one.url for one in fills.values()) or any(one.url for one in shown))
    return _picture("".join(parts), frame.height, label, standalone=standalone, linked=linked)


def _picture(content: str, height: int, label: str, *, standalone: bool, linked: bool) -> SafeString:
    head = f'viewBox="0 0 {WIDTH} {height}" aria-label="{escape(label)}" role="{"group" if linked else "img"}"'
    if standalone:
        return SafeString(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" {head}>{content}</svg>'
        )
    return SafeString(f'<div class="map-box"><svg class="map" {head}>{content}</svg></div>')


class _Style:
    """Classes for a page, attributes for a file of its own."""

    def __init__(self, standalone: bool, gap: str) -> None:
        self.standalone, self.gap = standalone, gap
        line = f' stroke="{COLOURS["line"]}" stroke-width="2"' if standalone else ""
        ground = f' fill="{COLOURS["none"]}"' if standalone else ""
        self.pattern = (
            f'<defs><pattern id="{gap}" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect class="map-gap-ground" width="9" height="9"{ground}/><path class="map-gap-line" d="M0 0V9"{line}/></pattern></defs>'
        )

    def area(self, tone: str) -> str:
        fill = f' fill="url(#{self.gap})"' if tone == "gap" else ""
        if not self.standalone:
            return f'class="map-area map-{escape(tone)}"{fill}'
        fill = fill or f' fill="{COLOURS.get(tone, COLOURS["none"])}"'
        return f'stroke="{COLOURS["edge"]}" stroke-width="1"{fill}'

    def mark(self, tone: str) -> str:
        if not self.standalone:
            return f'class="map-mark map-mark-{escape(tone)}"'
        return f'fill="{STROKES.get(tone, STROKES["none"])}" stroke="#ffffff" stroke-width="2"'

    def text(self, size: float, *, strong: bool) -> str:
        if not self.standalone:
            return ' class="map-number"' if strong else ""
        weight = ' font-weight="600"' if strong else ""
        return f' font-size="{size:g}" text-anchor="middle" fill="{COLOURS["ink"]}"{weight}'


def _areas(
    areas: Sequence[Area], fills: Mapping[str, Fill], frame: _Frame, style: _Style, language: str | None
) -> Iterator[str]:
    for area in areas:
        fill = fills.get(area.code, Fill("none"))
        title = fill.title or area.label(language)
        drawn = f'<path {style.area(fill.tone)} fill-rule="evenodd" d="{frame.path(area.rings)}"><title>{escape(title)}</title></path>'
        yield _linked(drawn, title, "" if style.standalone else fill.url)


def _linked(drawn: str, title: str, url: str) -> str:
    return f'<a href="{escape(url)}" aria-label="{escape(title)}">{drawn}</a>' if url else drawn


def _home(data: MapData, frame: _Frame, mark: Mark) -> Point:
    if mark.lon is not None and mark.lat is not None:
        return frame.place(data.projection.place(mark.lon, mark.lat))
    if mark.division in data.areas:
        return frame.place(data.areas[mark.division].at)
    return WIDTH / 2, frame.height / 2  # of the whole territory, and nobody said where


def _mark(mark: Mark, spot: Point, style: _Style) -> str:
    drawn = f'<path {style.mark(mark.tone)} d="{mark_path(mark.tone, spot, _MARK)}"><title>{escape(mark.title)}</title></path>'
    return _linked(drawn, mark.title, "" if style.standalone else mark.url)


def _names(
    areas: Sequence[Area], fills: Mapping[str, Fill], frame: _Frame, spots: Sequence[Point], style: _Style,
    language: str | None,
) -> Iterator[str]:  # fmt: skip
    """The names twice on a page, for a wide picture and a narrow one: the style sheet shows one of them."""
    by_size = sorted(areas, key=lambda area: -sum(len(ring) for ring in area.rings))
    edge = placing.Box(2, 2, WIDTH - 2, frame.height - 2)
    taken = [placing.Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in spots]
    for kind, size in (("wide", WIDE),) if style.standalone else (("wide", WIDE), ("narrow", NARROW)):
        wanted = [
            (frame.place(area.at), _lines(area, fills.get(area.code), language, brief=kind == "narrow"))
            for area in by_size
        ]
        drawn = "".join(_label(one, size, style) for one in placing.labels(wanted, size, taken, edge))
        css = "" if style.standalone else f' class="map-names map-names-{kind}" aria-hidden="true"'
        yield f"<g{css}>{drawn}</g>"


def _lines(area: Area, fill: Fill | None, language: str | None, *, brief: bool) -> list[str]:
    english = (language or get_language()) == "en"
    name = short(area.label(language), english=english, brief=brief)
    if area.short and not english:
        name = area.short
    return [name, fill.label] if fill and fill.label else [name]


def _label(one: placing.Label, size: float, style: _Style) -> str:
    x, top = one.at[0], one.at[1] - len(one.lines) * size * placing.LINE / 2
    drawn = []
    if one.is_away:
        stroke = f' stroke="{COLOURS["ink"]}" stroke-width="1"' if style.standalone else ' class="map-leader"'
        drawn.append(f'<path{stroke} d="M{one.home[0]:.1f} {one.home[1]:.1f}L{x:.1f} {one.at[1]:.1f}"/>')
    for n, line in enumerate(one.lines):
        y = top + (n + 0.82) * size * placing.LINE
        text = f'<text x="{x:.1f}" y="{y:.1f}"{style.text(size, strong=n > 0)}>{escape(line)}</text>'
        drawn.append(text)
    return "".join(drawn)


_WINGS = re.compile(r"(.).+([左右])翼([前中后])旗")
_ENGLISH = re.compile(r"\s+(City|League|District|County|Banner|Autonomous|United|Joint|Mining)\b")


def short(name: str, *, english: bool = False, brief: bool = False) -> str:
    """A name as people say it on a map: 科右前旗, and without 市 or 盟 where there is little room."""
    if english:
        return _ENGLISH.sub("", name)
    if wings := _WINGS.fullmatch(name):
        return "".join(wings.groups()) + "旗"
    if brief and len(name) > 2 and name[-1] in "市盟区县":
        return name[:-1]
    return name


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
