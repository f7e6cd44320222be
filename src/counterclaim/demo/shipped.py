"""The shipped case: copied, its data read, scored."""

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
    """The demonstration, as text: the scorecards, and at the end the paths."""
    from counterclaim.count import score
    from counterclaim.report.scorecard import write

    case = copy_case(to)
    out = to / "out"
    out.mkdir(exist_ok=True)
    pages = []
    for name in case.definitions.scorecards:
        scored = score(case, name)
        yield write(scored, "table")
        yield ""
        page = out / f"{name}.html"
        page.write_text(write(scored, "html"), encoding="utf-8")
        pages.append(page)
    yield f"The case:   {to}"
    for page in pages:
        yield f"The page:   {page}"
