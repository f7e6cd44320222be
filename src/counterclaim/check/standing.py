"""What became of each figure of a text: its worst finding, or why nothing was found.

The marks of an audit are made from it. A figure without a finding is not thereby right: it was
set beside others and fits, or nothing could be set beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from counterclaim.check.cells import FLOWS, Cells
from counterclaim.check.coverage import is_figure
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Verdict

Mark = Literal["error", "warning", "question", "note", "fits", "alone", "unbound", "statement"]
MARKS: tuple[Mark, ...] = (
    *("error", "warning", "question", "note"),
    *("fits", "alone", "unbound", "statement"),
)
"""Worst first. ``fits``: compared and not contradicted; ``alone``: nothing to compare it with;
``unbound``: its scope says too little; ``statement``: no figure, and no finding on it.
"""

_UNDECIDED = frozenset({"not_checkable", "not_separable"})


@dataclass(frozen=True)
class Standing:
    """One claim's mark and, where it could not be checked, the reason in words.

    A figure may have both: a finding that it has no source needs no other figure beside it.
    """

    claim: str
    mark: Mark
    reason: str = ""
    is_figure: bool = True


def standings(
    ledger: Ledger,
    claims: Iterable[Claim],
    findings: Iterable[Finding],
    verdicts: Mapping[str, Verdict],
) -> dict[str, Standing]:
    """The standing of each of these claims; accepted findings mark nothing."""
    cells, told = Cells(ledger), list(claims)
    worst = worst_mark(findings)
    compared = _compared(ledger, cells, told, verdicts)
    return {c.id: _standing(c, cells, worst.get(c.id), c.id in compared) for c in told}


def worst_mark(findings: Iterable[Finding]) -> dict[str, Mark]:
    """The worst open finding on each claim."""
    found: dict[str, Mark] = {}
    for finding in findings:
        if finding.accepted is None:
            mark: Mark = "question" if finding.question else finding.severity
            for claim in finding.claims:
                found[claim] = min(found.get(claim, mark), mark, key=MARKS.index)
    return found


def _standing(claim: Claim, cells: Cells, worst: Mark | None, compared: bool) -> Standing:
    figure = is_figure(claim)
    if not figure and claim.id not in cells.of:
        return Standing(claim.id, worst or "statement", is_figure=False)
    reason = unbound_reason(claim, cells)
    mark: Mark = "unbound" if reason else "fits" if compared else "alone"
    if not reason and not compared:
        reason = "no other figure, source or data to set it beside"
    return Standing(claim.id, worst or mark, reason, figure)


def unbound_reason(claim: Claim, cells: Cells) -> str:
    """Why a claim cannot be compared at all, or an empty string."""
    if claim.id not in cells.of:
        return "what it counts was not recognised"
    if claim.id not in cells.loose:
        return ""
    if claim.window is None:
        return "no date"
    if claim.counts in FLOWS:
        return "no actor, no target and no place"
    return "no one date at which it holds"


def _compared(
    ledger: Ledger, cells: Cells, claims: list[Claim], verdicts: Mapping[str, Verdict]
) -> frozenset[str]:
    """Claims set beside another figure of their class, a cited document or the data."""
    bound = [claim for claim in claims if claim.id in cells.of and claim.id not in cells.loose]
    families = Counter((c.document, cells.of[c.id].scope.counts) for c in bound)
    return frozenset(
        claim.id
        for claim in bound
        if families[claim.document, cells.of[claim.id].scope.counts] > 1
        or ledger.cited(claim)
        or verdicts.get(claim.id, "not_checkable") not in _UNDECIDED
    )
