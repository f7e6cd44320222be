"""Link two datasets: proposed pairs with their reasons, and judgements on them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal


def link(
    case: Path,
    left: str = "",
    right: str = "",
    *,
    format: Literal["json", "csv"] = "json",
    judge: Path | None = None,
    engine: str = "duckdb",
) -> None:
    """Propose which records of two datasets tell of one incident; take in what people judged.

    Parameters
    ----------
    case
        The case folder.
    left
        A dataset of the case, or the id of a snapshot.
    right
        Another one.
    format
        How the pairs are written to standard output.
    judge
        A CSV or XLSX of signed judgements to import first.
    engine
        duckdb, spark or spark=MASTER.
    """
    from counterclaim import resolve
    from counterclaim.case import Case
    from counterclaim.cli.progress import saying
    from counterclaim.count.engine import engine as start

    opened = Case.open(case)
    if judge is not None:
        from counterclaim.resolve.judgements import import_summary

        print(import_summary(opened, judge), file=sys.stderr)
    if left or right or judge is None:
        with saying("linking"):
            links = resolve.link(opened, left, right, engine=start(engine))
        sys.stdout.write(links.csv() if format == "csv" else links.json() + "\n")
