"""Sites with their dated function and who controlled them, on a map."""

from __future__ import annotations

from counterclaim.check.when import when
from counterclaim.model.place import Place, Site
from counterclaim.report.material import Material
from counterclaim.report.sections.reported import note
from counterclaim.report.tree import Block, Grid, chart, header, words

MOST = 100


def blocks(material: Material) -> list[Block]:
    """The register of sites, and the map of what the case may show."""
    found = [header(1, "Sites and places", "sites"), chart("map")]
    if material.sites:
        columns = ["Place", "Function", "Held by", "When"]
        rows = [_row(site, place, material) for site, place in material.sites[:MOST]]
        found.append(Grid("Sites", [words(c) for c in columns], rows).block())
    return found


def _row(site: Site, place: Place | None, material: Material) -> list[list[dict[str, object]]]:
    return [
        words(place.name if place else site.place),
        words(site.function.replace("_", " ")) + note(site.citations, material),
        words(material.titles.get(site.actor, site.actor) or "not stated"),
        words(when(site.valid) if site.valid else "not stated"),
    ]
