"""The ledger against itself: claims that cannot all be true, with the smallest sets that show it.

*Consistent* would mean "can all be true", never "true"; nothing is said of claims that fit. Sets
within one voice are contradicted, sets across voices contested. Sets that share a culprit are one
finding; so are all figures that compete for one scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.check.cells import BY_UNIT, Cell, Cells
from counterclaim.check.context import PATTERNS, in_context
from counterclaim.check.editor import finding
from counterclaim.check.logic_laws import laws_of
from counterclaim.check.logic_sets import (
    ALLOWANCE,
    Component,
    Conflict,
    Conflicts,
    components,
    conflicts_of,
    new_context,
)
from counterclaim.check.logic_terms import Terms
from counterclaim.check.logic_why import what_settles, why
from counterclaim.check.telling import contested, listed, speaker
from counterclaim.check.tolls import days_apart, is_update
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity, Verdict

KIND = "logic"
MOST_SETS = 50
MOST_TOLD = 10
# Statuses of figures that an author tells without vouching for them.
_PASSED_ON = frozenset({"claimed", "contested", "unconfirmed"})
# Words rather than figures: what they break is a tension, not an impossibility.
_WORDS = frozenset({"similar_to", "vague", "nearly"})


@dataclass(frozen=True)
class Bundle:
    """Conflicts that are told together, with the claim that is in all of them (if one is)."""

    conflicts: tuple[Conflict, ...]
    culprit: str = ""

    @property
    def members(self) -> tuple[str, ...]:
        """Every claim of the bundle, the culprit first."""
        every = {claim for conflict in self.conflicts for claim in conflict}
        return tuple(sorted(every, key=lambda claim: (claim != self.culprit, claim)))


def findings(ledger: Ledger, allowance: int = ALLOWANCE) -> Iterator[Finding]:
    """Contradicted and contested sets of claims, and components that could not be decided."""
    terms = Terms(Cells(in_context(ledger)))
    for found in search(terms, allowance):
        yield from _told(terms, found)


def search(terms: Terms, allowance: int = ALLOWANCE) -> list[Conflicts]:
    """What every component of the ledger holds, in an order that the claims' order cannot move."""
    parts, context = problem(terms), new_context()
    found = [conflicts_of(part, allowance, context) for part in parts if _can_conflict(part)]
    return sorted(found, key=lambda conflicts: conflicts.claims)


def problem(terms: Terms) -> tuple[Component, ...]:
    """The ledger as connected components of claims and laws."""
    said = terms.assertions
    cells = {cell for each in said.values() for linear in each for _, cell in linear.terms}
    return components(said, laws_of(cells, terms.ledger.hierarchy, terms.wide))


def _can_conflict(part: Component) -> bool:
    return len(part.said) > 1 or any(len(said) > 1 for said in part.said.values())


def _told(terms: Terms, found: Conflicts) -> Iterator[Finding]:
    ledger = terms.ledger
    if not found.decided:
        yield _not_decided(ledger, found)
    updated = [c for c in found.sets if _is_update(terms, c)]
    rest = [c for c in found.sets if c not in updated]
    own = [c for c in rest if is_one_voice(ledger, c) and not _is_only_passed_on(terms, c)]
    single = [c for c in own if not _may_be_others(terms, c)]
    across = [c for c in rest if c not in own]
    told = ((single, "contradicted"), (across, "contested"), (updated, "stale"))
    for conflicts, verdict in told:
        for bundle in bundled(conflicts, terms.cells.of):
            yield _finding(terms, bundle, verdict, found)  # type: ignore[arg-type]


def _is_update(terms: Terms, conflict: Conflict) -> bool:
    return is_update(terms.ledger, _claims(terms, conflict), _one_cell(terms, conflict))


def _claims(terms: Terms, conflict: Conflict) -> list[Claim]:
    return [terms.ledger.by_id[claim] for claim in conflict]


def _one_cell(terms: Terms, conflict: Sequence[str]) -> Cell | None:
    """The cell of all of these claims, or ``None`` if they have several."""
    cells = {terms.cells.of.get(claim) for claim in conflict}
    return cells.pop() if len(cells) == 1 else None


def _is_only_passed_on(terms: Terms, conflict: Conflict) -> bool:
    """True for rival figures of which an author vouches for one at most: somebody else's, then."""
    claims = _claims(terms, conflict)
    rivals = _one_cell(terms, conflict) is not None and all(not c.operand for c in claims)
    return rivals and any(claim.is_authors and claim.status in _PASSED_ON for claim in claims)


def _may_be_others(terms: Terms, conflict: Conflict) -> bool:
    """True for drafted numbers of things that stood without time and place: other things."""
    cells, claims = terms.cells, [terms.ledger.by_id[claim] for claim in conflict]
    things = all(claim.counts in BY_UNIT and claim.comparator not in PATTERNS for claim in claims)
    return things and any(claim in cells.unanchored for claim in conflict)


def is_one_voice(ledger: Ledger, claims: Iterable[str]) -> bool:
    """True if one speaker in one document says all of it.

    What an author reports without naming anybody is the author's own, except where every claim
    is such a report and they cite different documents: then they are several sources.
    """
    told = [ledger.by_id[claim] for claim in claims]
    if len({ledger.voice(claim) for claim in told}) > 1:
        return False
    cited = [claim.citations for claim in told]
    reports = all(claim.status == "reported" for claim in told)
    return not (reports and all(cited) and len(set(cited)) == len(cited) > 1)


