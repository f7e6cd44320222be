"""The figures that carry the argument and have no source: one finding that names them."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.check.cells import FLOWS
from counterclaim.check.context import PATTERNS
from counterclaim.check.editor import finding
from counterclaim.check.telling import listed
from counterclaim.ledger import Ledger
from counterclaim.ledger.text import span_of
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "unsourced_core"
# Only a document that cites for its figures or facts at all owes a note for each core figure.
_CITES = 3
_YEAR = 300
_SHOWN = 6
_NO_FIGURE = PATTERNS | {"vague"}


def findings(ledger: Ledger) -> Iterator[Finding]:
    """One finding for each document whose series and totals carry no note."""
    by_document: dict[str, list[Claim]] = {}
    for claim in ledger.in_order:
        by_document.setdefault(claim.document, []).append(claim)
    for claims in by_document.values():
        if sum(bool(claim.citations) for claim in claims) < _CITES:
            continue
        bare = [claim for claim in claims if _is_bare(claim) and _carries(claim, claims)]
        if bare:
            yield _finding(ledger, sorted(bare, key=lambda claim: span_of(claim.span) or (0, 0)))


def _is_bare(claim: Claim) -> bool:
    figure = claim.low is not None or claim.high is not None
    told_alone = claim.is_authors and not claim.citations
    in_words = bool(claim.words) and not any(sign.isdigit() for sign in claim.words)
    plain = claim.comparator not in _NO_FIGURE and not (in_words and claim.comparator != "exact")
    return claim.counts in FLOWS and figure and told_alone and plain


def _carries(claim: Claim, claims: list[Claim]) -> bool:
    """True for a figure over a year or more, and for what another claim is built on."""
    if claim.window is not None and (claim.window.days or _YEAR) >= _YEAR:
        return True
    return any(claim.id in other.operand for other in claims)


def _finding(ledger: Ledger, bare: list[Claim]) -> Finding:
    shown = listed(ledger, bare[:_SHOWN])
    more = f"; and {len(bare) - _SHOWN} more" if len(bare) > _SHOWN else ""
    return finding(
        ledger,
        KIND,
        "error",
        "not_checkable",
        bare,
        f"The figures that carry the argument have no source: {shown}{more}. Other statements of "
        "the same document do.",
        "Name the dataset with its version and access date, or the document, for each of them.",
        rests_on=("citations",),
        weight=float(len(bare)),
    )
