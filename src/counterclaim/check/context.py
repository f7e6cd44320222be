"""What a pattern and its figures leave unsaid for each other within one paragraph.

"Five operations in 2022 ... never more than four attacks against the rebels": the figure does not
repeat the target. Such fields are filled from the other claim and marked as guessed, so that what
follows from them is a question. Plain figures never fill each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from counterclaim.ledger import Ledger
from counterclaim.ledger.book import GUESS
from counterclaim.model.claim import Claim

PATTERNS = frozenset({"never_more_than", "rises_each", "falls_each", "record", "first"})
_FILLED = ("actor", "target", "population", "place")


def in_context(ledger: Ledger) -> Ledger:
    """The ledger with the unsaid fields of patterns and of their figures filled in."""
    filled: dict[str, dict[str, str]] = {}
    for group in _paragraphs(ledger):
        patterns = [claim for claim in group if claim.comparator in PATTERNS]
        figures = [claim for claim in group if claim.comparator not in PATTERNS]
        for pattern, figure in product(patterns, figures):
            if _speak_of_one_thing(ledger, pattern, figure):
                _fill(filled, pattern, figure)
    return _with(ledger, filled)


def _paragraphs(ledger: Ledger) -> Iterable[list[Claim]]:
    """Claims of one paragraph, voice and class; those of unknown place are left out."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ledger.in_order:
        paragraph = ledger.paragraph(claim)
        if claim.counts and paragraph[1]:
            groups.setdefault((paragraph, ledger.voice(claim), claim.counts), []).append(claim)
    return groups.values()


def _speak_of_one_thing(ledger: Ledger, left: Claim, right: Claim) -> bool:
    """True if no stated field differs and a party is shared."""
    one, two = ledger.scope(left), ledger.scope(right)
    pairs = [(getattr(one, name), getattr(two, name)) for name in _FILLED]
    agree = all(a == b or not a or not b for a, b in pairs)
    return agree and any(a == b != "" for a, b in pairs[:2])


def _fill(filled: dict[str, dict[str, str]], left: Claim, right: Claim) -> None:
    for name in _FILLED:
        mine, theirs = getattr(left, name), getattr(right, name)
        if mine and not theirs:
            filled.setdefault(right.id, {}).setdefault(name, mine)
        elif theirs and not mine:
            filled.setdefault(left.id, {}).setdefault(name, theirs)


def _with(ledger: Ledger, filled: Mapping[str, Mapping[str, str]]) -> Ledger:
    if not filled:
        return ledger
    claims = [
        claim.model_copy(update=dict(filled[claim.id])) if claim.id in filled else claim
        for claim in ledger.claims
    ]
    marks = {
        claim: {**ledger.origin.get(claim, {}), **dict.fromkeys(fields, GUESS)}
        for claim, fields in filled.items()
    }
    return replace(ledger, claims=tuple(claims), origin={**ledger.origin, **marks})
