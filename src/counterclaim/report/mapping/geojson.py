"""The map's content as GeoJSON (RFC 7946), with what each coordinate stands for."""

from __future__ import annotations

import itertools
from typing import Any

from counterclaim.count.tables import titled
from counterclaim.model.place import Place, Site
from counterclaim.report.licences import strictest
from counterclaim.report.mapping.layers import Layers, Spot
from counterclaim.report.mapping.names import iso3
from counterclaim.report.mapping.outlines import ORIGIN, countries


def feature_collection(layers: Layers) -> dict[str, Any]:
    """Points for what is precise, country outlines for what is known by country alone.

    Events known by a region are left out and counted in ``left_out``: their coordinates would be
    the centre of the region, where nothing happened.
    """
    features = [_spot(spot, layers.grid) for spot in layers.spots]
    features += [_site(site, place) for site, place in layers.sites]
    features += _countries(layers)
    drawn = {"country"} if _countries(layers) else set()
    return {
        "type": "FeatureCollection",
        "licence": strictest(s.licence for s in layers.snapshots),
        "source": [f"{titled(s)}: {s.citation}" for s in layers.snapshots],
        "outlines": ORIGIN,
        "left_out": {k: n for k, n in layers.undrawn.items() if k not in drawn},
        "features": features,
    }


def _spot(spot: Spot, grid: float) -> dict[str, Any]:
    return _feature(
        {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        {
            "layer": "events",
            "year": spot.year,
            "place": spot.place,
            "precision": spot.precision,
            "events": spot.events,
            "deaths_low": spot.low,
            "deaths_best": spot.best,
            "deaths_high": spot.high,
            "grid_degrees": grid,
        },
    )


def _site(site: Site, place: Place) -> dict[str, Any]:
    return _feature(
        {"type": "Point", "coordinates": [place.lon, place.lat]},
        {
            "layer": "sites",
            "place": place.name,
            "precision": place.precision,
            "function": site.function,
            "actor": site.actor,
            "valid": str(site.valid) if site.valid else "",
        },
    )


def _countries(layers: Layers) -> list[dict[str, Any]]:
    known = {outline.name: outline for outline in countries()}
    found = []
    for name, events in layers.countries.items():
        outline = known.get(iso3(name))
        if outline:
            rings = [[[round(x, 3), round(y, 3)] for x, y in _closed(r)] for r in outline.rings]
            shape = {"type": "MultiPolygon", "coordinates": [[_turning_left(r)] for r in rings]}
            about = {"layer": "events", "precision": "country", "place": name, "events": events}
            found.append(_feature(shape, about))
    return found


def _closed(ring: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    return ring if ring[0] == ring[-1] else (*ring, ring[0])


def _turning_left(ring: list[list[float]]) -> list[list[float]]:
    """The exterior ring of a polygon runs anticlockwise (RFC 7946, 3.1.6)."""
    pairs = itertools.pairwise(ring)
    doubled = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairs)
    return ring[::-1] if doubled > 0 else ring


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
