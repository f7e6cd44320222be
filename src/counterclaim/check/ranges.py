"""What a figure allows once rounding and vague words are taken into account.

Only checks widen; claims and derivations keep what was written. The rules, stated once:

* *about N*: 10% either way, and at least half of the last rounding unit (1,500: 50), but that
  not above a quarter (100: 25);
* *nearly N*: from 90% of N to N; *at least*, *more than*, *at most*, *fewer than*: one open end;
* *vague words*: the case's table (dozens 24-99 ...);
* *exact N*: N alone, unless N is a round number of hundreds or more with at most two figures
  before its zeros (300, 1,500, 20,000): writers round those without saying so, so half of the
  last rounding unit is allowed, at most 5%. 112, 120 and 47 stay exactly what they are.
"""

from __future__ import annotations

import math

from counterclaim.case.rules import Rules
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Number, Quantity

ABOUT = 0.10
ABOUT_AT_MOST = 0.25
ROUNDED_AT_MOST = 0.05
_EXACT = frozenset({"exact", "unstated", "share_of", "total_of", "part_of", "record", "first"})


def rounding_unit(value: Number) -> int:
    """The unit to which a whole number looks rounded: 300 gives 100, 1,500 gives 100, 47 one."""
    whole = abs(int(value))
    if whole == 0 or whole != abs(value):
        return 1
    unit = 1
    while whole % 10 == 0:
        whole, unit = whole // 10, unit * 10
    return unit


def range_of(claim: Claim, rules: Rules) -> Quantity:
    """The values that the claim leaves open, low and high in its own unit.

    Follows the rounding words of the method notes (contested totals); an end that was not stated
    stays open.
    """
    low, high = claim.low, claim.high
    if claim.comparator == "zero":
        return Quantity(0, None, 0)
    if claim.comparator == "vague" or (low is None and high is None and claim.best is None):
        return _vague(claim, rules)
    if claim.comparator == "about":
        return _around(claim.best, low, high)
    if claim.comparator in _EXACT:
        return _unsaid_rounding(low, claim.best, high)
    if claim.comparator == "more_than" and low is not None:
        return Quantity(_above(low), None, None)
    if claim.comparator == "nearly" and high is not None:
        return Quantity(high * (1 - ABOUT), None, high)
    return Quantity(low, None, _upper(claim))


def _upper(claim: Claim) -> Number | None:
    """The upper end; "at least" has none, whatever was filled in."""
    if claim.comparator == "at_least":
        return None
    if claim.comparator == "fewer_than" and claim.high is not None:
        return _below(claim.high)
    return claim.high


def _vague(claim: Claim, rules: Rules) -> Quantity:
    if claim.low is not None or claim.high is not None:
        return Quantity(claim.low, None, claim.high)
    found = rules.range_of(claim.words)
    return Quantity(found.low, None, found.high) if found else Quantity()


def _around(best: Number | None, low: Number | None, high: Number | None) -> Quantity:
    middle = best if best is not None else low if low is not None else high
    if middle is None:
        return Quantity(low, None, high)
    unit = min(rounding_unit(middle) / 2, abs(middle) * ABOUT_AT_MOST)
    slack = max(abs(middle) * ABOUT, unit, 1)
    lowest = min(middle - slack, low if low is not None else middle)
    highest = max(middle + slack, high if high is not None else middle)
    return Quantity(max(0, lowest), None, highest)


def _unsaid_rounding(low: Number | None, best: Number | None, high: Number | None) -> Quantity:
    if low is None or low != high:
        return Quantity(low, None, high)
    unit = rounding_unit(low)
    if unit < 100 or low / unit >= 100:
        return Quantity(low, None, high)
    slack = min(unit / 2, abs(low) * ROUNDED_AT_MOST)
    return Quantity(low - slack, None, low + slack)


def _above(value: Number) -> Number:
    return value + 1 if value == math.floor(value) else value


def _below(value: Number) -> Number:
    return max(0, value - 1) if value == math.floor(value) else value
