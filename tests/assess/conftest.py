"""Published overlap tables with their published answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counterclaim.assess.lists import Overlaps


class Published:
    """The folder of published values: what is expected, and the tables it is expected from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))

    def overlaps(self, name: str) -> Overlaps:
        """A table of 0/1 columns and a column of counts."""
        with (self.folder / name).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        names = [column for column in rows[0] if column != "count"]
        patterns = [[int(row[column]) for column in names] for row in rows]
        return Overlaps.from_patterns(names, patterns, [int(row["count"]) for row in rows])

    def inputs(self, expected: dict[str, Any]) -> tuple[Any, Any, Any]:
        """Cells, grid of unlisted records and log prior of one expected posterior."""
        if expected["data"] != "inline":
            lists = self.overlaps(expected["data"])
            return lists.cells, np.arange(1.0, 5 * lists.n + 1), None
        cells, missing = np.array(expected["Y"], dtype=float), np.arange(1.0, 301.0)
        prior = expected.get("prior", "").startswith("NB")
        return cells, missing, _negative_binomial(cells.sum() + missing) if prior else None


def _negative_binomial(total: Any, a: float = 13.14, b: float = 55.17) -> Any:
    """Log prior of Madigan & York for the total, up to a constant."""
    from scipy.special import gammaln

    return total * np.log(b) - (total + a) * np.log1p(b) + gammaln(total + a) - gammaln(total + 1)


@pytest.fixture(scope="session")
def mse(shared: Path) -> Published:
    """The published values, or a skip where the folder beside the project is absent."""
    return Published(shared / "data" / "known")


@pytest.fixture(scope="session")
def kosovo(mse: Published) -> Overlaps:
    """4,400 killings on four lists."""
    return mse.overlaps("mse/kosovo_4lists.csv")
