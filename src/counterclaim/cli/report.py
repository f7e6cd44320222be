"""Publish a case, and exchange its sources with reference managers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def report(
    case: Path,
    *,
    to: str = "",
    public: Annotated[bool, Parameter(negative="--private")] = True,
    out: Path | None = None,
) -> None:
    """Write the report of a case in the formats asked for, through the export gate.

    Parameters
    ----------
    case
        The case folder.
    to
        Formats separated by commas: html, docx, pdf, md, xlsx, csv, parquet, geojson, bib, crate;
        all of them if none is named.
    public
        Public exports keep back what terms or harm to people forbid; --private does not.
    out
        The folder to write to; out/ in the case if none is named.
    """
    from counterclaim.case import Case
    from counterclaim.cli.progress import saying
    from counterclaim.report.publish import FORMATS, publish

    formats = [name.strip() for name in to.split(",") if name.strip()] or list(FORMATS)
    with saying("writing the report") as say:
        made = publish(Case.open(case), formats, public=public, out=out, progress=say)
    for line in (*made.paths, *(f"note: {warning}" for warning in made.warnings)):
        print(line)


def bibliography(case: Path, direction: Literal["import", "export"], file: Path) -> None:
    """Exchange the sources of a case as CSL-JSON, BibTeX or RIS, by the file's ending.

    Parameters
    ----------
    case
        The case folder.
    direction
        Import adds and updates sources; export writes FILE.
    file
        FILE.json, FILE.bib or FILE.ris.
    """
    from counterclaim.case import Case
    from counterclaim.report import bibliography as sources

    opened = Case.open(case)
    if direction == "export":
        print(f"{sources.export(opened, file)} sources written to {file}")
    else:
        added, changed = sources.take_in(opened, file)
        print(f"{added} sources added, {changed} changed")
