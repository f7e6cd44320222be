"""Reported figures that are not the same for the same thing, brought side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.quantity import Quantity
from counterclaim.report.claim_words import about, range_of, size

# Patterns over periods are no figures that could be set beside others.
PATTERNS = frozenset({"never_more_than", "rises_each", "falls_each", "record", "first"})
SAME_THING = frozenset({"same_event", "disputes", "contradicts", "contests"})


@dataclass(frozen=True)
class Contested:
    """Claims on one thing that give different figures, in order of their size."""

    title: str
    claims: tuple[Claim, ...]
    ranges: tuple[Quantity, ...]

    @property
    def weight(self) -> float:
        """The largest figure that anybody gives: what the difference is about."""
        ends = [end for quantity in self.ranges for end in quantity.ends if end is not None]
        return max(ends, default=0)


def contested(ledger: Ledger, findings: Iterable[Finding] = ()) -> tuple[Contested, ...]:
    """Groups of claims on one incident or one scope whose figures differ, heaviest first.

    Claims are of one group where they are judged to describe one incident, where one names the
    other as the same event or disputes it, where their scopes are the same in every dimension, or
    where a finding sets them against each other.
    """
    groups: dict[str, list[Claim]] = {}
    together = _Together(ledger, findings)
    for claim in ledger.in_order:
        known = not range_of(claim, ledger).is_empty
        if claim.kind == "numeric" and claim.counts and known and claim.comparator not in PATTERNS:
            groups.setdefault(together.root(claim.id), []).append(claim)
    found = [_group(mine, ledger) for mine in groups.values() if _differ(mine, ledger)]
    return tuple(sorted(found, key=lambda group: (-group.weight, group.claims[0].id)))


def _differ(claims: list[Claim], ledger: Ledger) -> bool:
    return len({range_of(claim, ledger).ends for claim in claims}) > 1


def _group(claims: list[Claim], ledger: Ledger) -> Contested:
    ordered = sorted(claims, key=lambda c: (size(c, ledger), c.id))
    incidents = {i.id: i.title for i in ledger.incidents}
    named = next((incidents[c.part_of] for c in ordered if incidents.get(c.part_of)), "")
    widest = max(ordered, key=lambda c: (len(about(c, ledger)), c.id))
    ranges = tuple(range_of(c, ledger) for c in ordered)
    return Contested(named or about(widest, ledger), tuple(ordered), ranges)


class _Together:
    """Claims that speak of one thing, as disjoint sets."""

    def __init__(self, ledger: Ledger, findings: Iterable[Finding]) -> None:
        self._parent = {claim.id: claim.id for claim in ledger.claims}
        self._by_scope(ledger)
        for left, right in (*_pairs(ledger), *_opposed(ledger, findings)):
            if left in self._parent and right in self._parent:
                self._join(left, right)

    def root(self, name: str) -> str:
        """The claim that stands for the set."""
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _join(self, left: str, right: str) -> None:
        first, second = sorted((self.root(left), self.root(right)))
        self._parent[second] = first

    def _by_scope(self, ledger: Ledger) -> None:
        first: dict[object, str] = {}
        for claim in ledger.in_order:
            scope = ledger.scope(claim)
            if claim.window is None or not (scope.actor or scope.target or scope.place):
                continue
            days = (claim.window.start, claim.window.end)
            key = (scope.counts, scope.actor, scope.target, scope.population, scope.place, days)
            self._join(claim.id, first.setdefault((*key, claim.unit), claim.id))


def _pairs(ledger: Ledger) -> Iterable[tuple[str, str]]:
    members: dict[tuple[str, str], str] = {}
    counts = {c.id: c.counts.value if c.counts else "" for c in ledger.claims}
    incidents = {incident.id for incident in ledger.incidents}
    describes = [(c.id, c.part_of) for c in ledger.in_order if c.part_of in incidents]
    describes += [
        (j.left, j.right)
        for j in ledger.judgements
        if j.kind == "claim_incident" and j.verdict == "yes" and j.left in counts
    ]
    for claim, incident in describes:
        yield claim, members.setdefault((incident, counts[claim]), claim)
    for row in ledger.in_order:
        if row.relation in SAME_THING:
            yield from (
                (row.id, other) for other in row.operand if counts.get(other) == counts[row.id]
            )


def _opposed(ledger: Ledger, findings: Iterable[Finding]) -> Iterable[tuple[str, str]]:
    """Claims of one kind of harm that a finding on one event sets against each other."""
    counts = {c.id: c.counts for c in ledger.claims}
    for finding in findings:
        if finding.kind == "same_event":
            first, *rest = finding.claims or ("",)
            yield from ((first, r) for r in rest if counts.get(first) == counts.get(r))
