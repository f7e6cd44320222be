"""Why a set of claims cannot hold, with the arithmetic shown, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.check.logic_terms import Terms, grain_of, relation_of
from counterclaim.check.telling import number, span
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Verdict
from counterclaim.model.period import label
from counterclaim.model.quantity import Quantity, total

_Reason = Callable[[Terms, Sequence[Claim]], str]


def why(terms: Terms, claims: Sequence[Claim]) -> str:
    """One or two sentences on what makes these claims (a minimal set) impossible together."""
    for reason in _REASONS:
        found = reason(terms, claims)
        if found:
            return found
    return "The narrower figures leave no room for the wider one, whatever the true numbers are."


def what_settles(claims: Sequence[Claim], verdict: Verdict) -> str:
    """What an editor would ask for."""
    if verdict == "contested":
        return "Name who says which figure, or give the range from the lowest to the highest."
    patterns = {claim.comparator for claim in claims}
    if "never_more_than" in patterns:
        return "Correct the maximum or the figure above it, or say for which periods it holds."
    if patterns & {"rises_each", "falls_each"}:
        return "Name the years for which it holds, or correct the figure that breaks it."
    if any(relation_of(claim) == "total_of" for claim in claims):
        return "Add up again: correct the total or a part, or say what the parts leave out."
    return "Check both against their source and correct one, or say in what their scopes differ."


def _cap(terms: Terms, claims: Sequence[Claim]) -> str:
    caps = [claim for claim in claims if claim.comparator == "never_more_than"]
    others = [claim for claim in claims if claim not in caps]
    if len(caps) != 1 or len(others) != 1:
        return ""
    low, window = terms.range_of(others[0]).low, others[0].window
    when = f" for {label(window)}" if window else ""
    grain = grain_of(caps[0]) or "period"
    return (
        f"{caps[0].id} allows at most {number(caps[0].high)} in any {grain}, "
        f"{others[0].id} gives {number(low)}{when}."
    )


def _trend(terms: Terms, claims: Sequence[Claim]) -> str:
    for claim in claims:
        if claim.comparator in {"rises_each", "falls_each"}:
            others = [other for other in claims if other is not claim]
            word = "rise" if claim.comparator == "rises_each" else "fall"
            given = ", ".join(_dated(terms, other) for other in others)
            return f"A {word} every {grain_of(claim) or 'period'} does not go with {given}."
    return ""


def _sum(terms: Terms, claims: Sequence[Claim]) -> str:
    for claim in claims:
        parts = [terms.ledger.by_id[o] for o in claim.operand if o in terms.ledger.by_id]
        summed = total(terms.range_of(part) for part in parts)
        apart = parts and not summed.overlaps(terms.range_of(claim))
        if relation_of(claim) == "total_of" and apart:
            terms_shown = " + ".join(_range(terms.range_of(part)) for part in parts)
            return (
                f"The parts add up to {_range(summed)} ({terms_shown}); "
                f"the stated total is {_shown(terms, claim)}."
            )
    return ""


def _share(terms: Terms, claims: Sequence[Claim]) -> str:
    for claim in claims:
        if relation_of(claim) in {"share_of", "ratio_of", "mean_of"} and len(claim.operand) == 2:
            return f"{claim.id} states how {' and '.join(claim.operand)} stand to each other."
        if relation_of(claim) == "share_of" and len(claims) == 1:
            return "A share of something cannot be above 100%."
    return ""


def _same_scope(terms: Terms, claims: Sequence[Claim]) -> str:
    cells = {terms.cells.of.get(claim.id) for claim in claims}
    if len(claims) != 2 or len(cells) != 1:
        return ""
    left, right = (_shown(terms, claim) for claim in claims)
    return f"Both speak of the same thing in the same period, and {left} does not fit {right}."


def _part(terms: Terms, claims: Sequence[Claim]) -> str:
    if len(claims) != 2:
        return ""
    first, second = sorted(claims, key=lambda claim: terms.range_of(claim).high or float("inf"))
    whole, part = terms.range_of(first), terms.range_of(second)
    if whole.high is None or part.low is None or part.low <= whole.high:
        return ""
    return (
        f"{second.id} is a part of {first.id}, but with {number(part.low)} it would be more "
        f"than the whole ({_range(whole)})."
    )


def _sum_in_time(terms: Terms, claims: Sequence[Claim]) -> str:
    """Parts of a period against the whole period."""
    wholes = [c for c in claims if c.window and all(_holds(c, o) for o in claims)]
    if len(claims) < 3 or len(wholes) != 1:
        return ""
    parts = [claim for claim in claims if claim is not wholes[0]]
    summed = total(terms.range_of(part) for part in parts)
    return (
        f"The periods add up to {_range(summed)}; {wholes[0].id} gives "
        f"{_range(terms.range_of(wholes[0]))} for all of {label(wholes[0].window)}."  # type: ignore[arg-type]
    )


def _holds(whole: Claim, part: Claim) -> bool:
    return bool(whole.window and part.window and whole.window.contains(part.window))


def _dated(terms: Terms, claim: Claim) -> str:
    when = f" in {label(claim.window)}" if claim.window else ""
    return f"{_shown(terms, claim)}{when} ({claim.id})"


def _shown(terms: Terms, claim: Claim) -> str:
    """The range that the figure leaves open; beside a rounded one what was written."""
    allowed = _range(terms.range_of(claim))
    if claim.best is None or not claim.quantity.is_exact or allowed == number(claim.best):
        return allowed
    return f"{number(claim.best)} (with rounding {allowed})"


def _range(quantity: Quantity) -> str:
    return span(quantity.low, quantity.high)


_REASONS: tuple[_Reason, ...] = (_cap, _trend, _sum, _share, _same_scope, _part, _sum_in_time)
