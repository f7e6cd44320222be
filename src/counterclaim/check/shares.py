"""Shares of one base that add up to more than all of it."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.check.cells import DROPPED
from counterclaim.check.editor import finding
from counterclaim.check.logic_terms import relation_of
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import listed, number
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity
from counterclaim.model.scope import Relation, compare

KIND = "shares_above_all"
# Words for people that exclude each other within a row, and cut across the other rows.
SORTS: tuple[frozenset[str], ...] = (
    frozenset({"civilians", "combatants", "soldiers", "militants", "fighters", "rebels"}),
    frozenset({"men", "women", "male", "female"}),
    frozenset({"children", "adults", "minors", "elderly"}),
)
_HALF = 0.5


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every base whose shares, by one voice, exceed 100% beyond rounding."""
    for (_, base, *_), claims in _by_base(ledger).items():
        shares = [claim for claim in claims if _lowest(ledger, claim) is not None]
        if not base and not _is_known_sort(shares):
            continue  # nobody says that they are shares of one thing
        summed = sum(_lowest(ledger, claim) or 0 for claim in shares)
        if len(shares) > 1 and summed > 100 + _HALF * len(shares) and _apart(ledger, shares):
            yield _finding(ledger, shares, summed)


def _by_base(ledger: Ledger) -> dict[tuple[object, ...], list[Claim]]:
    """Shares of one voice, base, place and window, by what they are shares of."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ledger.in_order:
        if claim.counts != "share" or claim.status in DROPPED:
            continue
        if relation_of(claim) in {"", "share_of"}:
            scope = ledger.scope(claim)
            base = claim.operand[0] if claim.operand else _named_base(claim)
            key = (ledger.voice(claim), base, scope.place, str(scope.window), claim.unit)
            found.setdefault(key, []).append(claim)
    return found


def _named_base(claim: Claim) -> str:
    """What the unit says that it is a share of: "percent of deaths"."""
    return claim.unit.casefold().partition(" of ")[2].strip()


def _lowest(ledger: Ledger, claim: Claim) -> float | None:
    return range_of(claim, ledger.rules).low


def _what(claim: Claim) -> str:
    return (claim.population or claim.target or claim.actor).casefold()


def _apart(ledger: Ledger, shares: list[Claim]) -> bool:
    """True if no two of them can hold the same people."""
    names = [_what(claim) for claim in shares]
    if len(set(names)) < len(names) or "" in names:
        return False
    sorts = {at for name in names for at, sort in enumerate(SORTS) if name in sort}
    nested = any(
        compare(ledger.scope(a), ledger.scope(b), ledger.hierarchy).differs.get("population")
        in {Relation.INSIDE, Relation.CONTAINS}
        for at, a in enumerate(shares)
        for b in shares[at + 1 :]
    )
    return len(sorts) <= 1 and not nested


def _is_known_sort(shares: list[Claim]) -> bool:
    return any(all(_what(claim) in sort for claim in shares) for sort in SORTS)


def _finding(ledger: Ledger, shares: list[Claim], summed: float) -> Finding:
    severity: Severity = "error" if _is_known_sort(shares) else "warning"
    return finding(
        ledger,
        KIND,
        severity,
        "contradicted" if severity == "error" else "in_tension",
        shares,
        f"Shares of one whole add up to {number(summed)}%: {listed(ledger, shares)}. Unless the "
        "groups overlap, that is more than all of it.",
        "Say whether the groups overlap, or correct a share.",
        figures={"sum": summed},
    )
