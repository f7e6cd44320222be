"""What a pattern and its figures leave unsaid for each other within one paragraph.

"Five operations in 2022 ... never more than four attacks against the rebels": the figure does not
repeat the target. Such fields are filled from the other claim and marked as guessed, so that what
follows from them is a question. Plain figures never fill each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from counterclaim.ledger import Ledger
from counterclaim.ledger.book import GUESS
from counterclaim.model.claim import Claim

PATTERNS = frozenset({"never_more_than", "rises_each", "falls_each", "record", "first"})
Filled = dict[str, dict[str, str]]
_FILLED = ("actor", "target", "population", "place")


def in_context(ledger: Ledger) -> Ledger:
    """The ledger with the unsaid fields of patterns and of their figures filled in."""
    filled: Filled = {}
    for group in _paragraphs(ledger):
        figures = [claim for claim in group if _is_figure(claim)]
        for pattern in (claim for claim in group if claim.comparator in PATTERNS):
            near = [f for f in figures if _speak_of_one_thing(ledger, pattern, f)]
            for name in _FILLED if near else ():
                _fill(ledger, filled, pattern, near, name)
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
    """True if a party is shared and no field differs that was really stated."""
    one, two = ledger.scope(left), ledger.scope(right)
    pairs = {name: (getattr(one, name), getattr(two, name)) for name in _FILLED}
    if not any(a == b != "" for a, b in (pairs["actor"], pairs["target"])):
        return False
    return all(
        a == b or not a or not b or not (is_stated(ledger, left, n) and is_stated(ledger, right, n))
        for n, (a, b) in pairs.items()
    )


def is_stated(ledger: Ledger, claim: Claim, field: str) -> bool:
    """True if the field is the analyst's own, or stood in the text beside the figure."""
    return ledger.origin.get(claim.id, {}).get(field, "text") == "text"


def _is_figure(claim: Claim) -> bool:
    stated = claim.low is not None or claim.high is not None
    return stated and claim.comparator not in PATTERNS


def _fill(ledger: Ledger, filled: Filled, pattern: Claim, near: list[Claim], name: str) -> None:
    """Figures take what the pattern says; it takes from them only what all of them say."""
    mine: str = getattr(pattern, name)
    said: set[str] = {getattr(figure, name) for figure in near}
    if mine:
        for figure in near:
            if getattr(figure, name) != mine and _yields(ledger, figure, name):
                filled.setdefault(figure.id, {}).setdefault(name, mine)
    elif len(said) == 1 and said != {""}:
        filled.setdefault(pattern.id, {})[name] = said.pop()


def _yields(ledger: Ledger, figure: Claim, name: str) -> bool:
    return not getattr(figure, name) or not is_stated(ledger, figure, name)


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
