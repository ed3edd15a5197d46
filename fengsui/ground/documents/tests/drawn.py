"""What a page of a document shows, measured in millimetres from its upper left corner, read from Typst's SVG of it."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from fengsui.cast import at
from fengsui.ground.documents import official, render
from fengsui.ground.documents.plain import cleaned

MM = 25.4 / 72
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
_TOKEN = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


@dataclass(frozen=True)
class Mark:
    """A character's ink (kind "glyph", y: its baseline) or a line (kind "line", weight in mm)."""

    kind: str
    colour: str
    left: float
    top: float
    right: float
    bottom: float
    y: float = 0
    weight: float = 0


def pages(data):
    """The marks of each page, in the order of reading."""
    _pdf, compiler = render._drawn("official", cleaned(official.prepare(data)), at("19:05"))
    made = compiler.compile(format="svg")
    return [_marks(ET.fromstring(page)) for page in (made if isinstance(made, list) else [made])]


def baselines(marks, colour="#000000"):
    """The heights of the lines of text, each once, from above."""
    return sorted({round(one.y, 2) for one in marks if one.kind == "glyph" and one.colour == colour})


def lines(marks):
    return [one for one in marks if one.kind == "line"]


def _marks(root):
    outlines = {one.get("id"): _points(one[0].get("d")) for one in root.iter(f"{SVG}symbol")}
    found = []
    for child in root:
        if child.tag != f"{SVG}defs":
            _walk(child, (1, 0, 0, 1, 0, 0), outlines, found)
    return found


def _walk(node, matrix, outlines, found):
    matrix = _times(matrix, node.get("transform") or "")
    if node.tag == f"{SVG}use":
        x, y = float(node.get("x")), float(node.get("y"))
        ink = [_at(matrix, x + dx, y + dy) for dx, dy in outlines[node.get(HREF)[1:]]]
        found.append(_mark("glyph", node.get("fill"), ink, y=_at(matrix, x, y)[1]))
    elif node.tag == f"{SVG}path" and node.get("stroke"):
        ink = [_at(matrix, *point) for point in _points(node.get("d"))]
        found.append(_mark("line", node.get("stroke"), ink, weight=float(node.get("stroke-width")) * MM))
    for child in node:
        _walk(child, matrix, outlines, found)


def _mark(kind, colour, ink, **more):
    across, down = zip(*ink, strict=True) if ink else ((0,), (0,))
    return Mark(kind, colour, min(across), min(down), max(across), max(down), **more)


def _times(matrix, transform):
    a, b, c, d, e, f = matrix
    for kind, given in re.findall(r"(\w+)\(([^)]*)\)", transform):
        p, q, r, s, t, u = _matrix(kind, [float(one) for one in _NUMBER.findall(given)])
        e, f = a * t + c * u + e, b * t + d * u + f
        a, b, c, d = a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s
    return a, b, c, d, e, f


def _matrix(kind, n):
    if kind == "matrix":
        return n
    return (1, 0, 0, 1, n[0], n[1] if n[1:] else 0) if kind == "translate" else (n[0], 0, 0, n[-1], 0, 0)


def _at(matrix, x, y):
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * MM, (b * x + d * y + f) * MM


def _points(path):
    """The points of a path, those that only draw a curve to themselves with them."""
    x = y = 0.0
    begin, found = (x, y), []
    for command, given in _TOKEN.findall(path.replace("M 0 0m", "M", 1)):
        n = [float(one) for one in _NUMBER.findall(given)]
        if command in "hv":
            n = [n[0], 0.0] if command == "h" else [0.0, n[0]]
        for dx, dy in zip(n[::2], n[1::2], strict=True):
            found.append((dx, dy) if command == "M" else (x + dx, y + dy))
        x, y = found[-1] if n else begin
        begin = (x, y) if command in "Mm" else begin
    return found
