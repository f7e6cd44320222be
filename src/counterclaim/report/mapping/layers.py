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

MOST_POINTS = 4000
KEYS = ["provider_year", "lat", "lon", "place_precision"]
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
    grid = _grid(counted)
    away = [row for c in counted for row in _undrawn(c)]
    return Layers(
        tuple(spot for c in counted for spot in _spots(c, grid)),
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


def _points(events: Any) -> Any:
    """The events whose coordinates are a point of their own."""
    is_point = events.place_precision.notin(CENTROIDS) | events.place_precision.isnull()
    return events.filter(is_point & events.lat.notnull() & events.lon.notnull())


def _grid(counted: Sequence[Counted]) -> float:
    """The finest grid on which the years' points are few enough."""
    for grid in GRIDS:
        spots = sum(_spot_count(c, grid) for c in counted)
        if spots <= MOST_POINTS:
            return grid
    return GRIDS[-1]


def _spot_count(counted: Counted, grid: float) -> int:
    grouped = _on_grid(_points(counted.events), grid).group_by(KEYS).aggregate()
    found = counted.arrow(grouped.aggregate(spots=grouped.count())).to_pylist()
    return int(found[0]["spots"])


def _on_grid(events: Any, grid: float) -> Any:
    return events.mutate(
        lat=((events.lat / grid).round() * grid).round(2),
        lon=((events.lon / grid).round() * grid).round(2),
    )


def _spots(counted: Counted, grid: float) -> Iterable[Spot]:
    """Added up in the engine: one spot a year, cell of the grid and precision."""
    fine = _on_grid(_points(counted.events), grid)
    grouped = fine.group_by(KEYS).aggregate(
        events=fine.id.nunique(),
        low=fine.deaths_low.sum(),
        best=fine.deaths_best.sum(),
        high=fine.deaths_high.sum(),
        first=fine.place.min(),
        last=fine.place.max(),
    )
    for row in counted.arrow(grouped.order_by(KEYS)).to_pylist():
        place = str(row["first"] or "") if row["first"] == row["last"] else ""
        deaths = (int(row[end] or 0) for end in ("low", "best", "high"))
        yield Spot(
            int(row["provider_year"] or 0),
            float(row["lat"]),
            float(row["lon"]),
            place,
            str(row["place_precision"] or ""),
            int(row["events"]),
            *deaths,
        )


def _undrawn(counted: Counted) -> list[dict[str, Any]]:
    """What is no point, counted by precision and country."""
    events = counted.events
    is_point = events.place_precision.notin(CENTROIDS) | events.place_precision.isnull()
    away = events.filter(~(is_point & events.lat.notnull() & events.lon.notnull()))
    keys = ["place_precision", "country"]
    grouped = away.group_by(keys).aggregate(events=away.id.nunique())
    return list(counted.arrow(grouped.order_by(keys)).to_pylist())


def _tally(rows: Iterable[Mapping[str, Any]], column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        name = str(row[column] or "not stated")
        found[name] = found.get(name, 0) + int(row["events"])
    return dict(sorted(found.items()))
