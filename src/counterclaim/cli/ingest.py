"""Read data files into a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def ingest(
    case: Path,
    *files: Path,
    dataset: Annotated[str, Parameter(name="--as")] = "",
    version: str = "",
    released: str = "",
    retrieved: str = "",
    filters: str = "",
) -> None:
    """Read data files into a case: rows read, issues, names never seen before.

    Parameters
    ----------
    case
        The case folder.
    files
        UCDP, ACLED or your own files; recognised from what they hold.
    dataset
        The dataset or column mapping to read them as.
    version
        The provider's version, where the file does not say it.
    released
        The date of the release.
    retrieved
        The date on which you fetched it.
    filters
        How the export was filtered, in words.
    """
    from counterclaim.case import Case
    from counterclaim.cli.progress import saying
    from counterclaim.ingest import ingest as read
    from counterclaim.report.receipt import write

    with saying("reading") as say:
        receipts = read(
            Case.open(case),
            files,
            dataset or None,
            version=version or None,
            released=released or None,
            retrieved=retrieved or None,
            filters=filters,
            progress=say,
        )
    for receipt in receipts:
        print(write(receipt))
