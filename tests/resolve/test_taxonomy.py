"""The published union of three small sets of invented accidents comes out exactly."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.resolve.taxonomy import Classified, Levels, Union, integrate

DATASETS = ("crash_data1", "crash_data2", "crash_data3")
TAXONOMIES = ("model_tax", "color_tax", "damage_tax")


def read_records(folder: Path) -> list[Classified]:
    """The records of the three sets."""
    found = []
    for name in DATASETS:
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                days = (date.fromisoformat(row["date"]), date.fromisoformat(row["enddate"]))
                point = (float(row["latitude"]), float(row["longitude"]))
                classes = {taxonomy: row[taxonomy] for taxonomy in TAXONOMIES}
                found.append(Classified(name, row["event"], *days, *point, classes))
    return found


def read_taxonomies(folder: Path) -> dict[str, Levels]:
    """The three taxonomies."""
    found: dict[str, Levels] = {}
    for name in TAXONOMIES:
        with (folder / f"taxonomy_{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.reader(file))[1:]
        found[name] = {(row[0], row[1]): row[1:] for row in rows}
    return found


Published = tuple[list[Classified], dict[str, Levels], dict[str, Any]]


@pytest.fixture(scope="module")
def published(shared: Path) -> Published:
    """Records, taxonomies and what the authors printed."""
    folder = shared / "data" / "known" / "meltt"
    expected = json.loads((shared / "data" / "known" / "expected.json").read_text())
    return read_records(folder), read_taxonomies(folder), expected["F_linkage"][0]


def united(
    records: Sequence[Classified], taxonomies: dict[str, Levels], answer: dict[str, Any]
) -> Union:
    """The union by the published window."""
    return integrate(records, taxonomies, DATASETS, days=answer["days"], km=answer["km"])


def test_published_union(published: Published) -> None:
    """Inputs, entries, matches, removed records, episodes and every overlap are as printed."""
    records, taxonomies, answer = published
    union = united(records, taxonomies, answer)
    assert len(records) == answer["inputs"]
    assert len(union.groups) == answer["unique"]
    assert len(union.matched) == answer["matches"]
    assert union.removed == answer["removed"]
    assert sum(group[0].is_episode for group in union.matched) == answer["episode_matches"]
    assert dict(union.overlap) == answer["overlap"]


def test_order_of_records_changes_nothing(published: Published) -> None:
    """Shuffled records give the same union."""
    records, taxonomies, answer = published
    shuffled = random.Random(4).sample(records, len(records))
    assert united(shuffled, taxonomies, answer) == united(records, taxonomies, answer)


def test_unlisted_category_is_an_error() -> None:
    """A category that its taxonomy does not list stops the union, and is named."""
    days = (date(2020, 1, 1), date(2020, 1, 1))
    records = [Classified(d, "1", *days, 0.0, 0.0, {"colour": "teal"}) for d in ("a", "b")]
    with pytest.raises(CounterclaimError, match="teal"):
        integrate(records, {"colour": {("a", "teal"): ["teal", "blue"]}}, ("a", "b"), days=1, km=1)


def test_episodes_and_events_stay_apart() -> None:
    """A one-day event and an episode are no match, even at the same place from the same day."""
    first = Classified("a", "1", date(2020, 1, 1), date(2020, 1, 1), 0.0, 0.0, {"t": "x"})
    second = Classified("b", "1", date(2020, 1, 1), date(2020, 1, 2), 0.0, 0.0, {"t": "x"})
    levels = {("a", "x"): ["x"], ("b", "x"): ["x"]}
    assert integrate([first, second], {"t": levels}, ("a", "b"), days=2, km=4).removed == 0
