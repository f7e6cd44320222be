"""Reported figures that are not the same for the same thing, brought side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.report.claim_words import about

SAME_THING = frozenset({"same_event", "disputes", "contradicts", "contests"})


@dataclass(frozen=True)
class Contested:
    """Claims on one thing that give different figures, in order of their size."""

    title: str
    claims: tuple[Claim, ...]

    @property
    def weight(self) -> float:
        """The largest figure that anybody gives: what the difference is about."""
        ends = [end for claim in self.claims for end in claim.quantity.ends if end is not None]
        return max(ends, default=0)


def contested(ledger: Ledger) -> tuple[Contested, ...]:
    """Groups of claims on one incident or one scope whose figures differ, heaviest first.

    Claims are of one group where they are judged to describe one incident, where one names the
    other as the same event or disputes it, or where their scopes are the same in every dimension.
    """
    groups: dict[str, list[Claim]] = {}
    together = _Together(ledger)
    for claim in ledger.in_order:
        if claim.kind == "numeric" and claim.counts and not claim.quantity.is_empty:
            groups.setdefault(together.root(claim.id), []).append(claim)
    found = [_group(mine, ledger) for mine in groups.values() if _differ(mine)]
    return tuple(sorted(found, key=lambda group: (-group.weight, group.claims[0].id)))


def _differ(claims: list[Claim]) -> bool:
    return len({claim.quantity.ends for claim in claims}) > 1


def _group(claims: list[Claim], ledger: Ledger) -> Contested:
    ordered = sorted(claims, key=lambda c: (_size(c), c.id))
    incidents = {i.id: i.title for i in ledger.incidents}
    named = next((incidents[c.part_of] for c in ordered if incidents.get(c.part_of)), "")
    widest = max(ordered, key=lambda c: (len(about(c, ledger)), c.id))
    return Contested(named or about(widest, ledger), tuple(ordered))


def _size(claim: Claim) -> float:
    return next(end for end in (*claim.quantity.ends,) if end is not None)


class _Together:
    """Claims that speak of one thing, as disjoint sets."""

    def __init__(self, ledger: Ledger) -> None:
        self._parent = {claim.id: claim.id for claim in ledger.claims}
        self._by_scope(ledger)
        for left, right in _pairs(ledger):
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
