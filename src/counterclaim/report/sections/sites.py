"""Sites with their dated function and who controlled them, on a map."""

from __future__ import annotations

from counterclaim.model.place import Place, Site
from counterclaim.report.material import Material
from counterclaim.report.tree import Block, Grid, chart, cited, header, words
from counterclaim.report.words import dated

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
    known = material.ledger.document_of
    of = {c.id: (c.document, c.locator) for c in material.ledger.citations}
    sources = [of.get(name, (name, "")) for name in site.citations]
    return [
        words(place.name if place else site.place),
        words(site.function.replace("_", " ")) + cited(s for s in sources if s[0] in known),
        words(material.titles.get(site.actor, site.actor) or "not stated"),
        words(dated(site.valid) if site.valid else "not stated"),
    ]
