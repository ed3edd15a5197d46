from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from fengsui.ground.maps.geometry import Projection
from fengsui.ground.maps.models import Map

if TYPE_CHECKING:
    from collections.abc import Container

    from fengsui.ground.maps.geometry import Ring

BUILT_IN = Path(__file__).resolve().parent / "built_in.json"


@dataclass(frozen=True)
class Area:
    """An administrative division as it is drawn. at: a point inside it, where its name or a facility stands."""

    code: str
    parent: str
    name: str
    name_en: str
    short: str
    at: tuple[int, int]
    rings: list[Ring]

    def label(self, language: str | None = None) -> str:
        return self.name_en or self.name if (language or get_language()) == "en" else self.name


@dataclass(frozen=True)
class MapData:
    """A whole map: its areas by code, parents before their parts in no order; `row` None: the built-in one."""

    row: int | None
    root: str
    name: str
    name_en: str
    areas: dict[str, Area]
    projection: Projection
    review_number: str
    source: str
    licence: str
    views: tuple[str, ...] = field(default=())

    def below(self, view: str) -> list[Area]:
        return [area for area in self.areas.values() if area.parent == view]

    def is_within(self, code: str, view: str) -> bool:
        """Whether an area is a view's or lies in one of its areas."""
        return bool(self.among(code, {view}))

    def among(self, code: str, wanted: Container[str]) -> str:
        """The one of some areas that a division is or lies in; empty if it lies in none."""
        while code and code not in wanted:
            code = self.areas[code].parent if code in self.areas else ""
        return code

    def title(self, view: str, language: str | None = None) -> str:
        if view in self.areas:
            return self.areas[view].label(language)
        return self.name_en or self.name if (language or get_language()) == "en" else self.name


def current() -> MapData:
    """The map in force: one small query, the rest is remembered."""
    pk = Map.objects.as_known().values_list("pk", flat=True).first()
    return built_in() if pk is None else _kept(pk)


@cache
def built_in() -> MapData:
    body = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    source = ", ".join(f"{one['package']} {one['version']}" for one in body["sources"])
    return data(body, None, "", source, ", ".join(one["licence"] for one in body["sources"]))


@lru_cache(maxsize=2)
def _kept(pk: int) -> MapData:
    row = Map.objects.get(pk=pk)
    return data(row.body, pk, row.review_number, row.source, row.licence)


def data(body: dict[str, Any], row: int | None, review_number: str, source: str, licence: str) -> MapData:
    """A stored body as a map."""
    areas = {
        code: Area(
            code, one["parent"], one["name"], one.get("name_en", ""), one.get("short", ""), tuple(one["at"]), one["rings"]
        )
        for code, one in body["areas"].items()
    }  # fmt: skip
    parents = {area.parent for area in areas.values()}
    views = (body["root"], *sorted(parents - {body["root"]}))
    return MapData(
        row, body["root"], body["name"], body.get("name_en", ""), areas, Projection(**body["projection"]),
        review_number, source, licence, views,
    )  # fmt: skip


def views() -> tuple[str, ...]:
    """The codes of which there is a picture, the whole first: a league's shows its banners."""
    return current().views


def codes(view: str) -> list[str]:
    """The areas of a picture."""
    return [area.code for area in current().below(view)]


def has(code: str) -> bool:
    """Whether a division is on the map."""
    return code in current().areas


def review_line(language: str | None = None) -> str:
    """What stands under every picture of the map in force."""
    number = current().review_number
    with override(language or get_language()):
        if number:
            return _("Map review number: %(number)s") % {"number": number}
        return _("Sketch for internal use without a map review number; not for publication.")


def earlier() -> list[Map]:
    """The maps that were in force, the last first, without their bodies."""
    return list(Map.objects.defer("body").select_related("by").order_by("-pk"))
