"""What the map shows: events added up by place and year, and sites; nothing below its precision.

Events whose coordinates are the centre of a region are no points: they are left out of the points
and counted, by precision; those known by country only are counted on the country's outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.model.event import CENTROIDS
from counterclaim.model.place import Place, Site
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.material import Material
from counterclaim.report.rows import Counted, counted_rows

MOST_POINTS = 2500
# Widths of the grid on which points are added up, in degrees; the finest that is few enough.
GRIDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Spot:
    """Events at one place in one year. ``lat`` and ``lon`` in degrees; deaths by the best figure.

    ``place`` is empty where several places were added up.
    """

    year: int
    lat: float
    lon: float
    place: str
    precision: str
    events: int
    low: int
    best: int
    high: int


@dataclass(frozen=True)
class Layers:
    """``undrawn`` counts events by precision that are no points; ``grid`` is in degrees."""

    spots: tuple[Spot, ...]
    sites: tuple[tuple[Site, Place], ...]
    undrawn: Mapping[str, int]
    countries: Mapping[str, int]
    snapshots: tuple[Snapshot, ...]
    grid: float

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a point."""
        return tuple(sorted({spot.year for spot in self.spots}))


def layers(material: Material) -> Layers:
    """The map's content; a public one holds no rows under terms that forbid it."""
    counted = [
        c
        for c in counted_rows(material.case, material.scored)
        if not material.gate.public or c.snapshot.terms == "open"
    ]
    rows = [row for c in counted for row in _by_place(c)]
    points = [row for row in rows if row["place_precision"] not in CENTROIDS and _has_point(row)]
    grid, spots = _spots(points)
    away = [row for row in rows if row["place_precision"] in CENTROIDS or not _has_point(row)]
    return Layers(
        spots,
        tuple(_drawn_sites(material.sites)),
        _tally(away, "place_precision"),
        _tally([row for row in away if row["place_precision"] == "country"], "country"),
        tuple(c.snapshot for c in counted),
        grid,
    )


def _drawn_sites(sites: Iterable[tuple[Site, Place | None]]) -> Iterable[tuple[Site, Place]]:
    """Sites whose place is a point and not the centre of a region."""
    for site, place in sites:
        known = place is not None and place.lat is not None and place.lon is not None
        if place and known and place.precision not in CENTROIDS:
            yield site, place


def _has_point(row: Mapping[str, Any]) -> bool:
    return row["lat"] is not None and row["lon"] is not None


def _by_place(counted: Counted) -> list[dict[str, Any]]:
    """Added up in the engine: one row a place, precision and year."""
    events = counted.events
    fine = events.mutate(lat=events.lat.round(2), lon=events.lon.round(2))
    keys = ["provider_year", "lat", "lon", "place", "place_precision", "country"]
    grouped = fine.group_by(keys).aggregate(
        events=fine.id.nunique(),
        low=fine.deaths_low.sum(),
        best=fine.deaths_best.sum(),
        high=fine.deaths_high.sum(),
    )
    return list(counted.arrow(grouped.order_by(keys)).to_pylist())


def _spots(rows: Sequence[Mapping[str, Any]]) -> tuple[float, tuple[Spot, ...]]:
    """The points on the finest grid that holds few enough of them."""
    for grid in GRIDS:
        cells = {(_on(row["lat"], grid), _on(row["lon"], grid)) for row in rows}
        if len(cells) <= MOST_POINTS or grid == GRIDS[-1]:
            return grid, _added(rows, grid)
    return GRIDS[-1], ()


def _added(rows: Sequence[Mapping[str, Any]], grid: float) -> tuple[Spot, ...]:
    held: dict[tuple[int, float, float, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        at = (_on(row["lat"], grid), _on(row["lon"], grid))
        key = (int(row["provider_year"] or 0), *at, str(row["place_precision"]))
        held.setdefault(key, []).append(row)
    return tuple(_spot(key, held[key]) for key in sorted(held))


def _spot(key: tuple[int, float, float, str], rows: Sequence[Mapping[str, Any]]) -> Spot:
    year, lat, lon, precision = key
    names = {str(row["place"]) for row in rows if row["place"]}
    deaths = (sum(int(row[end] or 0) for row in rows) for end in ("low", "best", "high"))
    events = sum(int(row["events"]) for row in rows)
    return Spot(year, lat, lon, names.pop() if len(names) == 1 else "", precision, events, *deaths)


def _on(degrees: float, grid: float) -> float:
    return round(round(degrees / grid) * grid, 2)


def _tally(rows: Iterable[Mapping[str, Any]], column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        name = str(row[column] or "not stated")
        found[name] = found.get(name, 0) + int(row["events"])
    return dict(sorted(found.items()))
