"""Why a set of claims cannot hold, with the arithmetic shown, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.check.logic_terms import Terms, grain_of, is_by_day, relation_of
from counterclaim.check.telling import joined, number, span
from counterclaim.check.when import at, when
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Verdict
from counterclaim.model.quantity import Number, Quantity, total

_RULES = frozenset({"never_more_than", "rises_each", "falls_each", "similar_to", "record", "first"})
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
    if verdict == "stale":
        return "Use the later figure, or say that the earlier one was a first toll."
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
    when = f" {at(window)}" if window else ""
    grain = grain_of(caps[0]) or ("day" if is_by_day(caps[0]) else "period")
    return (
        f"{caps[0].id} allows at most {number(_most(caps[0]))} in any {grain}, "
        f"{others[0].id} gives {number(low)}{when}."
    )


def _most(cap: Claim) -> Number | None:
    return cap.high if cap.high is not None else cap.best


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
                f"The parts make {_range(summed)} ({terms_shown}); "
                f"the stated total is {_shown(terms, claim)}."
            )
    return ""


def _share(terms: Terms, claims: Sequence[Claim]) -> str:
    for claim in claims:
        if relation_of(claim) in {"share_of", "ratio_of", "mean_of"} and len(claim.operand) == 2:
            named = " and ".join(claim.operand)
            return f"{claim.id} says how {named} stand to each other{_quotient(terms, claim)}."
        if claim.counts == "share" and len(claims) == 1:
            return "A share of something cannot be above 100%."
    return ""


def _quotient(terms: Terms, claim: Claim) -> str:
    """What the two figures give, as a ratio or in percent."""
    parts = [terms.ledger.by_id[o] for o in claim.operand if o in terms.ledger.by_id]
    if relation_of(claim) == "share_of":
        parts.reverse()
    values = [part.best for part in parts]
    if len(values) != 2 or values[0] is None or not values[1]:
        return ""
    ratio = values[0] / values[1]
    given = f"{100 * ratio:.0f}%" if relation_of(claim) == "share_of" else f"{ratio:.1f}"
    return f"; by their figures it is {given}"


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
        f"{second.id} is a part of {first.id}, but with {_least(terms, second)} it would be more "
        f"than the whole ({_range(whole)})."
    )


def _least(terms: Terms, claim: Claim) -> str:
    """The lower end of a figure; beside a rounded one what was written."""
    low = number(terms.range_of(claim).low)
    if not claim.quantity.is_exact or low == number(claim.best):
        return low
    return f"{number(claim.best)} (at least {low} with rounding)"


def _record(terms: Terms, claims: Sequence[Claim]) -> str:
    """A record below what it should exceed, or a first that something came before."""
    ruled = [claim for claim in claims if claim.comparator in {"record", "first"}]
    others = [claim for claim in claims if claim not in ruled]
    if len(ruled) != 1 or not others or not ruled[0].window:
        return ""
    given = ", ".join(_dated(terms, claim) for claim in others)
    figure = f" of {_shown(terms, ruled[0])}" if not ruled[0].quantity.is_empty else ""
    what = f"A record{figure}" if ruled[0].comparator == "record" else "The first"
    return f"{what} {at(ruled[0].window)} does not go with {given}."


def _similar(terms: Terms, claims: Sequence[Claim]) -> str:
    alike = [claim for claim in claims if claim.comparator == "similar_to"]
    others = [_dated(terms, claim) for claim in claims if claim not in alike]
    if len(alike) != 1 or len(others) < 2:
        return ""
    return f"{' and '.join(others)} differ by a factor of two or more, so they are not similar."


def _zero(terms: Terms, claims: Sequence[Claim]) -> str:
    none = [claim for claim in claims if terms.range_of(claim).high == 0]
    others = [claim for claim in claims if claim not in none]
    if len(claims) != 2 or len(none) != 1:
        return ""
    return f"Where {none[0].id} says none, {others[0].id} gives {_shown(terms, others[0])}."


def _exclusive(terms: Terms, claims: Sequence[Claim]) -> str:
    """Parts that exclude each other against the one claim that holds them all."""
    ceilings = [claim for claim in claims if terms.range_of(claim).high is not None]
    for whole in sorted(ceilings, key=lambda c: -(terms.range_of(c).high or 0)):
        parts = [claim for claim in claims if claim is not whole]
        lows = [terms.range_of(part).low or 0 for part in parts]
        most = terms.range_of(whole).high or 0
        if len(parts) > 1 and sum(lows) > most and _are_parts(terms, parts, whole):
            shown = " + ".join(number(low) for low in lows)
            return (
                f"{joined(part.id for part in parts)} are different parts of {whole.id} and make "
                f"at least {number(sum(lows))} ({shown}), more than the whole "
                f"({_range(terms.range_of(whole))})."
            )
    return ""


def _are_parts(terms: Terms, parts: Sequence[Claim], whole: Claim) -> bool:
    """True if nothing but a sum can have brought them together: no rule, no stated relation."""
    told = (*parts, whole)
    plain = all(claim.comparator not in _RULES and not relation_of(claim) for claim in told)
    return plain and terms.cells.of.get(whole.id) is not None


def _sum_in_time(terms: Terms, claims: Sequence[Claim]) -> str:
    """Parts of a period against the whole period."""
    wholes = [c for c in claims if c.window and all(_holds(c, o) for o in claims)]
    if len(claims) < 3 or len(wholes) != 1:
        return ""
    parts = [claim for claim in claims if claim is not wholes[0]]
    summed = total(terms.range_of(part) for part in parts)
    return (
        f"The periods make {_range(summed)}; {wholes[0].id} gives "
        f"{_range(terms.range_of(wholes[0]))} for all of {when(wholes[0].window)}."  # type: ignore[arg-type]
    )


def _holds(whole: Claim, part: Claim) -> bool:
    return bool(whole.window and part.window and whole.window.contains(part.window))


def _dated(terms: Terms, claim: Claim) -> str:
    when = f" {at(claim.window)}" if claim.window else ""
    return f"{_shown(terms, claim)}{when} ({claim.id})"


def _shown(terms: Terms, claim: Claim) -> str:
    """The range that the figure leaves open; beside a rounded one what was written."""
    allowed = _range(terms.range_of(claim))
    if claim.best is None or not claim.quantity.is_exact or allowed == number(claim.best):
        return allowed
    return f"{number(claim.best)} (with rounding {allowed})"


def _range(quantity: Quantity) -> str:
    return span(quantity.low, quantity.high)


_REASONS: tuple[_Reason, ...] = (
    *(_cap, _trend, _record, _similar, _sum, _share, _zero),
    *(_same_scope, _part, _sum_in_time, _exclusive),
)
