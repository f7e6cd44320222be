"""Figures for one event that cannot both hold, where the claims' scopes are not word for word one.

An event is one where the analyst judged so (an incident), where a claim says so (``same_event``,
``disputes``), or where class, place and days agree and nothing else is stated differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from counterclaim.check.cells import BY_UNIT, Cells, is_brief
from counterclaim.check.context import PATTERNS
from counterclaim.check.editor import finding
from counterclaim.check.logic_terms import wholes_of
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import joined, listed, speaker
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity, Verdict
from counterclaim.model.scope import Relation, compare

KIND = "same_event"
_TIES = frozenset({"same_event", "disputes"})
_MOST_RIVALS = 40
_NO_COUNT = frozenset({None, "duration", "share"})


def findings(ledger: Ledger) -> Iterator[Finding]:
    """One finding for each event whose figures exclude each other."""
    cells = Cells(ledger)
    for event, claims in _events(ledger, cells).items():
        judged = event.startswith("incident")
        rivals = _rivals(ledger, cells, claims[:_MOST_RIVALS], judged=judged)
        things = rivals and rivals[0].counts in BY_UNIT and _drifts(cells, rivals)
        if rivals and not things:
            yield _finding(ledger, rivals, judged=judged, firm=not _drifts(cells, rivals))
    yield from _said_disputes(ledger)


def _events(ledger: Ledger, cells: Cells) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in cells.speaking:
        comparable = claim.id in cells.of and claim.counts not in _NO_COUNT
        if comparable and claim.comparator not in PATTERNS:
            for key in _keys(ledger, cells, claim):
                found.setdefault(key, []).append(claim)
    return {key: claims for key, claims in sorted(found.items()) if len(claims) > 1}


def _keys(ledger: Ledger, cells: Cells, claim: Claim) -> Iterator[str]:
    cell, scope = cells.of[claim.id], ledger.scope(claim)
    counts = f"{scope.counts} {cell.unit}".strip()
    incident = cells.incident_of.get(claim.id)
    if incident:
        yield f"incident {incident} {counts}"
    elif scope.place and scope.window and is_brief(scope.window) and not cell.own:
        yield f"{counts} {scope.place} {cell.window}"


def _rivals(ledger: Ledger, cells: Cells, claims: Iterable[Claim], *, judged: bool) -> list[Claim]:
    found: dict[str, Claim] = {}
    for left, right in combinations(claims, 2):
        if cells.of[left.id] == cells.of[right.id]:
            continue  # the logic has told these
        if left.id in wholes_of(right) or right.id in wholes_of(left):
            continue  # a part and its whole: the logic holds them against each other
        if _are_parts_of_one(left, right):
            continue  # they count different people
        if _exclude(ledger, left, right) and _one_thing(ledger, left, right, judged=judged):
            found |= {left.id: left, right.id: right}
    return sorted(found.values(), key=lambda claim: claim.id)


def _are_parts_of_one(left: Claim, right: Claim) -> bool:
    """ "2,977 dead, including 2,507 civilians and 343 firefighters", in one voice."""
    parts = left.relation == right.relation == "part_of" and left.voice == right.voice
    return parts and bool(set(left.operand) & set(right.operand))


def _exclude(ledger: Ledger, left: Claim, right: Claim) -> bool:
    one, two = range_of(left, ledger.rules), range_of(right, ledger.rules)
    return not one.overlaps(two)


def _one_thing(ledger: Ledger, left: Claim, right: Claim, *, judged: bool) -> bool:
    """True if what differs is at most left unsaid (or, in a judged incident, when and where).

    Within one voice, and wherever people are named by one side only, the more specific claim may
    be a part of the other: it then quarrels only if it is the larger.
    """
    one, two = ledger.scope(left), ledger.scope(right)
    differs = dict(compare(one, two, ledger.hierarchy).differs)
    if {one.population, two.population} == {"", "people"}:
        differs.pop("population")
    if judged:
        differs.pop("window", None)
        differs.pop("place", None)
    if any(relation is not Relation.UNSTATED for relation in differs.values()):
        return False
    nested = "population" in differs or ledger.voice(left) == ledger.voice(right)
    return not (nested and differs) or _is_larger_part(ledger, left, right, set(differs))


def _is_larger_part(ledger: Ledger, left: Claim, right: Claim, differs: set[str]) -> bool:
    one, two = ledger.scope(left), ledger.scope(right)
    for part, part_scope, whole in ((left, one, right), (right, two, left)):
        if all(getattr(part_scope, name) for name in differs):
            low = range_of(part, ledger.rules).low
            high = range_of(whole, ledger.rules).high
            return low is not None and high is not None and low > high
    return False


def _drifts(cells: Cells, claims: list[Claim]) -> bool:
    return any(claim.id in cells.unanchored for claim in claims)


def _finding(
    ledger: Ledger, rivals: list[Claim], *, judged: bool, firm: bool = True, is_said: bool = False
) -> Finding:
    """``is_said`` where the text itself sets the figures against each other."""
    one_voice = len({ledger.voice(claim) for claim in rivals}) == 1 and not is_said
    verdict: Verdict = "contested" if not one_voice else "contradicted"
    severity: Severity = "error" if judged else "warning"
    if not one_voice or not firm:
        severity = "note"
    voices = list(dict.fromkeys(speaker(ledger, claim) for claim in rivals))
    said = f"between {joined(voices)}" if len(voices) > 1 else f"by {voices[0]}"
    if len(voices) == 1 and not one_voice:
        said += " in different documents"
    return finding(
        ledger,
        KIND,
        severity,
        verdict if judged or not one_voice else "in_tension",
        rivals,
        f"Figures for one event that cannot both hold, {said}: {listed(ledger, rivals)}.",
        "Give every known figure with its speaker, or say why one of them is preferred.",
        weight=len(rivals),
    )


def _said_disputes(ledger: Ledger) -> Iterator[Finding]:
    """Claims that the text itself sets against each other are kept side by side."""
    for claim in ledger.in_order:
        others = [ledger.by_id[o] for o in claim.operand if o in ledger.by_id]
        if claim.relation in _TIES and others and any(_exclude(ledger, claim, o) for o in others):
            apart = claim.relation == "disputes"
            yield _finding(ledger, [claim, *others], judged=True, is_said=apart)
