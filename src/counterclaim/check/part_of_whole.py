"""Which claims speak of a part of what another counts, by sense rather than by strict logic.

Looser than :func:`counterclaim.model.scope.compare`: a joint action is taken as part of what one
of its actors did, an unstated field of the whole as covering the part. What is found here is at
most a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from counterclaim.check.cells import DROPPED, FLOWS, is_brief
from counterclaim.check.context import PATTERNS
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.scope import Relation, Scope, compare

_INSIDE = frozenset({Relation.SAME, Relation.INSIDE})
# Two years and more: a sum of many events.
LONG_DAYS = 600


@dataclass(frozen=True)
class Wholes:
    """Totals over long spans, and the brief events that belong in them."""

    ledger: Ledger

    @cached_property
    def totals(self) -> tuple[Claim, ...]:
        """Figures over two years or more."""
        return tuple(c for c in self._figures if c.window and (c.window.days or 0) >= LONG_DAYS)

    def parts(self, total: Claim) -> Iterator[Claim]:
        """Figures of one event (a month at most) that the total should hold."""
        for member in sorted(self._parties(total)):
            for part in self._brief.get((str(total.counts), member), ()):
                if part.id != total.id and self._holds(total, part):
                    yield part

    def is_assumed(self, total: Claim, part: Claim) -> bool:
        """True if only the drift of the document puts the part's place inside the total's."""
        one, two = self.ledger.scope(part), self.ledger.scope(total)
        place = compare(one, two, self.ledger.hierarchy).differs.get("place", Relation.SAME)
        return bool(two.place) and place not in _INSIDE

    def beside(self, claim: Claim, counts: str) -> Claim | None:
        """The figure for another class of harm or act in the very same scope and voice."""
        scope = self.ledger.scope(claim)
        for other in self._figures:
            if other.counts == counts and _same_but_class(self.ledger, scope, other):
                return other if self.ledger.voice(other) == self.ledger.voice(claim) else None
        return None

    @cached_property
    def _figures(self) -> tuple[Claim, ...]:
        held = (c for c in self.ledger.claims if c.status not in DROPPED)
        stated = (c for c in held if c.low is not None or c.high is not None)
        figures = (c for c in stated if c.counts in FLOWS and c.comparator not in PATTERNS)
        return tuple(sorted(figures, key=lambda claim: claim.id))

    @cached_property
    def _brief(self) -> dict[tuple[str, str], list[Claim]]:
        found: dict[tuple[str, str], list[Claim]] = {}
        for claim in self._figures:
            if is_brief(claim.window):
                for member in self._parties(claim) | {""}:
                    found.setdefault((str(claim.counts), member), []).append(claim)
        return found

    def _parties(self, claim: Claim) -> frozenset[str]:
        return self.ledger.members(self.ledger.scope(claim).actor)

    def _holds(self, whole: Claim, part: Claim) -> bool:
        if whole.document != part.document or not whole.window or not part.window:
            return False
        if not whole.window.contains(part.window):
            return False
        one, two = self.ledger.scope(part), self.ledger.scope(whole)
        differs = compare(one, two, self.ledger.hierarchy).differs
        place = differs.get("place", Relation.SAME)
        people = differs.get("population", Relation.SAME)
        return (
            (place in _INSIDE or not two.place or two.place == self._main_place(whole))
            and people is not Relation.DISJOINT
            and differs.get("target", Relation.SAME) is not Relation.DISJOINT
        )

    def _main_place(self, claim: Claim) -> str:
        """The place that most claims of the document name: what "here" means in it."""
        return self._main_places.get(claim.document, "")

    @cached_property
    def _main_places(self) -> dict[str, str]:
        counted: dict[str, dict[str, int]] = {}
        for claim in self.ledger.claims:
            place = self.ledger.scope(claim).place
            if place:
                tally = counted.setdefault(claim.document, {})
                tally[place] = tally.get(place, 0) + 1
        return {doc: max(sorted(tally), key=lambda p: tally[p]) for doc, tally in counted.items()}


def _same_but_class(ledger: Ledger, scope: Scope, other: Claim) -> bool:
    """The same actor, place and window; target and population differ with the class anyway."""
    theirs = ledger.scope(other)
    one = (scope.actor, scope.place, scope.window)
    two = (theirs.actor, theirs.place, theirs.window)
    return one[::2] == two[::2] and (one[1] == two[1] or not one[1] or not two[1])
