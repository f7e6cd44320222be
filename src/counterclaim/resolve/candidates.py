"""Candidate pairs of two datasets: what lies close enough in time and place to be compared.

Points meet in cells of a grid, coarser places in their administrative area, both in buckets of
days; the engine joins on these keys and checks the distances, so that no cross product is built.
The window widens by what each record says of its own precision: a record that spans days is
matched by any of them, one placed "near" a point within that radius, a centroid anywhere in its
area. Method: blocking, as in Fellegi and Sunter (1969), A theory for record linkage, JASA 64.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from counterclaim.resolve.distance import EARTH_KM, KM_PER_DEGREE
from counterclaim.resolve.distinct import distinct
from counterclaim.resolve.records import COUNTRY, DISTRICT, POINT, REGION, Engine, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
BUCKET = 8  # days
CELL = 1.0  # degrees
AROUND = round(360 / CELL)
_AREA_SPACE = 1 << 40  # codes of areas of one level lie below this


@dataclass(frozen=True)
class Window:
    """How far apart two records may lie, beyond their own precision."""

    days: int = 7
    km: float = 50.0


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs: positions (n,) of ``left`` and ``right`` records, in ascending order."""

    left: Ints
    right: Ints

    def __len__(self) -> int:
        return int(self.left.size)


def candidates(left: Records, right: Records, window: Window, engine: Engine) -> Pairs:
    """Every pair inside the window, found by ``engine``; the same pairs in the same order always.

    Cost grows with the rows and the pairs found.
    """
    import ibis

    with TemporaryDirectory(prefix="counterclaim-") as folder:
        tables = _Keys(Path(folder), engine)
        parts = [_in_cells(tables, left, right, window), *_in_areas(tables, left, right, window)]
        found = engine.arrow(reduce(ibis.union, parts))
    both = distinct(_column(found, "i") * len(right) + _column(found, "j"))
    return Pairs(both // max(1, len(right)), both % max(1, len(right)))


def _column(table: Any, name: str) -> Ints:
    return np.asarray(table[name].to_numpy(), dtype=np.int64)


class _Keys:
    """Writes keys as Parquet, so that every engine can read them."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder, self.engine = folder, engine

    def table(self, name: str, columns: dict[str, Any]) -> Any:
        """The columns as a table of the engine."""
        file = self.folder / f"{name}.parquet"
        pq.write_table(pa.table(columns), file)
        return self.engine.table(file, f"keys_{name}_{id(self)}")


def _in_cells(keys: _Keys, left: Records, right: Records, window: Window) -> Any:
    """Pairs of points in reach of each other."""
    one, two = (np.flatnonzero(np.isfinite(r.radius)) for r in (left, right))
    widest = float(right.radius[two].max(initial=0))
    wide = _points(left, one, window.days) | _reached_cells(left, one, window.km + widest)
    narrow = _points(right, two, 0) | {
        "cy": _cell(right.lat[two]),
        "cx": _cell(right.lon[two]) % AROUND,
    }
    a = _each_day(keys.table("points_left", wide))
    a = a.mutate(cy=_run(a, "cy"))
    a = a.mutate(east=_run(a, "cx"))
    a = a.mutate(cx=a.east % AROUND)
    b = _each_day(keys.table("points_right", narrow))
    joined = a.join(b, ["bucket", "cy", "cx"], rname="{name}_2")
    reach = window.km + joined.radius + joined.radius_2
    apart = reduce(
        lambda x, y: x + y, [(joined[k] - joined[f"{k}_2"]) ** 2 for k in ("x", "y", "z")]
    )
    return _once(joined.filter(apart <= reach * reach), window.days)


def _in_areas(keys: _Keys, left: Records, right: Records, window: Window) -> list[Any]:
    """Pairs of which at least one knows its area alone: compared inside that area."""
    coarse_left, fine_right = _own_area(left, window.days), _areas_within(right, 0)
    coarse_right, fine_left = _own_area(right, 0), _areas_within(left, 1)
    parts = []
    for name, one, two in (
        ("left", coarse_left, fine_right),
        ("right", _widened(fine_left, window.days), coarse_right),
    ):
        a = _each_day(keys.table(f"{name}_of_left", one))
        b = _each_day(keys.table(f"{name}_of_right", two))
        parts.append(_once(a.join(b, ["bucket", "area"], rname="{name}_2"), window.days))
    return parts


def _points(records: Records, which: Ints, days: int) -> dict[str, Any]:
    lat, lon = np.radians(records.lat[which]), np.radians(records.lon[which])
    return _dated(records, which, days) | {
        "radius": records.radius[which],
        "x": EARTH_KM * np.cos(lat) * np.cos(lon),
        "y": EARTH_KM * np.cos(lat) * np.sin(lon),
        "z": EARTH_KM * np.sin(lat),
    }


def _dated(records: Records, which: Ints, days: int) -> dict[str, Any]:
    return _widened({"n": which, "first": records.first[which], "last": records.last[which]}, days)


def _widened(columns: dict[str, Any], days: int) -> dict[str, Any]:
    """With the buckets of days that the record reaches."""
    return columns | {
        "bucket_from": (columns["first"] - days) // BUCKET,
        "bucket_to": (columns["last"] + days) // BUCKET,
    }


def _reached_cells(records: Records, which: Ints, km: float) -> dict[str, Any]:
    reach = (km + records.radius[which]) / KM_PER_DEGREE
    lat, lon = records.lat[which], records.lon[which]
    shrink = np.cos(np.radians(np.minimum(np.abs(lat) + reach, 89)))
    east = np.minimum(reach / shrink, 180 - CELL)
    return {
        "cy_from": _cell(lat - reach),
        "cy_to": _cell(lat + reach),
        "cx_from": _cell(lon - east) + AROUND,  # kept positive: remainders differ by engine
        "cx_to": _cell(lon + east) + AROUND,
    }


def _cell(degrees: Floats) -> Ints:
    return np.floor(degrees / CELL).astype(np.int64)


def _own_area(records: Records, days: int) -> dict[str, Any]:
    """Records that know no more than an area, each under that area."""
    parts = [
        np.flatnonzero((records.fineness == level) & (records.areas[level] >= 0))
        for level in (COUNTRY, REGION, DISTRICT)
    ]
    return _under(records, parts, days)


def _areas_within(records: Records, finer_by: int) -> dict[str, Any]:
    """Every record under each area that is no finer than what it knows of its place."""
    parts = [
        np.flatnonzero((records.fineness >= level + finer_by) & (records.areas[level] >= 0))
        for level in (COUNTRY, REGION, DISTRICT)
    ]
    return _under(records, parts, 0)


def _under(records: Records, parts: list[Ints], days: int) -> dict[str, Any]:
    which = np.concatenate(parts)
    areas = [records.areas[level][part] + level * _AREA_SPACE for level, part in enumerate(parts)]
    return _dated(records, which, days) | {"area": np.concatenate(areas)}


def _each_day(table: Any) -> Any:
    """A row for every bucket of days that the record reaches."""
    return table.mutate(bucket=_run(table, "bucket"))


def _run(table: Any, name: str) -> Any:
    import ibis

    return ibis.range(table[f"{name}_from"], table[f"{name}_to"] + 1).unnest()


def _once(joined: Any, days: int) -> Any:
    """The pairs inside the window of days, each from the first bucket that both reach."""
    import ibis

    gap = ibis.greatest(joined["first"] - joined.last_2, joined.first_2 - joined["last"])
    first_shared = ibis.greatest(joined.bucket_from, joined.bucket_from_2)
    kept = joined.filter((gap <= days) & (joined.bucket == first_shared))
    return kept.select(i=kept.n, j=kept.n_2)


__all__ = ["POINT", "Pairs", "Window", "candidates"]
