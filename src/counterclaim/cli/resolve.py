"""Who and what is meant: doubles, events that a claim may tell of, names, revisions."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Format = Literal["text", "json", "csv"]


def doubles(case: Path, dataset: str, *, format: Format = "text") -> None:
    """List rows of one dataset that may double, or be part of, another row, with reasons.

    Parameters
    ----------
    case
        The case folder.
    dataset
        A dataset of the case, or the id of a snapshot.
    format
        How the list is written; the CSV can be judged and taken in with link --judge.
    """
    from counterclaim.case import Case
    from counterclaim.report.listing import write
    from counterclaim.resolve.duplicates import as_rows, suspects

    found = suspects(Case.open(case), dataset)
    print(write(as_rows(found, to_judge=format == "csv"), format))


def offer(case: Path, claim: str, *, format: Format = "text") -> None:
    """List the events and incidents that a claim may speak of, best first.

    Parameters
    ----------
    case
        The case folder.
    claim
        The id of a claim.
    format
        How the list is written.
    """
    from counterclaim.case import Case
    from counterclaim.report.listing import rows_of, write
    from counterclaim.resolve.claims import offers, wanted

    opened = Case.open(case)
    print(write(rows_of(offers(opened, wanted(opened, claim))), format))


def names(case: Path, *name: str, format: Format = "text") -> None:
    """Suggest which actors of the case a name may mean; nothing is applied.

    Parameters
    ----------
    case
        The case folder.
    name
        Strings as a dataset writes them.
    format
        How the list is written.
    """
    from counterclaim.case import Case
    from counterclaim.report.listing import rows_of, write
    from counterclaim.resolve.suggestions import suggest

    opened = Case.open(case)
    found = [{"seen": one, **row} for one in name for row in rows_of(suggest(opened, one))]
    print(write(found, format))


def revisions(case: Path, before: str, after: str, *, format: Format = "text") -> None:
    """Compare two snapshots of one dataset: rows added, removed, changed; actors renamed.

    Parameters
    ----------
    case
        The case folder.
    before
        The id of the earlier snapshot.
    after
        The id of the later one.
    format
        How the comparison is written.
    """
    from counterclaim.case import Case
    from counterclaim.report.listing import revision_rows, write
    from counterclaim.resolve.revisions import compare

    print(write(revision_rows(compare(Case.open(case), before, after)), format))
