"""Plane geometry in plain code: one projection for a map, rings of whole numbers, a point that is inside.

Lambert's conformal conic projection on a sphere, with standard parallels a sixth of the height from the edges of what is drawn:
shapes keep their angles, and lengths err by a few in a thousand. The unit is 100 metres; y points down, as in SVG.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

type Point = tuple[float, float]
type Ring = list[int]  # x0, y0, x1, y1 …; closed without its first point again

UNIT_M = 100
_RADIUS = 6_371_007 / UNIT_M  # the sphere with the earth's surface
_FINE = 24  # so many candidates along each side when a point inside is looked for


@dataclass(frozen=True)
class Projection:
    """What turns longitude and latitude into the map's plane. Stored with the map."""

    south: float  # standard parallels
    north: float
    longitude: float  # of the middle
    latitude: float

    def place(self, longitude: float, latitude: float) -> Point:
        """The place of a longitude and latitude, in degrees."""
        n, f = self._cone()
        rho, middle = (f / _tan(lat) ** n for lat in (latitude, self.latitude))
        theta = n * math.radians(longitude - self.longitude)
        return _RADIUS * rho * math.sin(theta), -_RADIUS * (middle - rho * math.cos(theta))

    def _cone(self) -> Point:
        south, north = math.radians(self.south), math.radians(self.north)
        if abs(north - south) < 1e-6:
            n = math.sin(south)
        else:
            n = math.log(math.cos(south) / math.cos(north)) / math.log(_tan(self.north) / _tan(self.south))
        return n, math.cos(south) * _tan(self.south) ** n / n

    def stored(self) -> dict[str, float]:
        return asdict(self)


def _tan(latitude: float) -> float:
    return math.tan(math.pi / 4 + math.radians(latitude) / 2)


def fitting(points: Iterable[Point]) -> Projection:
    """The projection for a territory, given its corners as longitude and latitude."""
    longitudes, latitudes = zip(*points, strict=True)
    low, high = min(latitudes), max(latitudes)
    sixth = (high - low) / 6
    middle = round((min(longitudes) + max(longitudes)) / 2, 2)
    return Projection(round(low + sixth, 2), round(high - sixth, 2), middle, round((low + high) / 2, 2))


def ring(points: Iterable[Point]) -> Ring:
    """Plane points as whole numbers; neighbours that fall together once. Less than a triangle is nothing."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        spot = (round(x), round(y))
        if not found or spot != found[-1]:
            found.append(spot)
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return [number for spot in found for number in spot] if len(found) > 2 else []


def pairs(one: Ring) -> list[tuple[int, int]]:
    return list(zip(one[::2], one[1::2], strict=True))


def inside(rings: Sequence[Ring]) -> list[int]:
    """A point well inside an area: of a grid over its largest ring, the one farthest from every edge."""
    largest = max(rings, key=_size)
    xs, ys = np.array(largest[::2], dtype=float), np.array(largest[1::2], dtype=float)
    grid = _grid(xs.min(), xs.max(), ys.min(), ys.max())
    best = _farthest(grid, rings)
    step_x, step_y = (np.ptp(xs) / _FINE, np.ptp(ys) / _FINE)
    x, y = _farthest(_grid(best[0] - step_x, best[0] + step_x, best[1] - step_y, best[1] + step_y), rings)
    return [round(x), round(y)]


def _size(one: Ring) -> float:
    xs, ys = np.array(one[::2], dtype=float), np.array(one[1::2], dtype=float)
    return float(abs(np.dot(xs, np.roll(ys, -1)) - np.dot(ys, np.roll(xs, -1)))) / 2


def _grid(left: float, right: float, top: float, bottom: float) -> Any:
    half_x, half_y = (right - left) / _FINE / 2, (bottom - top) / _FINE / 2
    xs, ys = np.linspace(left + half_x, right - half_x, _FINE), np.linspace(top + half_y, bottom - half_y, _FINE)
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)


def _farthest(points: Any, rings: Sequence[Ring]) -> tuple[float, float]:
    """The point with the greatest distance from the edges, those outside counted as negative."""
    crossed, near = np.zeros(len(points), dtype=int), np.full(len(points), np.inf)
    for one in rings:
        start = np.array(one, dtype=float).reshape(-1, 2)
        span = np.roll(start, -1, axis=0) - start
        away = points[:, None, :] - start[None, :, :]
        share = np.clip((away * span).sum(axis=2) / np.maximum((span * span).sum(axis=1), 1e-9), 0, 1)
        near = np.minimum(near, np.hypot(*np.moveaxis(away - share[:, :, None] * span, 2, 0)).min(axis=1))
        with np.errstate(divide="ignore", invalid="ignore"):
            at = start[:, 0] + away[:, :, 1] * span[:, 0] / span[:, 1]
        between = (away[:, :, 1] >= 0) != (away[:, :, 1] - span[:, 1] >= 0)
        crossed += (between & (at > points[:, None, 0])).sum(axis=1)
    x, y = points[np.where(crossed % 2 == 1, near, -near).argmax()]
    return float(x), float(y)
