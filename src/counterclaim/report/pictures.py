"""Every picture of a report by its name: wide and narrow drawings, and the chart's definition."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from counterclaim.report.charts.contested import Matter, Said, contested_chart
from counterclaim.report.charts.drawing import PNG_SCALE, Drawing, svg
from counterclaim.report.charts.frame import Captions, framed_parts
from counterclaim.report.charts.scorecard import NARROW, WIDE, scorecard_chart, source_line
from counterclaim.report.charts.timeline import Stretch, timeline_chart
from counterclaim.report.claim_words import claim_words, speaker
from counterclaim.report.conclusions import Assessment
from counterclaim.report.direction import directed, directed_tree
from counterclaim.report.mapping import Layers, map_picture
from counterclaim.report.mapping.outlines import ORIGIN, covered
from counterclaim.report.mapping.picture import legend
from counterclaim.report.material import Material
from counterclaim.report.sections.actors import relation_words, share_words
from counterclaim.report.words import number

MOST_MATTERS, MOST_SAID, MOST_STRETCHES = 8, 8, 30


@dataclass(frozen=True)
class Picture:
    """A drawing in two widths. ``spec`` is the Vega-Lite document, ``None`` for the map."""

    name: str
    title: str
    description: str
    wide: str
    narrow: str
    spec: dict[str, Any] | None = None

    @cached_property
    def png(self) -> bytes:
        """The wide drawing as pixels."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self.wide, scale=PNG_SCALE))


def pictures(material: Material, layers: Layers) -> Mapping[str, Picture]:
    """The pictures that the case supports, by name."""
    found: dict[str, Picture] = {}
    for scored in material.scored:
        _add(found, material, lambda width, scored=scored: scorecard_chart(scored, width))  # type: ignore[misc]
    _add(
        found,
        material,
        lambda width: contested_chart(_matters(material), _contested_captions(material), width),
    )
    _add(
        found,
        material,
        lambda width: timeline_chart(_stretches(material), _timeline_captions(material), width),
    )
    for assessment in material.assessments:
        _add(found, material, lambda width, one=assessment: _assessment(one, material, width))  # type: ignore[misc]
    drawn = _map(material, layers)
    if drawn:
        found[drawn.name] = drawn
    return found


def _add(
    found: dict[str, Picture], material: Material, draw: Callable[[int], Drawing | None]
) -> None:
    def clean(value: Any) -> Any:
        return directed_tree(material.gate.value(value))

    wide, narrow = (_clean(drawn, clean) for drawn in (draw(WIDE), draw(NARROW)))
    if wide and narrow:
        found[wide.name] = Picture(
            wide.name,
            wide.title,
            wide.description,
            svg(wide),
            svg(narrow, "-narrow"),
            wide.spec,
        )


def _clean(drawing: Drawing | None, clean: Callable[[Any], Any]) -> Drawing | None:
    """The drawing with every text through the gate."""
    if drawing is None:
        return None
    words = {"title": clean(drawing.title), "description": clean(drawing.description)}
    return replace(drawing, spec=clean(drawing.spec), **words)


def _assessment(assessment: Assessment, material: Material, width: int) -> Drawing | None:
    """The chart that an assessment draws, with the captions that every chart has."""
    if not assessment.chart:
        return None
    title = assessment.question or assessment.name
    foot = [source_line(material.snapshots)] if material.snapshots else []
    kept = f"Filter: {assessment.window}. " if assessment.window else ""
    captions = Captions(title, (), (*foot, f"{kept}{_licence_line(material)}"))
    # A chart of one panel keeps its rows above the panel.
    rows = {"data": assessment.chart["data"]} if "data" in assessment.chart else {}
    panels = [{**rows, **panel} for panel in assessment.chart.get("vconcat", [])]
    spec = framed_parts(panels, captions, width)
    name = f"chart-assessment-{assessment.name}"
    return Drawing(name, spec, title, assessment.finding.explanation)


def _matters(material: Material) -> list[Matter]:
    ledger = material.ledger
    return [
        Matter(
            group.title,
            tuple(
                Said(speaker(c, ledger), quantity, claim_words(c))
                for c, quantity in list(zip(group.claims, group.ranges, strict=True))[:MOST_SAID]
            ),
        )
        for group in material.contested[:MOST_MATTERS]
    ]


