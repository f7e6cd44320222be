"""Parts that a total adds up although they may hold the same people, or that outgrow their whole.

Where one part lies inside another, or two spellings of one place or actor stand for one event,
the total counts it twice. Women and children are usually told apart, so together they should not
exceed the number that they are part of. Neither is impossible: both are asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from counterclaim.check.cells import DROPPED, FLOWS, is_brief
from counterclaim.check.editor import finding
from counterclaim.check.logic_terms import relation_of, wholes_of
from counterclaim.check.ranges import range_of
from counterclaim.check.shares import SORTS
from counterclaim.check.telling import joined, listed, number, told
from counterclaim.ledger import Ledger
from counterclaim.ledger.hierarchy import plain
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.scope import Relation, compare

KIND = "counted_twice"
_NESTED = frozenset({Relation.INSIDE, Relation.CONTAINS})
# Sorts of people that are usually told apart although some words for them overlap (girls).
_USUAL = (*SORTS, frozenset({"women", "children", "men"}), frozenset({"girls", "boys", "women"}))


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Totals over parts of each other, and parts of one whole that together exceed it."""
    held = [c for c in ledger.in_order if c.counts in FLOWS and c.status not in DROPPED]
    for total in held:
        if relation_of(total) == "total_of":
            parts = [ledger.by_id[o] for o in total.operand if o in ledger.by_id]
            pairs = [pair for pair in combinations(parts, 2) if _may_share(ledger, *pair)]
            yield from (_twice(ledger, total, *pair) for pair in pairs[:1])
    for whole, parts in _by_whole(ledger, held).items():
        yield from _outgrown(ledger, ledger.by_id[whole], parts)


def _may_share(ledger: Ledger, left: Claim, right: Claim) -> bool:
    """True if one lies inside the other, or both are one event under two spellings."""
    if left.counts != right.counts or left.counts == "acts":
        return False
    compared = compare(ledger.scope(left), ledger.scope(right), ledger.hierarchy)
    if compared.relation in _NESTED:
        return True
    spelled = [(plain(c.place), plain(c.actor), plain(c.target)) for c in (left, right)]
    one_event = compared.relation is Relation.SAME and is_brief(left.window)
    return one_event and spelled[0] != spelled[1]


def _by_whole(ledger: Ledger, held: list[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in held:
        for whole in wholes_of(claim):
            if whole in ledger.by_id and ledger.by_id[whole].counts == claim.counts:
                found.setdefault(whole, []).append(claim)
    return found


def _outgrown(ledger: Ledger, whole: Claim, parts: list[Claim]) -> Iterator[Finding]:
    """Parts of one voice that are usually told apart, and make more than their whole."""
    mine = [part for part in parts if ledger.voice(part) == ledger.voice(whole)]
    names = {plain(part.population): part for part in mine}
    most = range_of(whole, ledger.rules).high
    for sort in _USUAL:
        chosen = [names[name] for name in sorted(sort & names.keys())]
        lows = [range_of(part, ledger.rules).low or 0 for part in chosen]
        if most is not None and len(chosen) > 1 and max(lows) <= most < sum(lows):
            yield _more(ledger, whole, chosen, sum(lows))
            return


def _twice(ledger: Ledger, total: Claim, left: Claim, right: Claim) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [total, left, right],
        f"{told(ledger, total)} adds up what may be the same people twice: "
        f"{listed(ledger, [left, right])}.",
        "Say whether the two overlap, and if they do count them once.",
    )


def _more(ledger: Ledger, whole: Claim, parts: list[Claim], summed: float) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [whole, *parts],
        f"{joined(told(ledger, part) for part in parts)} make {number(summed)} together, more "
        f"than the {told(ledger, whole)} of whom they are part, unless some stand in both.",
        "Correct a figure, or say who is counted in both.",
    )
