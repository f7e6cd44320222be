"""How a reported figure is said: with its comparator, its unit, and who says it."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.check.telling import name, place_name
from counterclaim.check.when import when
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Number, Quantity
from counterclaim.report.words import number, quantity_words

PEOPLE = frozenset(
    {
        *("killed", "wounded", "casualties", "arrested", "detained", "disappeared", "abducted"),
        *("displaced", "people"),
    }
)
_NOUNS: Mapping[str, tuple[str, str]] = {
    "acts": ("act", "acts"),
    "troops": ("soldier", "soldiers"),
    "sites": ("site", "sites"),
    "places": ("place", "places"),
    "vehicles": ("vehicle", "vehicles"),
}
_BEFORE = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "fewer_than": "fewer than",
    "nearly": "nearly",
    "never_more_than": "never more than",
}
COUNT_WORDS: Mapping[str, str] = {
    "killed": "deaths",
    "acts": "acts",
    "wounded": "wounded",
    "casualties": "dead and wounded",
    "arrested": "arrests",
    "detained": "detained",
    "disappeared": "disappeared",
    "abducted": "abducted",
    "displaced": "displaced",
    "troops": "soldiers",
    "share": "a share",
    "sites": "sites",
    "money": "money",
    "duration": "a duration",
}


_BARE = frozenset({"several", "plusieurs", "quelques"})


def claim_words(claim: Claim) -> str:
    """``at least 81 people``, ``about 300``, ``hundreds``, ``rises each year``."""
    counts = claim.counts.value if claim.counts else ""
    if claim.comparator in {"rises_each", "falls_each"}:
        way = "rises" if claim.comparator == "rises_each" else "falls"
        return f"{way} each {claim.unit or 'period'}"
    if claim.comparator == "zero":
        return "none reported"
    if claim.quantity.is_empty and not claim.words:
        return "no figure"
    if claim.comparator == "never_more_than":
        return f"{with_unit(_amount(claim), counts)} a {claim.unit or 'period'}"
    return with_unit(_amount(claim), counts, claim.unit, single(claim.quantity) == 1)


def _amount(claim: Claim) -> str:
    if claim.words and (claim.comparator == "vague" or claim.quantity.is_empty):
        return claim.words
    value = single(claim.quantity)
    before = _BEFORE.get(claim.comparator, "")
    if before and value is not None:
        return f"{before} {number(value)}"
    return quantity_words(claim.quantity)


def single(quantity: Quantity) -> Number | None:
    """The one number that was written, where there is one."""
    known = {value for value in quantity.ends if value is not None}
    return known.pop() if len(known) == 1 else None


def with_unit(amount: str, counts: str, unit: str = "", one: bool = False) -> str:
    """The amount with the word for what is counted; a share gets its sign."""
    if counts == "share":
        return f"{amount}%" if amount[-1:].isdigit() or amount.endswith(")") else amount
    if unit and counts not in PEOPLE:
        return f"{amount} {unit}"
    if counts in PEOPLE:
        return f"{amount}{_of(amount)} {'person' if one else 'people'}"
    return f"{amount} {_NOUNS[counts][0 if one else 1]}" if counts in _NOUNS else amount


def _of(amount: str) -> str:
    """``hundreds of people``, but ``several hundred people``."""
    last = amount.rsplit(" ", 1)[-1]
    return " of" if last.isalpha() and last.endswith("s") and last not in _BARE else ""


def range_of(claim: Claim, ledger: Ledger) -> Quantity:
    """What was written, or what the case takes its vague words to mean."""
    if claim.quantity.is_empty and claim.words:
        return ledger.rules.range_of(claim.words) or claim.quantity
    return claim.quantity


def size(claim: Claim, ledger: Ledger) -> Number:
    """The lowest end that is stated, by which figures are set in order; nothing stated is zero."""
    return next((end for end in range_of(claim, ledger).ends if end is not None), 0)


def told(claim: Claim, ledger: Ledger) -> str:
    """What the claim says: the analyst's own words, or else what it counts."""
    return claim.statement or about(claim, ledger)


def speaker(claim: Claim, ledger: Ledger) -> str:
    """Who says it: the named speaker, or the outlet of the document, or its author."""
    if not claim.is_authors:
        return name(ledger, claim.voice)
    known = [ledger.document_of.get(claim.document), *ledger.cited(claim)]
    document = next((d for d in known if d is not None), None)
    if document is None:
        return claim.document or "author not named"
    if document.publisher or document.container_title:
        return document.container_title or document.publisher
    if document.author:
        first = document.author[0]
        who = str(first.get("literal") or first.get("family") or "")
        return f"{who} and others" if len(document.author) > 1 and who else who
    return document.container_title or document.publisher or document.title or document.id


def about(claim: Claim, ledger: Ledger) -> str:
    """What the claim counts, as a title: ``Deaths of men by the army in Xand, May 2023``."""
    counts = claim.counts.value if claim.counts else ""
    harmed = claim.population or (name(ledger, claim.target) if claim.target else "")
    parts = [
        COUNT_WORDS.get(counts, claim.unit or "figure"),
        f"of {harmed}" if harmed and counts != "acts" else "",
        f"by {name(ledger, claim.actor)}" if claim.actor else "",
        f"against {harmed}" if harmed and counts == "acts" else "",
        f"in {place_name(ledger, claim.place)}" if claim.place else "",
    ]
    said = " ".join(part for part in parts if part)
    dates = f", {when(claim.window)}" if claim.window else ""
    return said[:1].upper() + said[1:] + dates
