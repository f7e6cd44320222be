"""The map as a drawing: outlines, points by number of deaths, sites by function, years apart.

Plate carrée, stretched at the middle latitude so that a square kilometre there is square.
"""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.check.when import when
from counterclaim.model.place import Place, Site
from counterclaim.report.charts.frame import FONT, GRID, INK, MUTED, PALETTE, PAPER, Captions
from counterclaim.report.mapping.layers import Layers, Spot
from counterclaim.report.mapping.names import title_of
from counterclaim.report.mapping.outlines import Outline, Ring, countries, lakes
from counterclaim.report.words import number

WIDE, NARROW = 640, 340
MARGIN = 0.9
MOST_LABELS = 12
SHAPES = ("square", "diamond", "triangle", "cross")


@dataclass(frozen=True)
class Frame:
    """The part of the earth that is drawn, and how degrees become points."""

    west: float
    south: float
    east: float
    north: float
    width: int

    @property
    def stretch(self) -> float:
        """How much narrower a degree of longitude is than one of latitude."""
        return max(0.2, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def scale(self) -> float:
        """Points for a degree of latitude."""
        return self.width / ((self.east - self.west) * self.stretch)

    @property
    def height(self) -> float:
        """The height in points."""
        return (self.north - self.south) * self.scale

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Degrees to points, from the upper left."""
        return (lon - self.west) * self.stretch * self.scale, (self.north - lat) * self.scale

    def holds(self, outline: Outline) -> bool:
        """True if any of the outline lies inside."""
        west, south, east, north = outline.box
        return west < self.east and east > self.west and south < self.north and north > self.south


def map_picture(layers: Layers, captions: Captions, width: int = WIDE) -> str:
    """The map as SVG; empty where there is nothing to draw."""
    if not layers.spots and not layers.sites:
        return ""
    frame = _frame(layers, width)
    head, top = _head(captions, width)
    feet, bottom = _feet(captions, width, top + frame.height + 18)
    inner = [*_land(frame), *_names(frame), *_spots(layers, frame), *_sites(layers, frame)]
    clip = f'<clipPath id="map-edge"><rect width="{width}" height="{frame.height:.1f}"/></clipPath>'
    drawn = f'<g transform="translate(0 {top})" clip-path="url(#map-edge)">{"".join(inner)}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 0 {width + 12} {bottom:.0f}" '
        f'font-family="{FONT}"><defs>{clip}</defs>'
        f'<rect x="-6" width="{width + 12}" height="{bottom:.0f}" fill="{PAPER}"/>'
        f"{head}{drawn}{feet}</svg>"
    )


def _frame(layers: Layers, width: int) -> Frame:
    xs = [s.lon for s in layers.spots] + [float(p.lon or 0) for _, p in layers.sites]
    ys = [s.lat for s in layers.spots] + [float(p.lat or 0) for _, p in layers.sites]
    margin = max(MARGIN, 0.1 * (max(xs) - min(xs)), 0.1 * (max(ys) - min(ys)))
    west, east = min(xs) - margin, max(xs) + margin
    south, north = min(ys) - margin, max(ys) + margin
    # No flatter than two to one, no higher than wide.
    tall = (east - west) * max(0.2, math.cos(math.radians((south + north) / 2)))
    lack = max(0.0, tall / 2 - (north - south)) / 2
    south, north = south - lack, north + lack
    lack = max(0.0, (north - south) - tall) / 2
    return Frame(west - lack, south, east + lack, north, width)


def _land(frame: Frame) -> Iterable[str]:
    for outline in countries():
        if frame.holds(outline):
            yield _shape(outline, frame, f'fill="none" stroke="{MUTED}" stroke-width="0.8"')
    for outline in lakes():
        if frame.holds(outline):
            yield _shape(outline, frame, f'fill="{GRID}" stroke="none"')


def _names(frame: Frame) -> Iterable[str]:
    """The countries by name, where their middle lies inside."""
    for outline in countries():
        x, y = frame.at(*outline.middle)
        if 40 < x < frame.width - 40 and 10 < y < frame.height - 10:
            yield (
                f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" fill="{MUTED}" '
                f'text-anchor="middle" letter-spacing="1">{html.escape(title_of(outline.name))}'
                "</text>"
            )


def _shape(outline: Outline, frame: Frame, style: str) -> str:
    path = "".join(f"M{_line(ring, frame)}Z" for ring in outline.rings)
    return f'<path d="{path}" {style}/>'


def _line(ring: Ring, frame: Frame) -> str:
    points = (frame.at(x, y) for x, y in ring)
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _spots(layers: Layers, frame: Frame) -> Iterable[str]:
    """A group a year, so that a page may show one at a time; large circles first."""
    most = max((s.best for s in layers.spots), default=1) or 1
    for year in layers.years:
        mine = sorted((s for s in layers.spots if s.year == year), key=lambda s: -s.best)
        yield f'<g data-year="{year}">{"".join(_spot(s, frame, most) for s in mine)}</g>'


def _spot(spot: Spot, frame: Frame, most: int) -> str:
    x, y = frame.at(spot.lon, spot.lat)
    radius = 2.2 + 14 * math.sqrt(spot.best / most)
    where = spot.place or "several places"
    said = (
        f"{where}, {spot.year}: {number(spot.events)} events, {number(spot.best)} deaths "
        f"({number(spot.low)}-{number(spot.high)}); {spot.precision}"
    )
    dash = ' stroke-dasharray="2 2"' if spot.precision != "exact" else ""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{PALETTE[1]}" '
        f'fill-opacity="0.35" stroke="{PALETTE[1]}"{dash}><title>{html.escape(said)}</title>'
        "</circle>"
    )


def _sites(layers: Layers, frame: Frame) -> Iterable[str]:
    functions = list(dict.fromkeys(site.function for site, _ in layers.sites))
    labelled = len(layers.sites) <= MOST_LABELS
    named: set[str] = set()
    for site, place in layers.sites:
        mark = SHAPES[functions.index(site.function) % len(SHAPES)]
        yield _site(site, place, mark, frame, labelled and place.name not in named)
        named.add(place.name)


def _site(site: Site, place: Place, mark: str, frame: Frame, labelled: bool) -> str:
    x, y = frame.at(float(place.lon or 0), float(place.lat or 0))
    dates = f", {when(site.valid)}" if site.valid else ""
    said = f"{place.name}: {site.function.replace('_', ' ')}{dates}"
    start, end = _years(site)
    name = (
        f'<text x="{x + 7:.1f}" y="{y + 4:.1f}" font-size="11" fill="{INK}" '
        f'stroke="{PAPER}" stroke-width="3" paint-order="stroke">'
        f"{html.escape(place.name)}</text>"
        if labelled
        else ""
    )
    return (
        f'<g data-from="{start}" data-to="{end}"><title>{html.escape(said)}</title>'
        f'<path d="{_mark(mark, x, y)}" fill="{PALETTE[0]}" stroke="{PAPER}"/>{name}</g>'
    )


def _years(site: Site) -> tuple[int, int]:
    start = site.valid.start if site.valid else None
    end = site.valid.end if site.valid else None
    return (start.year if start else 0), (end.year if end else 9999)


def _mark(mark: str, x: float, y: float) -> str:
    r = 5
    corners = {
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "diamond": [(0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)],
        "triangle": [(0, -r - 1), (r, r), (-r, r)],
        "cross": [
            *((-2, -r), (2, -r), (2, -2), (r, -2), (r, 2), (2, 2), (2, r), (-2, r)),
            *((-2, 2), (-r, 2), (-r, -2), (-2, -2)),
        ],
    }[mark]
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners) + "Z"


def legend(layers: Layers) -> str:
    """Which mark stands for which function of a site."""
    functions = list(dict.fromkeys(site.function for site, _ in layers.sites))
    parts = [f"{SHAPES[n % 4]}: {f.replace('_', ' ')}" for n, f in enumerate(functions)]
    return f"Sites: {', '.join(parts)}." if parts else ""


def _head(captions: Captions, width: int) -> tuple[str, int]:
    lines = [(line, 15, INK, "bold") for line in textwrap.wrap(captions.title, width // 9)]
    small = [part for line in captions.subtitle for part in textwrap.wrap(line, width // 6)]
    lines += [(line, 12, MUTED, "normal") for line in small]
    return _text(lines, 16)


def _feet(captions: Captions, width: int, start: float) -> tuple[str, float]:
    rows = [part for line in captions.foot for part in textwrap.wrap(line, int(width / 5.2))]
    text, bottom = _text([(row, 10, MUTED, "normal") for row in rows], start)
    return text, bottom


def _text(lines: list[tuple[str, int, str, str]], start: float) -> tuple[str, int]:
    found, y = [], start
    for line, size, colour, weight in lines:
        found.append(
            f'<text x="0" y="{y:.0f}" font-size="{size}" fill="{colour}" font-weight="{weight}">'
            f"{html.escape(line)}</text>"
        )
        y += size * 1.35
    return "".join(found), int(y)
