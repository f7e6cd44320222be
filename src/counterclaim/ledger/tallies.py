"""Contested status and uncounted harm: what stands beside the dead and is never added to them.

Civilians are a range from those who are confirmed to those and the contested; people of unknown
status have their own column. The disappeared and the detained stand beside deaths, and one person
is never in both: who was found dead has moved. Totals that were published without incidents stay
claims and are never added to sums of incidents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from counterclaim.ledger.book import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Quantity, total
from counterclaim.model.scope import Relation, Scope, compare

_CIVIL = frozenset({"civilians", "civilian", "women", "children", "men"})
_UNKNOWN = frozenset({"", "people", "persons", "unknown", "unidentified"})
_OPEN = frozenset({"contested", "unconfirmed", "claimed"})
_GONE = frozenset({"withdrawn", "denied", "discounted"})
MOVED = frozenset({"found_dead", "later_killed"})
_NOBODY = Quantity.exact(0)
_BESIDE = ("disappeared", "detained", "arrested", "abducted")


@dataclass(frozen=True)
class Tally:
    """Harm in one scope, by status. Every column is a range of its own; none is a total of others.

    ``civilians`` goes from the confirmed to the confirmed and contested; ``unknown`` are deaths
    without a status. ``published`` are totals kept as claims; ``moved`` those who were counted as
    disappeared and are now among the dead.
    """

    civilians: Quantity = _NOBODY
    unknown: Quantity = _NOBODY
    others: Quantity = _NOBODY
    beside: dict[str, Quantity] = field(default_factory=dict)
    moved: Quantity = _NOBODY
    published: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def tally(ledger: Ledger, within: Scope) -> Tally:
    """The tally of the incidents inside a scope; its ``counts`` and ``population`` are ignored."""
    scope = _with_ids(ledger, within)
    inside = [claim for claim in ledger.in_order if _is_inside(ledger, claim, scope)]
    published = [claim for claim in inside if is_published_total(ledger, claim)]
    single = _not_nested(ledger, [claim for claim in inside if claim not in published])
    killed = [claim for claim in single if claim.counts == "killed"]
    moved = _moved(single)
    beside = {counts: _harm(single, counts) for counts in _BESIDE}
    beside["disappeared"] = _less(beside["disappeared"], moved)
    return Tally(
        civilians=civilians(claim for claim in killed if _status(claim) == "civilians"),
        unknown=total(_range(claim) for claim in killed if _status(claim) == "unknown"),
        others=total(_range(claim) for claim in killed if _status(claim) == "others"),
        beside={counts: number for counts, number in beside.items() if number.high != 0},
        moved=moved,
        published=tuple(claim.id for claim in published),
        counted=tuple(claim.id for claim in single),
    )


def civilians(claims: Iterable[Claim]) -> Quantity:
    """From the confirmed (or asserted) to those and the contested: low, and open only if one is."""
    listed = list(claims)
    firm = total(_range(claim) for claim in listed if claim.status not in _OPEN)
    open_ = total(_range(claim) for claim in listed if claim.status in _OPEN)
    high = None if firm.high is None or open_.high is None else firm.high + open_.high
    return Quantity(firm.low, None, high)


def is_published_total(ledger: Ledger, claim: Claim) -> bool:
    """True for a figure over more than one incident: a sum, or a span of months without one."""
    if claim.relation == "total_of" or claim.comparator == "total_of":
        return True
    incidents = {incident.id for incident in ledger.incidents}
    if claim.part_of in incidents:
        return False
    return claim.window is not None and (claim.window.days is None or claim.window.days > 92)


def _with_ids(ledger: Ledger, scope: Scope) -> Scope:
    actor, target = ledger.actor_id(scope.actor), ledger.actor_id(scope.target)
    return replace(scope, place=ledger.place_id(scope.place), actor=actor, target=target)


def _is_inside(ledger: Ledger, claim: Claim, within: Scope) -> bool:
    if claim.counts not in {"killed", *_BESIDE} or claim.status in _GONE:
        return False
    if claim.low is None and claim.high is None:
        return False
    scope = ledger.scope(claim)
    alike = Scope(
        scope.counts,
        scope.actor if within.actor else "",
        scope.target if within.target else "",
        "",
        scope.place if within.place else "",
        scope.window if within.window else None,
    )
    other = Scope(scope.counts, within.actor, within.target, "", within.place, within.window)
    differs = compare(alike, other, ledger.hierarchy).differs.values()
    return all(relation in {Relation.INSIDE, Relation.SAME} for relation in differs)


def _not_nested(ledger: Ledger, claims: list[Claim]) -> list[Claim]:
    """Claims without those on the same people as another: of one scope the first voice counts."""
    kept: list[Claim] = []
    for claim in claims:
        scope = ledger.scope(claim)
        if not any(
            compare(scope, ledger.scope(other), ledger.hierarchy).relation
            in {Relation.SAME, Relation.INSIDE}
            for other in kept
        ):
            kept.append(claim)
    return kept


def _status(claim: Claim) -> str:
    people = claim.population.casefold()
    if people in _UNKNOWN:
        return "unknown"
    return "civilians" if people in _CIVIL or "civil" in people else "others"


def _harm(claims: list[Claim], counts: str) -> Quantity:
    return total(_range(claim) for claim in claims if claim.counts == counts)


def _moved(claims: list[Claim]) -> Quantity:
    """People counted as disappeared whose death another claim tells."""
    return total(_range(claim) for claim in claims if claim.relation in MOVED)


def _less(number: Quantity, moved: Quantity) -> Quantity:
    low = None if number.low is None else max(0, number.low - (moved.high or 0))
    high = None if number.high is None else max(0, number.high - (moved.low or 0))
    return Quantity(low, None, high)


def _range(claim: Claim) -> Quantity:
    """The figure as written; a bare upper bound begins at nobody."""
    return Quantity(claim.low if claim.low is not None else 0, claim.best, claim.high)