def _contested_captions(material: Material) -> Captions:
    how = "Dot: the figure given. Line: the range given. Arrow: no upper end was stated."
    dated = f", as of {material.release.date}" if material.release.date else ""
    foot = f"Source: reported figures of the case{dated}; each with its note in the text."
    kept = "Filter: reported figures that differ for the same thing."
    foots = (foot, f"{kept} {_licence_line(material)}")
    return Captions("Contested figures by who says them", (how,), foots)


def _timeline_captions(material: Material) -> Captions:
    how = "A stroke closes an end that is dated to the day, month or year; other ends are open."
    dated = f", as of {material.release.date}" if material.release.date else ""
    kept = "Filter: actors and relations with a date."
    foots = (f"Source: register of the case{dated}.", f"{kept} {_licence_line(material)}")
    return Captions("Actors through time", (how,), foots)


def _licence_line(material: Material) -> str:
    """The terms of the image: those of the data beside which it stands."""
    return f"Licence: {material.licence or 'not stated'}."


def _stretches(material: Material) -> list[tuple[str, list[Stretch]]]:
    actors = [Stretch(a.name, a.valid) for a in material.ledger.actors if a.valid]
    presence: list[Stretch] = []
    relations: list[Stretch] = []
    for relation in material.ledger.relations:
        if relation.valid:
            share = share_words(relation)
            said = relation_words(relation, material) + (f" ({share})" if share else "")
            kind = presence if relation.predicate == "present_in" else relations
            kind.append(Stretch(said, relation.valid))
    named = (("Actors", actors), ("Presence", presence), ("Relations and succession", relations))
    return [(title, rows[:MOST_STRETCHES]) for title, rows in named]


def _map(material: Material, layers: Layers) -> Picture | None:
    captions = _map_captions(material, layers)
    wide, narrow = (map_picture(layers, captions, width) for width in (WIDE, NARROW))
    if not wide:
        return None

    def clean(text: str) -> str:
        return directed(material.gate.text(text))

    said = _map_words(layers)
    return Picture(
        "map",
        captions.title,
        said,
        clean(_labelled(wide, "map", captions.title, said)),
        clean(_labelled(narrow, "map-narrow", captions.title, said)),
    )


def _map_captions(material: Material, layers: Layers) -> Captions:
    how = ["Circle: deaths by the best figure, dashed where the place is known within 25 km."]
    if layers.grid > 0.01:
        how.append(f"Events are added up on a grid of {layers.grid:g} degrees.")
    undrawn = sum(layers.undrawn.values())
    if undrawn:
        how.append(f"{number(undrawn)} events known by a region alone are not drawn.")
    how += [legend(layers)] if layers.sites else []
    foot = [source_line(layers.snapshots)] if layers.snapshots else []
    foot.append(f"Filter: the events that the tables count. {outlined(layers)}")
    return Captions(f"Events and sites: {material.title}", tuple(how), tuple(foot))


def outlined(layers: Layers) -> str:
    """Whose outlines are drawn, and for how many of the places shown there are none."""
    shown = [(spot.lon, spot.lat) for spot in layers.spots]
    shown += [(float(place.lon or 0), float(place.lat or 0)) for _, place in layers.sites]
    bare = sum(not covered(lon, lat) for lon, lat in shown)
    if bare == len(shown):
        return "No outlines are drawn: those that are shipped are of Africa alone."
    part = f"; of Africa alone, {number(bare)} of {number(len(shown))} marks lie outside"
    return f"Outlines: {ORIGIN}{part if bare else ''}."


def _map_words(layers: Layers) -> str:
    events, deaths = sum(s.events for s in layers.spots), sum(s.best for s in layers.spots)
    said = f"{number(events)} events with {number(deaths)} deaths are drawn"
    sites = "; ".join(dict.fromkeys(f"{p.name}: {s.function}" for s, p in layers.sites))
    return f"{said}. Sites: {sites or 'none'}. {outlined(layers)}"


def _labelled(drawn: str, name: str, title: str, description: str) -> str:
    words = (
        f'<title id="{name}-title">{html.escape(title)}</title>'
        f'<desc id="{name}-desc">{html.escape(description)}</desc>'
    )
    label = f' role="img" aria-labelledby="{name}-title {name}-desc"'
    drawn = re.sub(r"map-edge", f"{name}-edge", drawn)
    head, _, body = drawn.partition(">")
    return f"{head}{label}>{words}{body}"
