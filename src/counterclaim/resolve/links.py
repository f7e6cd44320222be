"""The outcome of linking: proposed pairs with the reasons for each, as a table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.resolve.episodes import container
from counterclaim.resolve.evidence import FEATURES
from counterclaim.resolve.judgements import PART, SAME, TO_FILL, Decisions
from counterclaim.resolve.sensitivity import Grid

if TYPE_CHECKING:
    from counterclaim.resolve.linking import Compared, Proposed

Ints = NDArray[np.int64]
REASONS = tuple(feature.name for feature in FEATURES)
COLUMNS = (
    "left", "right", "relation", "probability", "score", "days", "km", *REASONS, "judged",
)  # fmt: skip
"""Of the table of links: ids; ``same``, ``part_of`` (left is part of right), ``has_part`` or
``unsure``; probability 0 to 1; score: log odds of the pair taken alone; days and kilometres apart;
what was seen of each feature; the verdict where somebody has judged."""


@dataclass(frozen=True)
class Links:
    """Links of two datasets; ``table`` is an Arrow table with COLUMNS, sorted by its ids.

    ``sizes`` are the numbers of records, ``grid`` the number of links at other windows, ``spans``
    how many of the same join a single day and a record of several days.
    """

    left: str
    right: str
    table: Any
    sizes: tuple[int, int]
    grid: Grid
    spans: int

    @property
    def same(self) -> tuple[tuple[str, str], ...]:
        """The pairs proposed or judged as one incident."""
        chosen = self.table.filter(pc.equal(self.table["relation"], "same"))
        return tuple(zip(chosen["left"].to_pylist(), chosen["right"].to_pylist(), strict=True))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many pairs of each relation there are."""
        found = pc.value_counts(self.table["relation"]).to_pylist()
        return {item["values"]: item["counts"] for item in sorted(found, key=lambda i: i["values"])}

    def turned(self) -> Links:
        """The same links with left and right swapped."""
        turn = pa.array(["has_part", "part_of"])
        relation = self.table["relation"].combine_chunks()
        at = pc.index_in(relation, value_set=pa.array(["part_of", "has_part"]))
        turned = pc.coalesce(turn.take(at), relation)
        columns = {name: self.table[name] for name in COLUMNS}
        columns |= {"left": self.table["right"], "right": self.table["left"], "relation": turned}
        return replace(
            self,
            left=self.right,
            right=self.left,
            table=_sorted(pa.table(columns)),
            sizes=(self.sizes[1], self.sizes[0]),
        )

    def csv(self) -> str:
        """A row a pair, ready to be judged: fill in ``verdict``, ``reason``, ``by`` and ``on``.

        ``kind`` says what a yes would mean; the classes that were compared stand under ``class``.
        """
        import pyarrow.csv as arrow_csv

        is_part = pc.is_in(self.table["relation"], pa.array(["part_of", "has_part"]))
        names = ["class" if name == "kind" else name for name in self.table.column_names]
        table = self.table.rename_columns(names)
        table = table.append_column("kind", pc.if_else(is_part, PART, SAME))
        for name in TO_FILL:
            table = table.append_column(name, pa.repeat("", table.num_rows))
        sink = pa.BufferOutputStream()
        options = arrow_csv.WriteOptions(quoting_style="needed")
        arrow_csv.write_csv(table, sink, options)
        return str(sink.getvalue().to_pybytes().decode())

    def json(self) -> str:
        """Everything as JSON: pairs with their reasons, the grid, and what was counted."""
        low, high = self.grid.range
        return json.dumps(
            {
                "left": self.left,
                "right": self.right,
                "records": {"left": self.sizes[0], "right": self.sizes[1]},
                "counts": dict(self.counts),
                "single_day_with_longer": self.spans,
                "sensitivity": {"low": low, "high": high, "cells": list(self.grid.rows())},
                "pairs": [_pair(row) for row in self.table.to_pylist()],
            },
            ensure_ascii=False,
            indent=1,
        )


def laid_out(found: Compared, proposed: Proposed, decided: Decisions, grid: Grid) -> Links:
    """The table of links for what was proposed and judged."""
    whole = container(found.left, found.right, found.pairs)
    parts = proposed.part_of
    groups = (
        ("same", proposed.same),
        ("has_part", parts[whole[parts]]),
        ("part_of", parts[~whole[parts]]),
        ("unsure", proposed.unsure),
    )
    table = pa.concat_tables([_rows(found, proposed, which, name) for name, which in groups])
    return Links(
        found.left.dataset,
        found.right.dataset,
        _sorted(_judged(table, decided)),
        (len(found.left), len(found.right)),
        grid,
        _spanning(found, proposed.same),
    )


def _rows(found: Compared, proposed: Proposed, which: Ints, relation: str) -> Any:
    pairs = found.pairs
    columns = {
        "left": found.left.ids.take(pa.array(pairs.left[which])),
        "right": found.right.ids.take(pa.array(pairs.right[which])),
        "relation": pa.repeat(relation, which.size),
        "probability": np.round(proposed.probability[which], 4),
        "score": np.round(found.evidence[which], 2),
        "days": found.gaps.days[which],
        "km": pc.if_else(
            np.isfinite(found.gaps.km[which]), np.round(found.gaps.km[which], 1), None
        ),
    }
    for feature, levels in zip(FEATURES, found.levels, strict=True):
        words = pa.array(feature.levels)
        columns[feature.name] = words.take(pa.array(levels[which].astype(np.int64)))
    return pa.table(columns)


def _judged(table: Any, decided: Decisions) -> Any:
    """With the verdict of each pair, empty where there is none."""
    if not decided.verdicts:
        return table.append_column("judged", pa.repeat("", table.num_rows))
    known = {f"{a} {b}": decided.verdict(a, b) for a, b in decided.verdicts}
    known |= {" ".join(reversed(key.split(" "))): verdict for key, verdict in known.items()}
    key = pc.binary_join_element_wise(table["left"], table["right"], " ")
    at = pc.index_in(key, value_set=pa.array(list(known)))
    verdicts = pa.array(list(known.values())).take(at)
    return table.append_column("judged", pc.fill_null(verdicts, ""))


def _sorted(table: Any) -> Any:
    order = [("left", "ascending"), ("right", "ascending"), ("relation", "ascending")]
    return table.sort_by(order).combine_chunks()


def _spanning(found: Compared, same: Ints) -> int:
    one = found.left.days[found.pairs.left[same]] == 1
    two = found.right.days[found.pairs.right[same]] == 1
    return int((one != two).sum())


def _pair(row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: row[name] for name in COLUMNS if name not in REASONS}
    return plain | {"reasons": {name: row[name] for name in REASONS}}
