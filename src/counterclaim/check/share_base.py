"""A share applied to a base that it was not stated for. Silent unless the text multiplies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.check.editor import finding
from counterclaim.check.telling import told
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.scope import Relation, compare

KIND = "share_of_other_base"
_PRODUCTS = frozenset({"product_of", "derived", "times_share"})


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every product of a share and a figure whose scope is not that of the share's own base."""
    for product in ledger.in_order:
        operands = [ledger.by_id[o] for o in product.operand if o in ledger.by_id]
        shares = [claim for claim in operands if claim.counts == "share"]
        bases = [claim for claim in operands if claim.counts and claim.counts != "share"]
        if product.relation not in _PRODUCTS or not len(shares) == len(bases) == 1:
            continue
        if differs := base_differs(ledger, shares[0], bases[0]):
            yield _finding(ledger, product, shares[0], bases[0], differs)


def base_differs(ledger: Ledger, share: Claim, base: Claim) -> tuple[str, ...]:
    """In what the base at hand differs from the one of which the share was stated."""
    if base.id in share.operand[:1]:
        return ()
    stated = ledger.by_id.get(share.operand[0]) if share.operand else None
    scope = ledger.scope(stated or share)
    other = ledger.scope(base)
    # a share's own class and people say what part it is, not what it is a part of
    like = replace(scope, counts=other.counts, population=other.population, target=other.target)
    differs = compare(like, other, ledger.hierarchy).differs
    return tuple(name for name, relation in differs.items() if relation is not Relation.SAME)


def _finding(
    ledger: Ledger, product: Claim, share: Claim, base: Claim, differs: tuple[str, ...]
) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "not_comparable",
        [product, share, base],
        f"{told(ledger, product)} multiplies {told(ledger, share)} with {told(ledger, base)}, but "
        f"the share was stated of another base (another {', '.join(differs)}).",
        "Give the share for this base, or leave the product out.",
    )
