"""Negations against titles of cited documents: "never investigated" citing "to investigate"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.editor import finding
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "cited_negation"
_NOT = re.compile(
    r"\b(?:never|not|no|none|without|failed to|fails to|n't|neither|jamais|aucun|sans)\b", re.I
)
_CLAUSE = re.compile(r"[.,;:]|\bbut\b|\bmais\b")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{5,}")
# Words that follow a negation within this many words are what it denies.
_REACH = 2
_STEM = 6
_COMMON = frozenset(
    {"there", "their", "these", "which", "would", "about", "other", "since", "after", "against"}
    | {"under", "between", "through"}
)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every sentence that denies what the title of its source affirms, or the reverse."""
    seen: set[tuple[object, ...]] = set()
    for claim in ledger.in_order:
        words = ledger.sentence(claim)
        for document in ledger.cited(claim) if words else ():
            shared = denied(words) & affirmed(document.title)
            shared |= affirmed(words) & denied(document.title)
            key = (claim.document, words, document.id)
            if shared and key not in seen:
                seen.add(key)
                yield _finding(ledger, claim, document.id, document.title, sorted(shared))


def denied(words: str) -> frozenset[str]:
    """Stems of the words that a negation covers."""
    found: set[str] = set()
    for negation in _NOT.finditer(words):
        following = _WORD.findall(_CLAUSE.split(words[negation.end() :])[0])[:_REACH]
        found |= {_stem(word) for word in following}
    return frozenset(found) - {_stem(word) for word in _COMMON}


def affirmed(words: str) -> frozenset[str]:
    """Stems of the verbs-like words of a sentence that holds no negation at all."""
    if _NOT.search(words):
        return frozenset()
    return frozenset(_stem(word) for word in _WORD.findall(words) if word[0].islower())


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def _finding(ledger: Ledger, claim: Claim, document: str, title: str, shared: list[str]) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [claim],
        f"The sentence ({claim.id}) and the title of its source (“{title}”) disagree on whether "
        f"something is so: one denies what the other says ({', '.join(shared)}…).",
        "Read the source on this point and say what it bears out.",
        rests_on=(),
        is_loose=True,
        members=[document],
    )
