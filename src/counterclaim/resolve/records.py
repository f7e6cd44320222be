"""Two datasets laid side by side as arrays, in the order of their ids, ready to be compared.

Strings become numbers that both datasets share; work on strings is done once for each distinct
one. The order of rows and files leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.model.event import KINDS, PLACE_PRECISIONS
from counterclaim.resolve.distinct import distinct
from counterclaim.resolve.spelling import country_core, place_core

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
COUNTRY, REGION, DISTRICT, POINT = range(4)
"""How finely a place is known; what is coarser than a point matches by area, not by distance."""
FINENESS = {
    "exact": POINT, "near": DISTRICT, "admin2": DISTRICT, "admin1": REGION, "region": REGION,
    "country": COUNTRY, "world": -1,
}  # fmt: skip
NEAR_KM = 25.0  # what "near" means in the providers' codebooks
_EVENT_COLUMNS = (
    "id", "from", "to", "kind", "native_kind", "place", "admin1", "admin2", "country", "lat",
    "lon", "place_precision", "deaths_low", "deaths_best", "deaths_high", "civilians_targeted",
    "note", "source_titles",
)  # fmt: skip


class Engine(Protocol):
    """Reads Parquet as Ibis tables and gives the result of an expression."""

    def table(self, file: Path, name: str) -> Any:
        """The file as an Ibis table."""

    def arrow(self, expression: Any) -> Any:
        """The result of an expression as an Arrow table."""


@dataclass(frozen=True)
class Records:
    """``n`` events of one dataset, sorted by id; numbers below 0 stand for "not given".

    ``first``/``last`` (n,) days since 1970-01-01; ``lat``/``lon`` degrees, not a number where
    absent or impossible; ``fineness`` COUNTRY to POINT, -1 where no area is known; ``radius`` km
    by which the point may be off, infinite where it is a centroid; ``areas`` (3, n) codes of
    country, region and district; ``place`` code of the name; ``kind`` code in KINDS; ``low``,
    ``best``, ``high`` deaths; ``sides`` (2, n) codes of the names on side a and b.
    """

    dataset: str
    ids: pa.Array
    first: Ints
    last: Ints
    lat: Floats
    lon: Floats
    fineness: Ints
    radius: Floats
    areas: Ints
    place: Ints
    kind: Ints
    civilians: Ints
    low: Ints
    best: Ints
    high: Ints
    sides: Ints
    notes: pa.Array

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def days(self) -> Ints:
        """How many days the record spans, (n,), 1 for a single day."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Shared:
    """What the codes of both datasets mean: names of places, and the name sets of sides."""

    places: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]


def lay_out(tables: Sequence[tuple[str, Any, Any]]) -> tuple[list[Records], Shared]:
    """Datasets given as (name, events, participants), Arrow tables with the bulk columns."""
    sorted_tables = [
        (name, *_sorted(events, participants)) for name, events, participants in tables
    ]
    events = [part[1] for part in sorted_tables]
    areas = _areas(events)
    places, place_names = _coded([e["place"] for e in events], place_core)
    sides, side_names = _sides([(e["id"], p) for _, e, p in sorted_tables])
    records = [
        _records(name, e, areas[at], places[at], sides[at])
        for at, (name, e, _) in enumerate(sorted_tables)
    ]
    return records, Shared(place_names, side_names)


def fetch(engine: Engine, events: Any, participants: Any) -> tuple[Any, Any]:
    """Events and participants of a snapshot as Arrow tables with the columns that count here."""
    there = [name for name in _EVENT_COLUMNS if name in events.columns]
    return (
        engine.arrow(events.select(*there)),
        engine.arrow(participants.select("event", "side", "name")),
    )


def _sorted(events: Any, participants: Any) -> tuple[Any, Any]:
    for name in _EVENT_COLUMNS:
        if name not in events.column_names:
            events = events.append_column(name, pa.nulls(events.num_rows, pa.string()))
    return events.take(pc.sort_indices(events["id"])), participants


