"""Claims: what somebody says, as a Scope, a Quantity, a comparator, a voice and citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from counterclaim.model.actor import Valid
from counterclaim.model.quantity import Quantity
from counterclaim.model.record import Amount, Blank, Names, Record
from counterclaim.model.scope import Counts, Scope

Comparator = Literal[
    "exact",
    "about",
    "at_least",
    "more_than",
    "at_most",
    "fewer_than",
    "nearly",
    "between",
    "vague",
    "zero",
    "unstated",
    "never_more_than",
    "rises_each",
    "falls_each",
    "record",
    "first",
    "similar_to",
    "share_of",
    "total_of",
    "part_of",
]
ClaimStatus = Literal[
    "asserted",
    "reported",
    "claimed",
    "confirmed",
    "contested",
    "unconfirmed",
    "denied",
    "withdrawn",
    "discounted",
]
ClaimKind = Literal["numeric", "relation", "event"]
# Words of older label files, by column, and the words that are used now.
_OLDER: Mapping[str, Mapping[str, str]] = {
    "comparator": {
        "approx": "about",
        "range": "between",
        "none": "unstated",
        "unknown": "unstated",
    },
    "status": {"disputed": "contested"},
    "counts": {
        "fatalities": "killed",
        "deaths": "killed",
        "injured": "wounded",
        "attacks": "acts",
        "operations": "acts",
        "missions": "acts",
        "arrests": "arrested",
    },
}
# Rules over periods, which the older files gave as relations.
_RULES: Mapping[str, str] = {
    "never_more_than": "never_more_than",
    "rises_each": "rises_each",
    "falls_each": "falls_each",
    "similar_to": "similar_to",
    "increased_every_year": "rises_each",
    "decreased_every_year": "falls_each",
    "similar_number": "similar_to",
    "record_high": "record",
}
AUTHOR = "author"
"""The voice of the document's own author."""
DRAFT = "draft"
"""How the note of a drafted claim begins until an analyst has accepted or edited it."""


class Claim(Record):
    """A row of ``claims.csv``.

    ``low``, ``best``, ``high`` hold what was written (see the vocabulary): exact fills all three,
    between fills low and high, at_least and more_than only low, at_most, fewer_than and nearly
    only high; vague words stay in ``words`` and get their range from the case's table.
    ``relation`` names a relation to other claims (``total_of``, ``part_of``, ``share_of``,
    ``same_event``, ``disputes`` ...), ``operand`` the ids it relates to. For a claim per period
    (``never_more_than``, ``rises_each``) ``window`` is the whole span and ``unit`` the period.
    Labels of older files (``approx``, ``range``, ``none`` ...) are read as today's words.
    """

    id: str
    statement: str = ""
    kind: ClaimKind = "numeric"
    document: str = ""
    locator: str = ""
    span: str = ""
    voice: str = AUTHOR
    actor: str = ""
    target: str = ""
    population: str = ""
    place: str = ""
    window: Valid = None
    counts: Annotated[Counts | None, Blank] = None
    unit: str = ""
    comparator: Comparator = "unstated"
    low: Amount = None
    best: Amount = None
    high: Amount = None
    words: str = ""
    relation: str = ""
    operand: Names = ()
    status: ClaimStatus = "asserted"
    reported: Valid = None
    reliability: Literal["", "A", "B", "C", "D", "E", "F"] = ""
    credibility: Literal["", "1", "2", "3", "4", "5", "6"] = ""
    citations: Names = ()
    part_of: str = ""
    sensitivity: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _in_present_words(cls, cells: Any) -> Any:
        return present_words(cells) if isinstance(cells, dict) else cells

    @model_validator(mode="after")
    def _order(self) -> Self:
        Quantity(self.low, self.best, self.high)
        return self

    @property
    def scope(self) -> Scope:
        """What it counts."""
        counts = self.counts.value if self.counts else ""
        return Scope(counts, self.actor, self.target, self.population, self.place, self.window)

    @property
    def quantity(self) -> Quantity:
        """What was written, unwidened."""
        return Quantity(self.low, self.best, self.high)

    @property
    def is_draft(self) -> bool:
        """True for a proposal that nobody has accepted: it is in no count, check or report."""
        return self.note.split(":")[0].strip() == DRAFT

    @property
    def is_authors(self) -> bool:
        """True if the document's own author says it, or reports it without naming a speaker."""
        return self.voice in {"", AUTHOR}


def present_words(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a claim with older labels in the words that are used now.

    The word for a class of acts is kept as the unit where none is given; a rule over periods moves
    from ``relation`` to ``comparator``.
    """
    found = {name: _OLDER.get(name, {}).get(_word(cell), cell) for name, cell in cells.items()}
    if found.get("counts") == "acts" and _word(cells["counts"]) != "acts" and not found.get("unit"):
        found["unit"] = _word(cells["counts"])
    if _word(found.get("relation")) in _RULES:
        found["comparator"] = _RULES[_word(found.pop("relation"))]
    return found


def _word(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else ""


class Incident(Record):
    """What really happened; events and claims are judged to describe it."""

    id: str
    title: str = ""
    place: str = ""
    window: Valid = None


class Forecast(Record):
    """A dated statement about the future with a rule for when it has come true.

    ``probability`` lies in [0, 1]; ``words`` are the words where no number was given;
    ``outcome`` is 1, 0 or empty while open.
    """

    id: str
    statement: str
    made_on: str
    voice: str = AUTHOR
    probability: Amount = None
    words: str = ""
    horizon: str = ""
    rule: str = ""
    resolved_on: str = ""
    outcome: Literal["", "0", "1"] = ""


class Judgement(Record):
    """A signed, dated, reversible decision; superseded by a newer row, never overwritten.

    ``kind`` is what is judged (same_incident, part_of, same_actor, link, waiver), ``left`` and
    ``right`` the two things, ``content_hash`` the state they had when it was given.
    """

    id: str
    kind: Literal["same_incident", "part_of", "same_actor", "claim_incident", "waiver"]
    left: str
    right: str = ""
    verdict: Literal["yes", "no", "unsure", "part_of"]
    reason: str = ""
    by: str = ""
    on: str = ""
    content_hash: str = ""
    supersedes: str = ""