def bundled(conflicts: Sequence[Conflict], cells: Mapping[str, Cell]) -> list[Bundle]:
    """Conflicts that belong in one finding: one scope's rival figures, or one culprit's sets."""
    rivals: dict[Cell, list[Conflict]] = {}
    others: list[Conflict] = []
    for conflict in conflicts:
        places = {cells.get(claim) for claim in conflict}
        cell = places.pop()
        if len(conflict) == 2 and not places and cell is not None:
            rivals.setdefault(cell, []).append(conflict)
        else:
            others.append(conflict)
    return [Bundle(tuple(sets), _culprit(sets)) for sets in rivals.values()] + _by_culprit(others)


def _by_culprit(conflicts: list[Conflict]) -> list[Bundle]:
    left, found = list(conflicts), list[Bundle]()
    while left:
        culprit = _culprit(left)
        shared = tuple(conflict for conflict in left if culprit in conflict) if culprit else ()
        if not shared:
            return found + [Bundle((conflict,)) for conflict in left]
        found.append(Bundle(shared, culprit))
        left = [conflict for conflict in left if culprit not in conflict]
    return found


def _culprit(conflicts: Sequence[Conflict]) -> str:
    """The claim in most of the sets, if it is in more than one; the first by id among equals."""
    counted = Counter(claim for conflict in conflicts for claim in conflict)
    most = max(counted.values(), default=0)
    return min(claim for claim, times in counted.items() if times == most) if most > 1 else ""


def _finding(terms: Terms, bundle: Bundle, verdict: Verdict, found: Conflicts) -> Finding:
    ledger, cells = terms.ledger, terms.cells
    claims = [ledger.by_id[claim] for claim in bundle.members]
    smallest = [ledger.by_id[claim] for claim in bundle.conflicts[0]]
    return finding(
        ledger,
        KIND,
        _severity(cells, claims, verdict),
        verdict,
        claims,
        _sentence(terms, claims, smallest, verdict),
        what_settles(smallest, verdict),
        is_loose=verdict == "contradicted" and _is_loose(cells, claims),
        figures=_figures(bundle),
        caveats=() if found.complete else ("further_sets_possible",),
        weight=len(bundle.conflicts),
    )


def _is_loose(cells: Cells, claims: Sequence[Claim]) -> bool:
    """True if a scope is too open, or if one claim names who did it or to whom and one does not."""
    figures = [c for c in claims if c.comparator not in PATTERNS and not c.operand]
    told = [cells.of[claim.id].scope for claim in figures if claim.id in cells.of]
    unsaid = any(
        "" in (names := {getattr(scope, side) for scope in told}) and len(names) > 1
        for side in ("actor", "target")
    )
    return unsaid or any(claim.id in cells.loose for claim in claims)


def _figures(bundle: Bundle) -> dict[str, object]:
    sets = [list(conflict) for conflict in bundle.conflicts]
    found: dict[str, object] = {"sets": sets[:MOST_SETS]}
    if bundle.culprit:
        found["culprit"] = bundle.culprit
    if len(sets) > MOST_SETS:
        found["left_out"] = len(sets) - MOST_SETS
    return found


def _severity(cells: Cells, claims: Sequence[Claim], verdict: Verdict) -> Severity:
    """A note across voices, and where a figure may well belong to another event."""
    ruled = any(claim.comparator in PATTERNS for claim in claims)
    drifts = not ruled and any(claim.id in cells.unanchored for claim in claims)
    if drifts or verdict in {"contested", "stale"}:
        return "note"
    return "warning" if any(claim.comparator in _WORDS for claim in claims) else "error"


def _sentence(
    terms: Terms, claims: Sequence[Claim], smallest: Sequence[Claim], verdict: Verdict
) -> str:
    ledger = terms.ledger
    apart = days_apart(ledger, smallest, _one_cell(terms, [c.id for c in smallest]))
    if verdict == "stale":
        opening = f"One speaker, {speaker(ledger, claims[0])}, gave two tolls on different days: "
    elif verdict == "contradicted":
        what = "these cannot all be true" if len(claims) > 1 else "this cannot be true"
        opening = f"In the words of {speaker(ledger, claims[0])} {what}: "
    else:
        opening = f"{contested(ledger, claims)}: "
    more = f"; and {len(claims) - MOST_TOLD} more" if len(claims) > MOST_TOLD else ""
    return f"{opening}{listed(ledger, claims[:MOST_TOLD])}{more}. {why(terms, smallest)}{apart}"


def _not_decided(ledger: Ledger, found: Conflicts) -> Finding:
    claims = [ledger.by_id[claim] for claim in found.claims]
    return finding(
        ledger,
        KIND,
        "note",
        "not_decided",
        claims,
        f"Not decided: {len(claims)} connected claims were too many to try within the allowance. "
        "This does not say that they fit together.",
        "Narrow their scopes, or check them in smaller ledgers.",
        rests_on=(),
        members=["not_decided"],
    )
