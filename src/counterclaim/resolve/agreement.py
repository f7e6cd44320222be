"""In what two records agree: for each feature the level of agreement of every candidate pair.

A level is a small number whose name says what was seen, so that a score can name its reasons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.distance import kilometres
from counterclaim.resolve.records import COUNTRY, DISTRICT, POINT, REGION, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

DATES = (
    "same day",
    "dates overlap, within a week",
    "dates overlap at the edge, within a week",
    "dates overlap, one of them wide",
    "dates overlap at the edge, one of them wide",
    "a day apart",
    "two days apart",
    "three days apart",
    "four days apart or more",
)
DISTANCES = ("up to 2 km", "2-5 km", "5-12 km", "12-25 km", "25-50 km", "over 50 km")
ROUGH = (
    "up to 12 km, placed roughly",
    "12-25 km, placed roughly",
    "25-50 km, placed roughly",
    "over 50 km, placed roughly",
)
AREAS = ("same district", "same region", "same country")
WHERE = (*DISTANCES, *ROUGH, *AREAS)
PLACE_NAMES = ("same place name", "place names alike", "other place name", "place name not given")
DEATHS = (
    "same deaths, 8 or more",
    "same deaths, 3 to 7",
    "same deaths, 2 or fewer",
    "ranges of deaths overlap, 8 or more",
    "ranges of deaths overlap",
    "deaths nearly alike",
    "deaths apart",
    "deaths far apart",
    "deaths not given",
)
KINDS_AGREE = (
    "same kind",
    "kinds go together",
    "kinds differ",
    "kind not given",
)
_TARGETED = {"one_sided", "violence_against_civilians"}
_FOUGHT = {"state_based", "non_state", "battle"}


@dataclass(frozen=True)
class Gaps:
    """How far apart the records of each pair are: ``days`` (n,), ``km`` (n,) beyond precision.

    ``km`` is not a number where one place is an area; there ``area`` is the level at which the
    areas are the same (COUNTRY to DISTRICT), elsewhere POINT.
    """

    days: Ints
    km: Floats
    area: Ints


def gaps(left: Records, right: Records, pairs: Pairs) -> Gaps:
    """Days between the records' dates (0 where they overlap) and kilometres between points."""
    i, j = pairs.left, pairs.right
    days = np.maximum(0, np.maximum(left.first[i] - right.last[j], right.first[j] - left.last[i]))
    pointed = np.isfinite(left.radius[i]) & np.isfinite(right.radius[j])
    km = kilometres(left.lat[i], left.lon[i], right.lat[j], right.lon[j])
    shared = _finest_shared(left.areas[:, i], right.areas[:, j])
    known = np.minimum(left.fineness[i], right.fineness[j])
    area = np.where(pointed, POINT, np.maximum(known, shared))
    return Gaps(days, np.where(pointed, km, np.nan), area)


def _finest_shared(one: Ints, two: Ints) -> Ints:
    """The finest level (n,) at which areas (3, n) are the same, -1 where none is."""
    same = (one == two) & (one >= 0)
    return np.select(
        [same[level] for level in (DISTRICT, REGION, COUNTRY)], [DISTRICT, REGION, COUNTRY], -1
    )


def date_levels(left: Records, right: Records, pairs: Pairs, gap: Gaps) -> Levels:
    """Positions in DATES; the middle of a span stands for its likeliest day."""
    i, j = pairs.left, pairs.right
    width = np.maximum(left.days[i], right.days[j])
    middle = np.abs((left.first[i] + left.last[i]) - (right.first[j] + right.last[j])) / 2
    shorter = np.minimum(left.days[i], right.days[j])
    at_edge = middle > np.maximum(1.0, shorter / 2 + width / 4)
    overlap = np.select([width == 1, width <= 7], [0, np.where(at_edge, 2, 1)], np.where(at_edge, 4, 3))  # fmt: skip  # noqa: E501
    return np.where(gap.days == 0, overlap, 4 + np.minimum(gap.days, 4)).astype(np.int8)