def _records(name: str, events: Any, areas: Ints, place: Ints, sides: Ints) -> Records:
    lat, lon = _floats(events["lat"]), _floats(events["lon"])
    wrong = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) | ((lat == 0) & (lon == 0))
    lat, lon = np.where(wrong, np.nan, lat), np.where(wrong, np.nan, lon)
    fineness, radius = _precision(events["place_precision"], areas, place, wrong)
    low, best, high = (_ints(events[f"deaths_{end}"]) for end in ("low", "best", "high"))
    low, high = np.where(low < 0, best, low), np.where(high < 0, best, high)
    return Records(
        dataset=name,
        ids=events["id"].combine_chunks(),
        first=_days(events["from"]),
        last=_days(events["to"]),
        lat=lat,
        lon=lon,
        fineness=fineness,
        radius=radius,
        areas=areas,
        place=place,
        kind=_positions(events["kind"], KINDS),
        civilians=_ints(events["civilians_targeted"].cast(pa.int64())),
        low=low,
        best=np.where(best < 0, low, best),
        high=np.maximum(high, low),
        sides=sides,
        notes=_texts(events),
    )


def _texts(events: Any) -> pa.Array:
    """The provider's notes and the cited titles; null where there is neither."""
    parts = [events[name].cast(pa.string()) for name in ("note", "source_titles")]
    joined = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), " ")
    return pc.if_else(pc.equal(joined, " "), None, joined).combine_chunks()


def _precision(given: Any, areas: Ints, place: Ints, no_point: Bools) -> tuple[Ints, Floats]:
    """Fineness and radius; where the provider is silent, by the finest area that is named."""
    codes = _positions(given, PLACE_PRECISIONS)
    by_code = np.array([FINENESS[name] for name in PLACE_PRECISIONS] + [POINT])
    fineness = by_code[codes]
    named = np.select([areas[i] >= 0 for i in (DISTRICT, REGION, COUNTRY)], [DISTRICT, REGION, COUNTRY], -1)  # fmt: skip  # noqa: E501
    silent = codes < 0
    usual = np.median(named[silent]) if silent.any() else DISTRICT
    fineness = np.where(silent & (named < usual), named, fineness)
    off = silent & (named < usual) & (named < 0)
    fineness = np.where(no_point | off, np.minimum(fineness, named), fineness)
    is_near = codes == PLACE_PRECISIONS.index("near")
    radius = np.where(is_near, NEAR_KM, np.where(fineness == POINT, 0.0, np.inf))
    return fineness, np.where(no_point, np.inf, radius)


def _areas(events: Sequence[Any]) -> list[Ints]:
    """(3, n) codes of country, region and district for each dataset.

    A name counts within its country, unless a dataset names no countries at all.
    """
    countries, _ = _coded([e["country"] for e in events], country_core)
    everywhere = any((codes < 0).all() for codes in countries)
    prefix = [np.zeros_like(c) if everywhere else c for c in countries]
    levels = [countries]
    for column in ("admin1", "admin2"):
        codes, names = _coded([e[column] for e in events], place_core)
        width = len(names) + 1
        levels.append(
            [np.where(c >= 0, p * width + c, -1) for p, c in zip(prefix, codes, strict=True)]
        )
    return [np.stack([level[at] for level in levels]) for at in range(len(events))]


def _coded(
    columns: Sequence[Any], spell: Callable[[str], str]
) -> tuple[list[Ints], tuple[str, ...]]:
    """Codes (n,) of each column's strings by their common spelling, and the spellings in order."""
    encoded = [column.combine_chunks().dictionary_encode() for column in columns]
    spelt = [[spell(text) for text in e.dictionary.to_pylist()] for e in encoded]
    names = sorted({name for part in spelt for name in part if name})
    at = {name: code for code, name in enumerate(names)}
    lookups = [np.array([*(at.get(name, -1) for name in part), -1]) for part in spelt]
    codes = [
        lookup[e.indices.fill_null(len(lookup) - 1).to_numpy(zero_copy_only=False)]
        for lookup, e in zip(lookups, encoded, strict=True)
    ]
    return codes, tuple(names)


