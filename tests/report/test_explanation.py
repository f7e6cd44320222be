"""What lies behind a cell, in the formats of the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from counterclaim.case import Case
from counterclaim.report.explanation import answered


def test_a_cell_without_rows_has_a_header(tmp_path: Path) -> None:
    """A script that reads the rows of a refused cell finds the columns and no row."""
    case = Case.create(tmp_path / "case")
    case.define("measures", "a", {"dataset": "ucdp_ged"})
    read = csv.DictReader(io.StringIO(answered(case, "a", "2022", "csv")))
    assert list(read) == []
    assert {"id", "deaths_best", "side_a", "side_b"} <= set(read.fieldnames or ())