def place_levels(
    left: Records, right: Records, pairs: Pairs, gap: Gaps, places: tuple[str, ...]
) -> Levels:
    """Distance (or shared area) by likeness of the names: WHERE times PLACE_NAMES."""
    exact = np.searchsorted([2, 5, 12, 25, 50], gap.km)
    rough = np.searchsorted([12, 25, 50], gap.km) + len(DISTANCES)
    is_rough = (left.radius[pairs.left] > 0) | (right.radius[pairs.right] > 0)
    areas = np.array([2, 1, 0])[np.clip(gap.area, COUNTRY, DISTRICT)] + len(DISTANCES + ROUGH)
    where = np.where(gap.area == POINT, np.where(is_rough, rough, exact), areas)
    names = name_levels(left.place[pairs.left], right.place[pairs.right], places)
    names = np.where((gap.area < DISTRICT) & (names == 2), 3, names)
    return (where * len(PLACE_NAMES) + names).astype(np.int8)


def name_levels(one: Ints, two: Ints, places: tuple[str, ...]) -> Ints:
    """Positions in PLACE_NAMES for codes of place names; each pair of names is compared once."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    level = np.where(one == two, 0, 2)
    level = np.where((one < 0) | (two < 0), 3, level)
    differ = np.flatnonzero(level == 2)
    size = max(1, len(places))
    known, back = np.unique(one[differ] * size + two[differ], return_inverse=True)
    if known.size:
        texts = np.array(places, dtype=object)
        a, b = texts[known // size].tolist(), texts[known % size].tolist()
        alike = cpdist(a, b, scorer=ratio, score_cutoff=78, workers=1) > 0
        alike |= np.array([_contains(x, y) for x, y in zip(a, b, strict=True)])
        level[differ] = np.where(alike[back], 1, 2)
    return level


def _contains(one: str, two: str) -> bool:
    """True if one name's words are among the other's."""
    short, long = sorted((one, two), key=len)
    return len(short) >= 4 and f" {short} " in f" {long} "


def death_levels(left: Records, right: Records, pairs: Pairs) -> Levels:
    """Positions in DEATHS."""
    i, j = pairs.left, pairs.right
    one, two = left.best[i], right.best[j]
    large = np.minimum(one, two)
    low = np.maximum(left.low[i], right.low[j])
    high = np.minimum(np.maximum(left.high[i], one), np.maximum(right.high[j], two))
    overlap = (low <= high) | (low <= one) & (one <= high) | (low <= two) & (two <= high)
    apart, top = np.abs(one - two), np.maximum(one, two)
    cases = [
        (one < 0) | (two < 0),
        (one == two) & (large >= 8),
        (one == two) & (large >= 3),
        one == two,
        overlap & (large >= 8),
        overlap,
        apart <= np.maximum(1, 0.34 * top),
        apart <= np.maximum(3, 0.67 * top),
    ]
    return np.select(cases, [8, 0, 1, 2, 3, 4, 5, 6], 7).astype(np.int8)


def kind_levels(left: Records, right: Records, pairs: Pairs) -> Levels:
    """Positions in KINDS_AGREE: who was harmed counts more than the provider's own classes."""
    one, two = left.kind[pairs.left], right.kind[pairs.right]
    civil, fought = _targeting(left)[pairs.left], _targeting(right)[pairs.right]
    unsure = (civil < 0) | (fought < 0)
    level = np.where(civil == fought, np.where(one == two, 0, 1), 2)
    level = np.where((civil == fought) & (civil != 2), 0, level)
    level = np.where((civil != fought) & ((civil == 2) | (fought == 2)), 1, level)
    return np.where(unsure, 3, level).astype(np.int8)


def _targeting(records: Records) -> Ints:
    """1 where civilians were the target, 0 where parties fought, 2 where either may be, -1."""
    from counterclaim.model.event import KINDS

    by_kind = [1 if k in _TARGETED else 0 if k in _FOUGHT else 2 for k in KINDS]
    found = np.array([*by_kind, -1])[records.kind]
    stated = np.where(records.civilians == 1, 1, found)
    return np.where((records.civilians == 0) & (found == 2), 0, stated)


__all__ = [
    "AREAS", "DATES", "DEATHS", "DISTANCES", "KINDS_AGREE", "PLACE_NAMES", "REGION", "ROUGH",
    "WHERE", "Gaps", "date_levels", "death_levels", "gaps", "kind_levels", "name_levels",
    "place_levels",
]  # fmt: skip
