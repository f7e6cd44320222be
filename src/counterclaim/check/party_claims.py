"""A party's own claim told as fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.cells import Cells
from counterclaim.check.cited_negations import denied
from counterclaim.check.editor import finding
from counterclaim.check.parties import is_party
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import name, place_name, told
from counterclaim.check.titles import figures_in, speaker_in
from counterclaim.check.words import attributes
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity
from counterclaim.model.source import Document

KIND = "party_claim_as_fact"
_DEATHS = frozenset({"killed", "casualties"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_SAYING = frozenset({"says", "said", "claims", "claim", "report", "admits", "that", "with", "from"})
_AS_FACT = frozenset({"asserted", "confirmed"})


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Claims in the author's own voice that rest on nothing but what a party said."""
    cells = Cells(ledger)
    of_parties = _by_cell(ledger, cells)
    told_by: set[str] = set()
    for claim in sorted(ledger.in_order, key=lambda each: each.kind == "relation"):
        if not claim.is_authors or claim.status not in _AS_FACT:
            continue
        if attributes(ledger.sentence(claim)) and ledger.texts.get(claim.document):
            continue
        speaker = _in_titles(ledger, claim) or _in_ledger(ledger, cells, of_parties, claim)
        if speaker and ledger.sentence(claim) not in told_by:
            told_by |= {ledger.sentence(claim)} - {""}
            yield _finding(ledger, claim, speaker)


def _in_titles(ledger: Ledger, claim: Claim) -> str:
    """The party that speaks in the titles of all the sources of a claim, if one does in each."""
    cited = ledger.cited(claim)
    speakers = [_party_in(ledger, claim, document) for document in cited]
    return speakers[0] if speakers and all(speakers) else ""


def _party_in(ledger: Ledger, claim: Claim, document: Document) -> str:
    if document.publisher and is_party(ledger, document.publisher):
        return document.publisher
    speaker = speaker_in(document.title)
    if not speaker or not is_party(ledger, speaker):
        return ""
    figures = [f for f in figures_in(document.title, ledger.rules) if f.counts == claim.counts]
    mine = range_of(claim, ledger.rules)
    if claim.low is not None and not any(mine.overlaps(figure.quantity) for figure in figures):
        return ""  # the title claims something else
    return speaker if figures or _tells_of_it(ledger, claim, document.title, speaker) else ""


def _tells_of_it(ledger: Ledger, claim: Claim, title: str, speaker: str) -> bool:
    """True if the claim affirms something that the title, besides its speaker, speaks of."""
    sentence = f"{ledger.sentence(claim)} {place_name(ledger, claim.place)}"
    if not ledger.texts.get(claim.document) and denied(ledger.sentence(claim)):
        return False
    return bool(_stems(title.replace(speaker, "")) & _stems(sentence))


def _stems(words: str) -> set[str]:
    return {word.casefold()[:6] for word in _WORD.findall(words)} - _SAYING


def _by_cell(ledger: Ledger, cells: Cells) -> dict[object, list[Claim]]:
    found: dict[object, list[Claim]] = {}
    for claim in cells.speaking:
        if claim.counts and not claim.is_authors and claim.quantity.is_exact:
            found.setdefault((cells.of[claim.id], claim.best), []).append(claim)
    return found


def _in_ledger(ledger: Ledger, cells: Cells, said: dict[object, list[Claim]], claim: Claim) -> str:
    """The party that gave the same figure for the same thing, where nobody else did."""
    if claim.id not in cells.of or not claim.quantity.is_exact or claim.citations:
        return ""
    others = said.get((cells.of[claim.id], claim.best), [])
    voices = list(dict.fromkeys(other.voice for other in others))
    return voices[0] if len(voices) == 1 and is_party(ledger, voices[0]) else ""


def _finding(ledger: Ledger, claim: Claim, speaker: str) -> Finding:
    severity: Severity = "error" if claim.counts in _DEATHS else "warning"
    return finding(
        ledger,
        KIND,
        severity,
        "in_tension",
        [claim],
        f"Told as fact: {told(ledger, claim)}. The only source for it is a party's own claim "
        f"({name(ledger, speaker)}).",
        "Attribute it, or give a source that is not a party to the conflict.",
        rests_on=("voice", "status", "counts"),
    )
