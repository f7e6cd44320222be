"""The shipped case: copied, its data read, scored, checked and published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from counterclaim.case import Case
from counterclaim.errors import CaseError

SHIPPED = "mali-2021-2025"
RETRIEVED = "2026-11-22"
"""The day on which the shipped files were taken from their provider's pages."""


def copy_case(to: Path) -> Case:
    """The shipped case in the new folder ``to``, with its source files read into it.

    Raises :class:`CaseError` if the folder holds something already.
    """
    from counterclaim.ingest import ingest

    if to.exists() and any(to.iterdir()):
        raise CaseError(
            "the folder is not empty",
            file=to,
            remedy="name another with --to, or remove it first",
        )
    shutil.copytree(Path(__file__).parent / "cases" / SHIPPED, to, dirs_exist_ok=True)
    case = Case.open(to)
    ingest(case, sorted((to / "sources").glob("*.csv")), retrieved=RETRIEVED)
    return case


def show(to: Path) -> Iterator[str]:
    """The demonstration, as text: scorecards, findings, and at the end the paths of the report."""
    from counterclaim.check.case_check import check_case
    from counterclaim.count import score
    from counterclaim.report import findings, scorecard
    from counterclaim.report.publish import FORMATS, publish

    case = copy_case(to)
    for name in case.definitions.scorecards:
        yield scorecard.write(score(case, name), "table")
        yield ""
    yield findings.write(check_case(case), "text", title="What the ledger's checks found")
    yield ""
    made = publish(case, list(FORMATS))
    yield f"The case:   {to}"
    for path in made.paths:
        if path.parent == made.folder:
            yield f"The report: {path}"
