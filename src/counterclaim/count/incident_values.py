"""One value an incident: of a dataset's doubles, of a lineage, then of all lineages by a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.count.expression import ENDS, EPOCH, SUMS, Frame, Plan, deaths_keys
from counterclaim.model.period import Period
from counterclaim.resolve.incidents import Incidents

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Values:
    """One row an incident: its days, the year its provider counts it in, and its value."""

    first: Any
    last: Any
    year: Any
    single: Bools
    low: Floats
    best: Floats
    high: Floats
    points: Bools


def value_columns(plan: Plan) -> list[str]:
    """The columns of the scan that hold a plan's low, best and high of each event."""
    return [f"{deaths_keys([plan])[plan.key]}_{end}_value" for end in ENDS]


def named(table: Any) -> Any:
    """The scan's rows with the columns of their values under the names of :data:`ENDS`."""
    return table.rename_columns([*table.column_names[:5], *ENDS])


def placed(rows: Any, rank: int) -> Any:
    """The rows of a dataset with its number in the order of trust, in one schema."""
    numbered = rows.append_column("rank", pa.repeat(rank, rows.num_rows))
    types = [pa.string(), pa.date32(), pa.date32(), pa.int64(), pa.int64(), *[pa.float64()] * 3]
    return numbered.cast(pa.schema(zip(numbered.column_names, [*types, pa.int64()], strict=True)))


def without_parts(table: Any, incidents: Incidents) -> Any:
    """The rows but those judged to be part of another row that is there too."""
    pairs = dict(incidents.parts)
    wholes = pa.array(list(pairs.values()), pa.string())
    there = pc.is_in(wholes, value_set=table["id"].combine_chunks())
    parts = pa.array(list(pairs), pa.string()).filter(there)
    return table.filter(pc.invert(pc.is_in(table["id"], value_set=parts)))


