"""Outlines of countries and lakes, decoded from the TopoJSON that is shipped (see ORIGIN.md).

Source of the format: the TopoJSON specification, "Arcs" and "Arc indexes": arcs are quantized and
delta-encoded, and a ring is a chain of them in which ``~i`` is arc ``i`` backwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

ORIGIN = "Natural Earth (public domain)"
COAST = 0.3
"""Degrees by which a place on a coast may lie outside its country's outline."""
Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """A country (by its ISO 3166 code) or a lake, as rings of (longitude, latitude)."""

    name: str
    rings: tuple[Ring, ...]
    middle: Point = (0.0, 0.0)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        xs = [x for ring in self.rings for x, _ in ring]
        ys = [y for ring in self.rings for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)


@cache
def countries() -> tuple[Outline, ...]:
    """The countries, in the order of the file."""
    return _outlines("countries")


@cache
def lakes() -> tuple[Outline, ...]:
    """The lakes, in the order of the file."""
    return _outlines("lakes")


def covered(lon: float, lat: float) -> bool:
    """True on the land of a shipped outline, or as near its coast as a simple outline may err."""
    near = (outline for outline in countries() if _in_box(outline, lon, lat))
    return any(_holds(outline, lon, lat) or _close(outline, lon, lat) for outline in near)


def _in_box(outline: Outline, lon: float, lat: float) -> bool:
    west, south, east, north = outline.box
    return west - COAST <= lon <= east + COAST and south - COAST <= lat <= north + COAST


def _holds(outline: Outline, lon: float, lat: float) -> bool:
    """An odd number of borders lies to the east of a place inside."""
    crossed = 0
    for ring in outline.rings:
        for (x, y), (to_x, to_y) in pairwise(ring):
            if (y > lat) != (to_y > lat):
                crossed += lon < x + (lat - y) * (to_x - x) / (to_y - y)
    return crossed % 2 == 1


def _close(outline: Outline, lon: float, lat: float) -> bool:
    return any(abs(x - lon) < COAST and abs(y - lat) < COAST for r in outline.rings for x, y in r)


def _outlines(kind: str) -> tuple[Outline, ...]:
    topology = _topology()
    arcs = _arcs()
    found = []
    for geometry in topology["objects"][kind]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
        middle = geometry.get("properties", {}).get("ct", (0.0, 0.0))
        found.append(Outline(str(geometry.get("id", "")), rings, (middle[0], middle[1])))
    return tuple(found)


@cache
def _topology() -> dict[str, Any]:
    file = files("counterclaim.report") / "mapping" / "outlines" / "africa_50m.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def _arcs() -> tuple[tuple[Point, ...], ...]:
    topology = _topology()
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(tuple(points))
    return tuple(decoded)


def _ring(indexes: list[int], arcs: tuple[tuple[Point, ...], ...]) -> Ring:
    points: list[Point] = []
    for index in indexes:
        part = arcs[index] if index >= 0 else tuple(reversed(arcs[~index]))
        points += part[1:] if points else part
    return tuple(points)