def _sides(parts: Sequence[tuple[Any, Any]]) -> tuple[list[Ints], tuple[tuple[str, ...], ...]]:
    """(2, n) codes of the set of names on each side of each event, and those sets.

    Sets are told apart by the sum of a random number for each name, so no row is looked at alone.
    """
    names = sorted({n for _, p in parts for n in pc.unique(p["name"]).to_pylist() if n is not None})
    draws = np.random.default_rng(len(names)).integers(1, 1 << 62, len(names), dtype=np.int64)
    members: dict[int, tuple[str, ...]] = {}
    sums = [_side_sums(ids, table, names, draws, members) for ids, table in parts]
    known = sorted(members, key=lambda mark: members[mark])
    marks = np.array(sorted(known), dtype=np.int64)
    rank = {mark: code for code, mark in enumerate(known)}
    code_of = np.array([rank[int(mark)] for mark in marks] or [0], dtype=np.int64)
    coded = [np.where(s == 0, -1, code_of[np.searchsorted(marks, s).clip(0, max(0, marks.size - 1))]) for s in sums]  # fmt: skip  # noqa: E501
    return coded, tuple(members[mark] for mark in known)


def _side_sums(
    ids: Any, table: Any, names: list[str], draws: Ints, members: dict[int, tuple[str, ...]]
) -> Ints:
    """(2, n) a mark of the set of names on each side, 0 where nobody stands there."""
    event = pc.index_in(table["event"], value_set=ids.combine_chunks()).to_numpy()
    side = pc.fill_null(pc.equal(table["side"], "b"), False)
    name = pc.index_in(table["name"], value_set=pa.array(names, pa.string())).to_numpy()
    spot = np.where(side.to_numpy(), len(ids), 0) + event
    good = np.isfinite(spot) & np.isfinite(name)
    spot, name = spot[good].astype(np.int64), name[good].astype(np.int64)
    order = distinct(spot * len(names) + name)  # a name twice on one side counts once
    spot, name = order // max(1, len(names)), order % max(1, len(names))
    sums = np.zeros(2 * len(ids), dtype=np.int64)
    with np.errstate(over="ignore"):
        np.add.at(sums, spot, draws[name])
    _note_members(sums, spot, name, names, members)
    return sums.reshape(2, -1)


def _note_members(
    sums: Ints, spot: Ints, name: Ints, names: list[str], members: dict[int, tuple[str, ...]]
) -> None:
    """Remember, once for each distinct set, which names are in it."""
    starts = np.flatnonzero(np.r_[True, spot[1:] != spot[:-1]]) if spot.size else spot
    ends = np.r_[starts[1:], spot.size]
    marks, first = np.unique(sums[spot[starts]], return_index=True) if spot.size else (spot, spot)
    for mark, at in zip(marks.tolist(), first.tolist(), strict=True):
        codes = name[starts[at] : ends[at]].tolist()
        members.setdefault(mark, tuple(names[code] for code in codes))


def _days(column: Any) -> Ints:
    return np.asarray(column.cast(pa.date32()).cast(pa.int32()).fill_null(0).to_numpy(), np.int64)


def _ints(column: Any) -> Ints:
    return np.asarray(column.cast(pa.int64()).fill_null(-1).to_numpy(), np.int64)


def _floats(column: Any) -> Floats:
    return np.asarray(column.cast(pa.float64()).to_numpy(), np.float64)


def _positions(column: Any, of: Sequence[str]) -> Ints:
    found = pc.index_in(column, value_set=pa.array(list(of)))
    return np.asarray(found.fill_null(-1).to_numpy(), np.int64)
