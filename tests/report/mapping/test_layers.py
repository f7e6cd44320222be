"""What the map shows of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.case import Case
from counterclaim.model.event import CENTROIDS
from counterclaim.report.mapping import feature_collection, layers
from counterclaim.report.material import material
from counterclaim.report.pictures import outlined


def test_every_counted_event_is_drawn_or_counted_as_undrawn(rich_case: Case) -> None:
    """Nothing is lost: points and what is known by region add up to all events."""
    found = layers(material(rich_case))
    drawn = sum(spot.events for spot in found.spots)
    assert drawn + sum(found.undrawn.values()) == 184
    assert {spot.precision for spot in found.spots}.isdisjoint(CENTROIDS)


def test_deaths_of_the_points_keep_their_ranges(rich_case: Case) -> None:
    """Low, best and high are summed apart, and a point never has more than the whole."""
    found = layers(material(rich_case))
    best = sum(spot.best for spot in found.spots)
    assert 0 < best <= 275 + 204 + 29 + 299
    assert all(min(s.low, s.best, s.high) >= 0 for s in found.spots)


def test_a_coarser_grid_loses_no_event(rich_case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where points are too many they are added up, with the same totals."""
    import sys

    fine = layers(material(rich_case))
    monkeypatch.setattr(sys.modules["counterclaim.report.mapping.layers"], "MOST_POINTS", 20)
    coarse = layers(material(rich_case))
    assert coarse.grid > fine.grid
    assert len(coarse.spots) < len(fine.spots)
    for end in ("events", "low", "best", "high"):
        assert sum(getattr(s, end) for s in coarse.spots) == sum(
            getattr(s, end) for s in fine.spots
        )


def test_sensitive_sites_have_no_point(rich_case: Case) -> None:
    """No drawn site lies at a withheld place; a private map shows it."""
    public = layers(material(rich_case))
    private = layers(material(rich_case, public=False))
    assert all(place.id != "p-survivor" for _, place in public.sites)
    assert any(place.id == "p-survivor" for _, place in private.sites)


def test_the_collection_says_what_coordinates_stand_for(rich_case: Case) -> None:
    """Each feature has a layer and a precision; licence and origin are stated."""
    found = feature_collection(layers(material(rich_case)))
    assert all("precision" in f["properties"] for f in found["features"])
    assert "Natural Earth" in found["outlines"]


def test_a_map_without_outlines_says_so(rich_case: Case) -> None:
    """Places elsewhere are drawn, and the image says that only Africa's outlines are shipped."""
    found = layers(material(rich_case))
    moved = tuple(replace(spot, lon=spot.lon - 70) for spot in found.spots)
    assert outlined(found) == "Outlines: Natural Earth (public domain)."
    assert outlined(replace(found, spots=moved, sites=())) == (
        "No outlines are drawn: those that are shipped are of Africa alone."
    )
    mixed = outlined(replace(found, spots=(*found.spots, moved[0])))
    assert "of Africa alone, 1 of " in mixed
