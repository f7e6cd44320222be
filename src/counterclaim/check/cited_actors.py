"""Actors in the titles of cited documents against the actor of the sentence that cites them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.editor import finding
from counterclaim.check.parties import GENERIC, is_forces, named_in, of_claim
from counterclaim.check.telling import name, told
from counterclaim.check.titles import agents_in
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.source import Document

KIND = "cited_actor"
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w'-]{3,}")
# Words of many actors' names, so that sharing one says nothing.
_COMMON = frozenset(
    {"Group", "Forces", "Army", "Armed", "Force", "State", "Government", "Military", "Movement"}
    | {"Front", "National", "People", "Liberation", "Party", "Union"}
)
STATE_FORCES = "state forces"


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every event all of whose cited titles name another speaker or doer than the claim does."""
    seen: set[object] = set()
    for claim in sorted(ledger.in_order, key=lambda each: each.kind == "relation"):
        cited = ledger.cited(claim)
        if not claim.actor or not cited:
            continue
        strange = [(document, _others(ledger, claim, document)) for document in cited]
        document, named = strange[0]
        here = {(ledger.paragraph(claim), document.id), (claim.document, ledger.sentence(claim))}
        if all(others for _, others in strange) and not here & seen:
            seen |= here
            yield _finding(ledger, claim, document, named)


def _others(ledger: Ledger, claim: Claim, document: Document) -> frozenset[str]:
    """Who acts or speaks in the title, if the claim and its sentence name none of them."""
    sentence = ledger.sentence(claim)
    own = of_claim(ledger, claim.actor, claim.target) | named_in(ledger, sentence)
    parties = of_claim(ledger, claim.actor, _fighting(ledger, claim))
    if named_in(ledger, document.title) & parties or is_hinted(ledger, claim, document.title):
        return frozenset()
    agents = frozenset().union(
        *(actors_in_title(ledger, words) for words in agents_in(document.title))
    )
    if agents & own or (STATE_FORCES in agents and _forces(ledger, own, sentence)):
        return frozenset()
    return agents


def is_hinted(ledger: Ledger, claim: Claim, title: str) -> bool:
    """True if the title shortens the actor's name: "Guard" for "River Guard"."""
    own = {word for word in _NAME.findall(name(ledger, claim.actor)) if word not in _COMMON}
    return bool(own & set(_NAME.findall(title)))


def _fighting(ledger: Ledger, claim: Claim) -> str:
    """The claim's target if it is a side of the fighting: a title may tell it from there."""
    kinds = {actor.id: actor.kind for actor in ledger.actors}
    return "" if kinds.get(ledger.actor_id(claim.target)) in {None, "civilians"} else claim.target


def actors_in_title(ledger: Ledger, title: str) -> frozenset[str]:
    """Known actors in a title; plain "army" or "soldiers" where no known one is meant by it."""
    named = named_in(ledger, title)
    if GENERIC.search(title) and not is_forces(ledger, named):
        return named | {STATE_FORCES}
    return named


def _forces(ledger: Ledger, own: frozenset[str], sentence: str) -> bool:
    return is_forces(ledger, own) or bool(GENERIC.search(sentence))


def _finding(ledger: Ledger, claim: Claim, document: Document, named: frozenset[str]) -> Finding:
    others = ", ".join(sorted(ledger.titles.get(id, id) for id in named))
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [claim],
        f"The source cited for {told(ledger, claim)} is about what {others} did or "
        f"said, by its title (“{document.title}”); it does not name {name(ledger, claim.actor)}.",
        "Check in the source who did it, and name both if both did.",
        rests_on=(),
        is_loose=ledger.is_guess(claim.id, "actor"),
        members=[document.id],
    )
