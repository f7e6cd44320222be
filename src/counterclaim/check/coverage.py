"""How many figures could be checked at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from counterclaim.check import Coverage
from counterclaim.check.cells import Cells
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Verdict

_UNDECIDED = frozenset({"not_checkable", "not_separable"})


def coverage_of(ledger: Ledger, verdicts: Mapping[str, Verdict]) -> Coverage:
    """Figures found, bound to a scope, and set beside another figure, a source or the data."""
    cells = Cells(ledger)
    figures = [claim for claim in cells.speaking if is_figure(claim)]
    bound = [claim for claim in figures if claim.id in cells.of and claim.id not in cells.loose]
    families = Counter((c.document, cells.of[c.id].scope.counts) for c in bound)
    checked = [
        claim
        for claim in bound
        if families[claim.document, cells.of[claim.id].scope.counts] > 1
        or ledger.cited(claim)
        or verdicts.get(claim.id, "not_checkable") not in _UNDECIDED
    ]
    return Coverage(len(figures), len(bound), len(checked), len(figures) - len(bound))


def is_figure(claim: Claim) -> bool:
    """True for a claim with a number or vague word in it."""
    stated = (claim.low, claim.best, claim.high)
    return any(value is not None for value in stated) or claim.comparator in {"vague", "zero"}
