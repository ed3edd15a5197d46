"""A GeoJSON file becomes a map, or is refused with a sentence that names the feature. Nothing is simplified."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.maps import geometry
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.maps.geometry import Point

MOST_BYTES = 8 << 20
MOST_AREAS = 600
_CODE = re.compile(r"\d{6}")
_WEST, _EAST, _SOUTH, _NORTH = 70, 140, 3, 56  # China and a margin: metres and swapped axes fall outside


def read(content: bytes) -> dict[str, Any]:
    """The body of a map (models.Map). Raises Refused."""
    features = _features(content)
    named = [_named(feature, n) for n, feature in enumerate(features, 1)]
    codes = [one["code"] for one in named]
    for n, code in enumerate(codes, 1):
        if code in codes[: n - 1]:
            raise _wrong(n, code, _("this code stands in the file twice"))
    root, name, name_en = _root(named)
    drawn = [(one, _polygons(one, n)) for n, one in enumerate(named, 1) if one["code"] != root]
    if not drawn:
        raise _bad(_("The file has no area below %(root)s; a map needs at least one.") % {"root": root})
    projection = geometry.fitting(point for _one, lines in drawn for line in lines for point in line)
    return {
        "root": root, "name": name, "name_en": name_en, "unit_m": geometry.UNIT_M, "projection": projection.stored(),
        "areas": {one["code"]: _area(one, lines, projection) for one, lines in drawn},
    }  # fmt: skip


def _bad(sentence: str) -> Refused:
    return Refused("maps.file", sentence, field="file")


def _wrong(number: int, code: object, why: str) -> Refused:
    return _bad(_("Feature %(n)d (%(code)s): %(why)s.") % {"n": number, "code": code or "—", "why": why})


def _features(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise _bad(_("The file may have %(most)d MB at most; simplify its lines first.") % {"most": MOST_BYTES >> 20})
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise _bad(_("This is not GeoJSON: the file must be JSON in UTF-8.")) from None
    features = said.get("features") if isinstance(said, dict) and said.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise _bad(_("This is not a GeoJSON FeatureCollection with features."))
    if len(features) > MOST_AREAS:
        raise _bad(_("A map may have %(most)d areas at most.") % {"most": MOST_AREAS})
    return features


def _named(feature: Any, number: int) -> dict[str, Any]:
    """What a feature says of itself, and its geometry."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _wrong(number, "", _("it has no properties"))
    code, name, parent = (str(properties.get(key) or "").strip() for key in ("code", "name", "parent"))
    if not _CODE.fullmatch(code):
        raise _wrong(number, code, _("the property “code” must be the six digits of the division"))
    if not name:
        raise _wrong(number, code, _("the property “name” is missing"))
    if parent and (not _CODE.fullmatch(parent) or parent == code):
        raise _wrong(number, code, _("the property “parent” must be the six digits of another division"))
    english = str(properties.get("name_en") or "").strip()
    return {
        "code": code, "name": name[:100], "name_en": english[:160], "parent": parent or _above(code),
        "geometry": feature.get("geometry"),
    }  # fmt: skip


def _above(code: str) -> str:
    """The division to which another belongs by its digits; a province belongs to none."""
    if code.endswith("0000"):
        return ""
    return f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"


def _root(named: list[dict[str, Any]]) -> tuple[str, str, str]:
    """The one division to which all others belong; it may stand in the file itself, and is not drawn."""
    known = {one["code"]: one for one in named}
    tops = {one["parent"] or one["code"] for one in named if one["parent"] not in known}
    if len(tops) != 1:
        raise _bad(
            _("The areas belong to several divisions (%(codes)s); say by “parent” to which one all of them belong.")
            % {"codes": _(", ").join(sorted(tops)[:5]) or "—"}
        )
    root = tops.pop()
    one = known.get(root, {"name": root, "name_en": ""})
    return root, one["name"], one["name_en"]


def _polygons(one: dict[str, Any], number: int) -> list[list[Point]]:
    """The lines of a feature in degrees, outer and inner ones alike."""
    given = one["geometry"]
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _wrong(number, one["code"], _("its geometry must be a Polygon or MultiPolygon"))
    coordinates = given.get("coordinates")
    try:
        parts = [coordinates] if kind == "Polygon" else coordinates
        lines = [[(float(point[0]), float(point[1])) for point in line] for part in parts for line in part]
    except (TypeError, ValueError, IndexError, KeyError):
        raise _wrong(number, one["code"], _("its coordinates cannot be read")) from None
    if not all(_WEST <= x <= _EAST and _SOUTH <= y <= _NORTH for line in lines for x, y in line):
        why = _("its coordinates must be longitude and latitude in degrees (EPSG:4326 or CGCS2000), within China")
        raise _wrong(number, one["code"], why)
    if not any(len(line) > 3 for line in lines):
        raise _wrong(number, one["code"], _("it has no line with an inside"))
    return lines


def _area(one: dict[str, Any], lines: list[list[Point]], projection: geometry.Projection) -> dict[str, Any]:
    rings = [found for line in lines if (found := geometry.ring(projection.place(x, y) for x, y in line))]
    if not rings:
        raise _bad(_("%(name)s (%(code)s) is smaller than the map can show.") % one)
    return {
        "parent": one["parent"], "name": one["name"], "name_en": one["name_en"], "at": geometry.inside(rings),
        "rings": rings,
    }  # fmt: skip
