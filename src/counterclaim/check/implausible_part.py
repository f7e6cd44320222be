"""One event that would be most of a total over years, with the arithmetic shown.

Nothing is impossible here: the total may leave the event out. Either way a reader must be told,
since the rest of the total changes by an order of magnitude.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.check.editor import finding
from counterclaim.check.part_of_whole import Wholes
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import number, told
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "implausible_part"
# A single event that makes two thirds of a total over years.
SHARE = 2 / 3


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every total over two years or more with one event that makes most of it."""
    wholes = Wholes(ledger)
    for total in wholes.totals:
        parts = [part for part in wholes.parts(total) if _is_most(ledger, part, total)]
        largest = max(parts, key=lambda part: _size(ledger, part), default=None)
        if largest is not None and not _is_said(ledger, largest, total):
            yield _finding(ledger, wholes, largest, total)


def _is_most(ledger: Ledger, part: Claim, total: Claim) -> bool:
    whole = range_of(total, ledger.rules).high
    return whole is not None and whole > 0 and _size(ledger, part) >= SHARE * whole


def _size(ledger: Ledger, part: Claim) -> float:
    return range_of(part, ledger.rules).low or 0


def _is_said(ledger: Ledger, part: Claim, total: Claim) -> bool:
    """True if the text itself says what share the event has in the total."""
    if total.id in (*part.operand, part.part_of):
        return True
    return any({part.id, total.id} <= set(claim.operand) for claim in ledger.claims)


def _finding(ledger: Ledger, wholes: Wholes, part: Claim, total: Claim) -> Finding:
    acts = wholes.beside(total, "acts") if total.counts != "acts" else None
    one, all_ = _written(part), _written(total)
    figures = {"part": one, "whole": all_, "rest": all_ - one}
    sentence = (
        f"One event would be most of a total over years: {told(ledger, part)} against "
        f"{told(ledger, total)}. {_arithmetic(one, all_)}"
    )
    if acts is not None and _written(acts) > 1:
        number_of_acts = _written(acts)
        figures |= {"acts": number_of_acts, "mean_with": all_ / number_of_acts}
        figures |= {"mean_without": max(0.0, all_ - one) / (number_of_acts - 1)}
        sentence += _means(figures)
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [part, total, *([acts] if acts is not None else [])],
        sentence,
        "Say whether the event is in the total; if it is, give the total with and without it.",
        is_loose=wholes.is_assumed(total, part),
        figures=figures,
        weight=one,
    )


def _written(claim: Claim) -> float:
    """The figure as written, its middle where it is a range."""
    ends = [end for end in (claim.low, claim.high) if end is not None]
    return float(claim.best if claim.best is not None else sum(ends) / max(1, len(ends)))


def _arithmetic(one: float, all_: float) -> str:
    share = round(100 * one / all_)
    if one > all_:
        return f"The event alone is {share}% of the total, so it cannot be in it."
    return f"That is {share}% of the total; {number(all_ - one)} are left for everything else."


def _means(figures: dict[str, float]) -> str:
    return (
        f" With it the mean is {figures['mean_with']:.1f} an act, without it "
        f"{figures['mean_without']:.1f} for each of the other {number(figures['acts'] - 1)}."
    )
