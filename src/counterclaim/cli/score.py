"""Score a case, and say what lies behind a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def score(
    case: Path,
    scorecard: str | None = None,
    *,
    format: Literal["table", "json", "csv", "html"] = "table",
    engine: str = "duckdb",
    as_of: Annotated[str, Parameter(name="--as-of")] = "",
) -> None:
    """Score a case: a figure with its range in every cell, or why there is none.

    Parameters
    ----------
    case
        The case folder.
    scorecard
        A scorecard of case.yaml; the first one if none is named.
    format
        How the result is written to standard output.
    engine
        duckdb, spark or spark=MASTER.
    as_of
        A date of release, retrieved:DATE, or a snapshot's id.
    """
    from counterclaim.case import Case
    from counterclaim.count import score as count
    from counterclaim.report.scorecard import write

    scored = count(Case.open(case), scorecard, engine_name=engine, as_of=as_of)
    print(write(scored, format))


def explain(
    case: Path,
    code: str,
    period: str = "",
    *,
    format: Literal["table", "json", "csv"] = "table",
    as_of: Annotated[str, Parameter(name="--as-of")] = "",
    dossier: Literal["", "public", "private"] = "",
) -> None:
    """The rows behind one cell, what was left out, the rule and the sources.

    Parameters
    ----------
    case
        The case folder.
    code
        The code of a cell, or a measure of case.yaml followed by a period.
    period
        2024, 2024-06, 2022/2024: only with a measure.
    format
        How the result is written to standard output.
    as_of
        A date of release, retrieved:DATE, or a snapshot's id.
    dossier
        Write two pages on the cell, as PDF and Markdown, for the public or for yourself.
    """
    from counterclaim.case import Case
    from counterclaim.report.dossier import dossier as written
    from counterclaim.report.explanation import answered

    opened = Case.open(case)
    if not dossier:
        print(answered(opened, code, period, format, as_of=as_of))
        return
    for path in written(opened, code, period, public=dossier == "public"):
        print(path)
