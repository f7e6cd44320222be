"""Check the ledger of a case, and accept findings with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def check(
    case: Path, *, format: Literal["text", "json", "html"] = "text", all: bool = False
) -> int:
    """Check the ledger of a case against itself, its sources and its data.

    Ends with 0 if no error was found, 1 if one was, 2 if the case could not be checked.

    Parameters
    ----------
    case
        The case folder.
    format
        How the findings are written to standard output.
    all
        In text: every finding, not the ten worst.
    """
    from counterclaim.case import Case
    from counterclaim.check.case_check import check_case
    from counterclaim.report.findings import write

    known = Case.open(case)
    report = check_case(known)
    print(write(report, format, title=known.definitions.title, everything=all))
    return 1 if report.has_errors else 0


def waive(case: Path, finding: str, *, reason: str, by: str) -> None:
    """Accept a finding with a reason; it opens again when what it rests on changes.

    Parameters
    ----------
    case
        The case folder.
    finding
        The id of the finding, as check prints it.
    reason
        Why it is accepted.
    by
        Who accepts it.
    """
    from counterclaim.case import Case
    from counterclaim.check.case_check import waive_in

    print(waive_in(Case.open(case), finding, reason=reason, by=by))
