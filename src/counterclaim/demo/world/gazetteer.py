"""The places of an invented country, as each dataset would spell and locate them.

A gazetteer is one row per *entry*: villages first, then the centroids of districts, of regions
and of the country, and last an entry off the globe. A record points at an entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SOUTH, WEST = -38.0, -34.0  # corner of the country, in the open South Atlantic
ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "br", "dr", "gr", "sh")
VOWELS = ("a", "e", "i", "o", "u", "é", "ô", "ï", "ou", "aa", "ü")
CODAS = ("", "", "", "n", "r", "l", "s", "m", "ng", "th")


@dataclass(frozen=True)
class Gazetteer:
    """Entries of the country; ``villages`` is how many of them come first.

    ``nearest`` (villages,) the nearest other village; ``cumulative`` (villages,) the cumulative
    share of events; ``levels`` (4, villages) the entry of a village at precision near, district,
    region and country; ``off_globe`` the entry with impossible coordinates.
    ``tables`` maps a dataset to its spelling of every entry, then of every entry spelt wrongly:
    name, adm_1, adm_2, latitude, longitude (degrees).
    """

    villages: int
    entries: int
    off_globe: int
    lat: Floats
    lon: Floats
    nearest: Ints
    cumulative: Floats
    levels: Ints
    north: NDArray[np.bool_]
    tables: dict[str, pa.Table]


def survey_land(seed: int, events: int, country: str) -> Gazetteer:
    """Villages, districts and regions for about ``events`` events; larger worlds are wider."""
    rng = np.random.default_rng([seed, 11])
    count = int(np.clip(events // 6, 400, 50_000))
    side = float(np.clip(5 * (events / 10_000) ** 0.5, 5, 30))
    across = int(np.clip(round(side**0.5), 2, 6))
    within = round(side / across / 0.83)
    x, y = rng.random(count), rng.random(count)
    region = _cell(x, across) * across + _cell(y, across)
    cells = across * within
    district = _cell(x, cells) * cells + _cell(y, cells)
    lat, lon = SOUTH + side * y, WEST + side * x
    regions, districts = _centroids(across, side), _centroids(cells, side)
    middle = np.array([[SOUTH + side / 2], [WEST + side / 2]])
    points = np.hstack([np.stack([lat, lon]), districts, regions, middle, [[95.5], [-204.25]]])
    levels = np.stack([np.arange(count), count + district, count + cells**2 + region])
    top = count + cells**2 + across**2
    names = _Names(rng, count, cells**2, across**2, country)
    parents = (region, district, across, within)
    return Gazetteer(
        villages=count,
        entries=top + 2,
        off_globe=top + 1,
        lat=points[0],
        lon=points[1],
        nearest=_nearest(lat, lon),
        cumulative=_shares(count),
        levels=np.vstack([levels, np.full(count, top)]),
        north=y + 0.15 * rng.standard_normal(count) > 0.5,
        tables={d: _spelling(d, rng, points, names, parents) for d in ("ucdp", "acled", "survey")},
    )


def _cell(share: Floats, cells: int) -> Ints:
    return np.minimum((share * cells).astype(np.int64), cells - 1)


def _centroids(cells: int, side: float) -> Floats:
    """(2, cells x cells): latitude and longitude of each cell's middle, west to east."""
    middle = (np.arange(cells) + 0.5) * side / cells
    return np.stack([np.tile(SOUTH + middle, cells), np.repeat(WEST + middle, cells)])


def _shares(count: int) -> Floats:
    weights = (np.arange(count) + 5.0) ** -0.5
    return np.asarray(np.cumsum(weights) / weights.sum())


def _nearest(lat: Floats, lon: Floats) -> Ints:
    from scipy.spatial import cKDTree

    points = np.stack([lat, lon * np.cos(np.radians(lat))], axis=1)
    found = cKDTree(points).query(points, k=2)[1]
    return np.asarray(found[:, 1], dtype=np.int64)


class _Names:
    """Names of villages, districts and regions, made of syllables."""

    def __init__(
        self, rng: np.random.Generator, villages: int, districts: int, regions: int, country: str
    ) -> None:
        self.villages = _words(rng, villages)
        self.districts = _words(rng, districts)
        self.regions = _words(rng, regions)
        self.country = country


def _words(rng: np.random.Generator, count: int) -> list[str]:
    syllables = rng.integers(2, 4, count)
    draws = rng.integers(0, 1 << 30, (count, 3, 3))
    return [_word(draws[i, : syllables[i]].tolist()) for i in range(count)]


def _word(draws: list[list[int]]) -> str:
    parts = (
        ONSETS[a % len(ONSETS)] + VOWELS[b % len(VOWELS)] + CODAS[c % len(CODAS)]
        for a, b, c in draws
    )
    return "".join(parts).capitalize()


def misspell(word: str, draw: int) -> str:
    """``word`` with one slip: a letter dropped, doubled or swapped with the next, by ``draw``."""
    at = 1 + draw % max(1, len(word) - 2)
    if draw % 3 == 0:
        return word[:at] + word[at + 1 :]
    if draw % 3 == 1 or word[at : at + 1] == word[at + 1 : at + 2]:
        return word[:at] + word[at - 1] + word[at:]
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


SUFFIXES = {
    "ucdp": (" village", " district", " region", ""),
    "acled": ("", "", "", ""),
    "survey": ("", " (district)", " (region)", ""),
}
SCATTER = {"ucdp": 0.0, "acled": 0.008, "survey": 0.015}  # degrees between two gazetteers


def _spelling(
    dataset: str,
    rng: np.random.Generator,
    points: Floats,
    names: _Names,
    parents: tuple[Ints, Ints, int, int],
) -> pa.Table:
    """Every entry as ``dataset`` writes it, then every entry with its name spelt wrongly."""
    village, district, region, land = SUFFIXES[dataset]
    base = [*names.villages, *names.districts, *names.regions, names.country, names.villages[0]]
    tails = [village] * len(names.villages) + [district] * len(names.districts)
    tails += [region] * len(names.regions) + [land, village]
    slips = rng.integers(0, 1 << 30, len(base)).tolist()
    wrong = [misspell(word, slip) for word, slip in zip(base, slips, strict=True)]
    right = [word + tail for word, tail in zip(base, tails, strict=True)]
    adm_1, adm_2 = _divisions(names, parents, (region, district))
    shift = SCATTER[dataset] * rng.standard_normal(points.shape)
    lat, lon = np.round(points + shift, 6 if dataset == "ucdp" else 4)
    return pa.table(
        {
            "name": right + [word + tail for word, tail in zip(wrong, tails, strict=True)],
            "adm_1": adm_1 * 2,
            "adm_2": adm_2 * 2,
            "latitude": np.tile(lat, 2),
            "longitude": np.tile(lon, 2),
        }
    )


def _divisions(
    names: _Names, parents: tuple[Ints, Ints, int, int], tails: tuple[str, str]
) -> tuple[list[str | None], list[str | None]]:
    """Region and district of every entry, ``None`` where the entry is coarser."""
    region, district, across, within = parents
    cells = across * within
    of_district = [
        (d // cells // within) * across + (d % cells) // within for d in range(cells * cells)
    ]
    regions = [name + tails[0] for name in names.regions]
    districts = [name + tails[1] for name in names.districts]
    adm_1 = [regions[r] for r in region] + [regions[r] for r in of_district] + regions
    adm_2 = [districts[d] for d in district] + districts + [None] * len(regions)
    return [*adm_1, None, regions[region[0]]], [*adm_2, None, districts[district[0]]]