def labels(table: Any, incidents: Incidents, *, merged: bool) -> Ints:
    """A number for the incident of each row; unsure pairs are one if ``merged``."""
    members = incidents.members
    at = pc.index_in(table["id"], value_set=members["record"].combine_chunks())
    codes = members["incident"].combine_chunks().dictionary_encode()
    known = np.asarray(codes.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    label: Ints = known[at.to_numpy(zero_copy_only=False).astype(np.int64)]
    if not merged or not incidents.unsure:
        return label
    return _united(label, known, members["record"].combine_chunks(), incidents.unsure)


def _united(label: Ints, known: Ints, records: Any, unsure: Sequence[tuple[str, str]]) -> Ints:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = [
        pc.index_in(pa.array([pair[side] for pair in unsure]), value_set=records)
        .fill_null(-1)
        .to_numpy(zero_copy_only=False)
        .astype(np.int64)
        for side in (0, 1)
    ]
    both = (ends[0] >= 0) & (ends[1] >= 0)
    one, two = known[ends[0][both]], known[ends[1][both]]
    size = int(known.max()) + 1
    graph = coo_array((np.ones(one.size), (one, two)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)[label]


def values_of(table: Any, incident: Ints, lineage_of: Ints, rule: str) -> Values:
    """One value an incident.

    ``incident`` (n,) numbers the incident of each row of ``table``, ``lineage_of`` the lineage of
    each dataset. Of a dataset's doubles the hull counts, of a lineage its first dataset, and then
    ``rule``.
    """
    rank = table["rank"].to_numpy()
    order = np.lexsort((_positions(table["id"]), rank, incident))
    table, incident, rank = table.take(pa.array(order)), incident[order], rank[order]
    ends = {end: table[end].to_numpy() for end in ENDS}
    is_point = np.isfinite(ends["best"]) & ~np.isfinite(ends["low"])
    if np.isfinite(ends["low"]).any():
        ends |= {e: np.where(np.isfinite(ends[e]), ends[e], ends["best"]) for e in ("low", "high")}
    by_dataset = _starts(incident, rank)
    hull = _hull(ends, by_dataset)
    speakers = by_dataset[_firsts(incident[by_dataset], lineage_of[rank[by_dataset]])]
    position = np.searchsorted(by_dataset, speakers)
    each = {end: value[position] for end, value in hull.items()}
    starts = _starts(incident[speakers])
    value = _by_rule(each, starts, rule)
    first = table.take(pa.array(speakers[starts]))
    single = np.asarray(
        pc.fill_null(pc.equal(first["sources"], 1), False).to_numpy(), dtype=np.bool_
    )
    alone = np.diff(np.r_[starts, speakers.size]) == 1
    return Values(
        first["from"], first["to"], first["provider_year"], np.asarray(single & alone),
        value["low"], value["best"], value["high"], is_point[speakers[starts]],
    )  # fmt: skip


def _positions(ids: Any) -> Ints:
    """The alphabetical position of each id."""
    order = np.asarray(pc.sort_indices(ids).to_numpy(), dtype=np.int64)
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return place


def _starts(*keys: Ints) -> Ints:
    """Where each run of equal keys begins."""
    if not keys[0].size:
        return np.zeros(0, dtype=np.int64)
    changes = np.logical_or.reduce([np.diff(key) != 0 for key in keys])
    return np.asarray(np.r_[0, np.flatnonzero(changes) + 1], dtype=np.int64)


def _firsts(incident: Ints, lineage: Ints) -> Ints:
    """The first position of each lineage within each incident, in order."""
    width = int(lineage.max(initial=0)) + 1
    return np.sort(np.unique(incident * width + lineage, return_index=True)[1])


def _hull(ends: Mapping[str, Floats], starts: Ints) -> dict[str, Floats]:
    """Of the rows of one dataset in one incident: the widest range, and the first row's best."""
    return {
        "low": np.fmin.reduceat(ends["low"], starts),
        "best": ends["best"][starts],
        "high": np.fmax.reduceat(ends["high"], starts),
    }


def _by_rule(each: Mapping[str, Floats], starts: Ints, rule: str) -> dict[str, Floats]:
    """The value of each incident from those of its lineages, the most trusted first."""
    if rule == "hull":
        return _hull(each, starts)
    if rule == "median":
        return {end: _medians(value, starts) for end, value in each.items()}
    return {end: value[starts] for end, value in each.items()}


def _medians(value: Floats, starts: Ints) -> Floats:
    """The median of the known values of each run, rounded down; not a number where none is."""
    group = np.repeat(np.arange(starts.size), np.diff(np.r_[starts, value.size]))
    ordered = value[np.lexsort((value, group))]  # what is not a number comes last
    known = np.bincount(group, np.isfinite(value), starts.size).astype(np.int64)
    size = np.maximum(known, 1)
    middle = (ordered[starts + (size - 1) // 2] + ordered[starts + size // 2]) / 2
    return np.where(known > 0, np.floor(middle), np.nan)


def grouped(values: Values, plan: Plan, frame: Frame) -> list[Mapping[str, Any]]:
    """The rows that a scan would give: sums by period, and by whether one source is behind them."""
    deaths = deaths_keys([plan])[plan.key]
    columns: dict[str, Any] = {
        "anchor": _anchors(values, frame),
        "first": _keys(values.first, frame),
        "last": _keys(values.last, frame),
        "single": values.single,
        "from": values.first,
        "to": values.last,
        "unknown": (~np.isfinite(values.best)).astype(np.int64),
        "points": values.points.astype(np.int64),
    }
    for end in ENDS:
        value = getattr(values, end)
        columns[end] = pa.array(value, from_pandas=True)
        columns[f"fatal_{end}"] = np.where(np.isfinite(value) & (value > 0), 1, 0)
    keys = ["anchor", "first", "last", "single"]
    sums = [(name, "sum") for name in SUMS]
    grouped = pa.table(columns).group_by(keys, use_threads=False).aggregate(
        [*sums, ("from", "min"), ("to", "max"), ([], "count_all")]
    )  # fmt: skip
    return [_as_scanned(row, plan, deaths) for row in grouped.to_pylist()]


def _as_scanned(row: Mapping[str, Any], plan: Plan, deaths: str) -> dict[str, Any]:
    found = {name: row[name] for name in ("anchor", "first", "last", "single")}
    found |= {"n": row["count_all"], "first_day": row["from_min"], "last_day": row["to_max"]}
    for name in SUMS:
        value = row[f"{name}_sum"]
        found[f"{deaths}_{name}"] = None if value is None else int(value)
    return found | {"flags0": 1}  # the only plan holds


def _anchors(values: Values, frame: Frame) -> Any:
    if not frame.is_annual:
        return _keys(values.first, frame)
    if frame.grain == "total":
        return pa.repeat(0, len(values.first))
    return pc.coalesce(values.year, pc.year(values.first))


def _beside(days: Any, window: Period | None) -> Any:
    """0 for a day within the window, -1 before it, 1 after it."""
    found = pa.repeat(0, len(days))
    if window is not None and window.end is not None:
        found = pc.if_else(pc.greater(days, window.end), 1, found)
    if window is not None and window.start is not None:
        found = pc.if_else(pc.less(days, window.start), -1, found)
    return found


def _keys(days: Any, frame: Frame) -> Any:
    """The whole number of the calendar period of each day, as the scan writes it."""
    if frame.grain == "total":
        return _beside(days, frame.window)
    year, month = pc.year(days), pc.month(days)
    if frame.grain == "year":
        return year
    if frame.grain == "day":
        return pc.add(days.cast(pa.date32()).cast(pa.int32()).cast(pa.int64()), EPOCH)
    if frame.grain == "month":
        return pc.add(pc.multiply(year, 12), pc.subtract(month, 1))
    quarter = pc.subtract(pc.quarter(days), 1)
    return pc.add(pc.multiply(year, 4), quarter)
