"""The outlines that are shipped."""

from __future__ import annotations

from counterclaim.report.mapping.names import iso3, title_of
from counterclaim.report.mapping.outlines import countries, covered


def _holds(ring: tuple[tuple[float, float], ...], lon: float, lat: float) -> bool:
    """Even-odd rule: a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_capitals_lie_in_their_countries() -> None:
    """Bamako is in Mali, Niamey in Niger, Nairobi in Kenya, and in no other outline."""
    for name, lon, lat in (("MLI", -8.0, 12.65), ("NER", 2.11, 13.51), ("KEN", 36.82, -1.29)):
        holding = {o.name for o in countries() if any(_holds(r, lon, lat) for r in o.rings)}
        assert holding == {name}


def test_countries_are_known_by_the_datasets_spellings() -> None:
    """UCDP's and everyday spellings lead to the same outline."""
    assert iso3("Mali") == "MLI"
    assert iso3("DR Congo (Zaire)") == iso3("Democratic Republic of Congo") == "COD"
    assert iso3("Côte d'Ivoire") == iso3("Ivory Coast") == "CIV"
    assert iso3("Ruritania") == ""


def test_every_name_leads_to_an_outline() -> None:
    """Each outline that has a code has a name on the map."""
    unnamed = [o.name for o in countries() if o.name and title_of(o.name) == o.name]
    assert unnamed == []


def test_only_places_in_africa_lie_on_a_shipped_outline() -> None:
    """Coasts and inland towns are on one; Yemen, Iraq and Colombia are on none."""
    assert covered(-4.2, 14.5)
    assert covered(-17.53, 14.76)
    assert not any(covered(*at) for at in ((44.2, 15.35), (44.4, 33.3), (-72.7, 8.6)))
