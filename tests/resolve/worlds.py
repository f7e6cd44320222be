"""Invented worlds in cases, with the true event of every record."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from counterclaim.case import Case
from counterclaim.demo.world import Noise, build
from counterclaim.ingest import ingest

DATASETS = {"ucdp": "ucdp_ged", "acled": "acled", "survey": "survey"}
SHEET = """\
title: an invented world
mappings:
  survey:
    dataset: survey
    columns: {id: id, from: date, to: date_to, place: place, admin2: district, admin1: region,
      lat: latitude, lon: longitude, side_a: group, side_b: opponent, deaths_low: killed_min,
      deaths_best: killed, deaths_high: killed_max, note: comment}
"""


@dataclass(frozen=True)
class LinkedWorld:
    """A case, and which true event each record tells of."""

    case: Case
    event: dict[str, int]

    def shared(self, left: str, right: str) -> set[int]:
        """True events that both datasets hold."""
        held = [
            {event for record, event in self.event.items() if record.startswith(f"{name}:")}
            for name in (left, right)
        ]
        return held[0] & held[1]

    def hits(self, pairs: Iterable[tuple[str, str]]) -> list[bool]:
        """Whether each pair is of one event."""
        return [self.event[left] == self.event[right] for left, right in pairs]

    def scores(
        self, pairs: Iterable[tuple[str, str]], left: str, right: str
    ) -> tuple[float, float]:
        """Precision of the pairs, and recall against the events that both datasets hold."""
        listed = list(pairs)
        right_ones = [pair for pair, hit in zip(listed, self.hits(listed), strict=True) if hit]
        found = {self.event[one] for one, _ in right_ones}
        return len(right_ones) / len(listed), len(found) / len(self.shared(left, right))


def linked_world(
    folder: Path, events: int, seed: int, noise: Noise, *, survey: bool = False
) -> LinkedWorld:
    """A world in UCDP's and ACLED's layouts (and a survey), taken into a case."""
    layouts = ["ucdp", "acled", *(["survey"] if survey else [])]
    world = build(folder / "world", events, seed, noise, layouts)
    Case.create(folder / "case")
    (folder / "case" / "case.yaml").write_text(SHEET, "utf-8")
    for table in ("actors", "actor_names", "relations"):
        shutil.copy(world.directory / f"{table}.csv", folder / "case")
    case = Case.open(folder / "case")
    for layout in layouts:
        ingest(case, [world.files[layout]], "survey" if layout == "survey" else None)
    truth = pq.read_table(world.directory / "truth_links.parquet").to_pylist()
    event = {f"{DATASETS[row['dataset']]}:{row['record']}": row["event"] for row in truth}
    return LinkedWorld(case, event)
