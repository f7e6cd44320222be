"""Run the statistical assessments that a case declares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def assess(
    case: Path,
    name: str | None = None,
    *,
    format: Literal["text", "json"] = "text",
    as_of: Annotated[str, Parameter(name="--as-of")] = "",
) -> None:
    """Run the assessments of a case: what could have been seen, then what was.

    Parameters
    ----------
    case
        The case folder.
    name
        An assessment of case.yaml; all of them if none is named.
    format
        How the results are written to standard output.
    as_of
        A date of release, retrieved:DATE, or a snapshot's id.
    """
    from counterclaim.assess.running import assess as run
    from counterclaim.assess.writing import write
    from counterclaim.case import Case

    print(write(run(Case.open(case), [name] if name else None, as_of=as_of), format))
