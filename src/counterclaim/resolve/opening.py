"""The datasets of a case opened side by side, in the order that its rules state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.case.snapshots import readable
from counterclaim.errors import NotFound
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.records import Engine, Records, Shared, fetch, lay_out

if TYPE_CHECKING:
    from counterclaim.case import Case


class Embedded:
    """DuckDB in this process: the engine where the caller brings none."""

    def __init__(self) -> None:
        import ibis

        self._connection = ibis.duckdb.connect()

    def table(self, file: Path, name: str) -> Any:
        """The file as an Ibis table."""
        return self._connection.read_parquet(readable(file), table_name=name)

    def arrow(self, expression: Any) -> Any:
        """The result as an Arrow table."""
        return self._connection.to_pyarrow(expression)


@dataclass(frozen=True)
class Opened:
    """Snapshots and their records, in the same order, with the codes that they share."""

    snapshots: tuple[Snapshot, ...]
    records: tuple[Records, ...]
    shared: Shared


def in_order(case: Case, datasets: tuple[str, ...]) -> tuple[str, ...]:
    """Datasets or snapshot ids as ``rules.incidents.order`` has them; the others by name."""
    order = case.definitions.rules.incidents.order
    rank = {name: at for at, name in enumerate(order)}
    return tuple(sorted(datasets, key=lambda d: (rank.get(d.partition("@")[0], len(rank)), d)))


def chosen(case: Case, name: str) -> Snapshot:
    """The snapshot of an id, or the one of a dataset that speaks: the newest final release.

    Raises :class:`NotFound` with the datasets that the case holds.
    """
    held = [s for s in case.snapshots() if s.table == "events"]
    found = [s for s in held if name in {s.id, s.dataset}]
    if not found:
        raise NotFound(
            "the case holds no events of this dataset",
            seen=name,
            expected=", ".join(sorted({s.dataset for s in held} | {s.id for s in held})) or "none",
            remedy="counterclaim ingest CASE FILE",
        )
    return max(found, key=_rank)


def open_datasets(case: Case, names: tuple[str, ...], engine: Engine) -> Opened:
    """The events of ``names`` (datasets or snapshot ids), in this order."""
    snapshots = tuple(chosen(case, name) for name in names)
    tables = []
    for snapshot in snapshots:
        stem = re.sub(r"\W", "_", snapshot.id)
        events = engine.table(case.data_file(snapshot, "events"), f"resolve_events_{stem}")
        sides = engine.table(case.data_file(snapshot, "participants"), f"resolve_sides_{stem}")
        tables.append((snapshot.dataset, *fetch(engine, events, sides)))
    records, shared = lay_out(tables)
    return Opened(snapshots, tuple(records), shared)


def _rank(snapshot: Snapshot) -> tuple[bool, str, tuple[int, ...], str, str]:
    version = tuple(int(part) for part in re.findall(r"\d+", snapshot.version))
    return (
        snapshot.stage == "final", snapshot.released, version, snapshot.retrieved, snapshot.id
    )  # fmt: skip
