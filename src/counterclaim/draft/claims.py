"""Draft claims: every figure, relation and dated event of a text, and where fields came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from counterclaim.draft.text import Document
from counterclaim.draft.vague import VagueRange
from counterclaim.model.claim import AUTHOR, Claim, ClaimKind, ClaimStatus, Comparator
from counterclaim.model.period import Period
from counterclaim.model.quantity import Number
from counterclaim.model.scope import Counts

Origin = Literal["text", "inherited", "guess"]
Span = tuple[int, int]


_SHARED = (
    *("kind", "counts", "low", "best", "high", "comparator", "words", "unit", "voice", "actor"),
    *("target", "population", "place", "window", "status", "relation", "operand", "citations"),
)


class DraftClaim(BaseModel):
    """A proposed claim; spans are character offsets into the document's text.

    ``low``, ``best``, ``high`` hold what was written. ``origin`` tells for each field whether it
    stood in the text, was inherited from elsewhere in it, or was guessed. ``operand`` holds ids
    of other drafts that ``relation`` relates to; ``flags`` name what was not decided:
    ``shared_comparator``, ``hypothetical``, ``doubtful``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    span: Span
    sentence: Span
    kind: ClaimKind = "numeric"
    weight: Literal["core", "context"] = "core"
    counts: Counts | None = None
    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    comparator: Comparator = "unstated"
    words: str = ""
    unit: str = ""
    voice: str = AUTHOR
    actor: str = ""
    target: str = ""
    population: str = ""
    place: str = ""
    window: Period | None = None
    status: ClaimStatus = "asserted"
    relation: str = ""
    operand: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    origin: dict[str, Origin] = {}
    flags: tuple[str, ...] = ()

    @property
    def guesses(self) -> tuple[str, ...]:
        """The fields that were guessed: listed first for review."""
        return tuple(name for name, origin in self.origin.items() if origin == "guess")

    def to_json(self) -> dict[str, Any]:
        """As ``draft --format json`` prints it."""
        return self.model_dump(mode="json")

    def to_claim(self, document: str = "", statement: str = "") -> Claim:
        """A row for ``claims.csv``; ``statement`` is the analyst's own wording."""
        fields = {name: getattr(self, name) for name in _SHARED}
        span = f"{self.span[0]}-{self.span[1]}"
        return Claim(id=self.id, statement=statement, document=document, span=span, **fields)


def draft_id(kind: str, span: Span, text: str, occurrence: int = 0) -> str:
    """The same id whenever the same words stand in the same place of the same sentence."""
    seed = f"{kind}|{text}|{span[1] - span[0]}|{occurrence}"
    return "d" + hashlib.sha1(seed.encode(), usedforsecurity=False).hexdigest()[:10]


def draft_claims(
    document: Document,
    *,
    names: Mapping[str, str] | None = None,
    places: Mapping[str, str] | None = None,
    published: str | Period | None = None,
    vague: Mapping[str, tuple[Number, Number | None] | VagueRange] | None = None,
    language: str | None = None,
) -> tuple[DraftClaim, ...]:
    """The draft claims of a document in reading order.

    ``names`` and ``places`` map names, as texts write them, to the ids of a case; ``published``
    overrides the document's own date; ``vague`` overrides ranges of vague words by the English
    word. Nothing is accepted: every claim is a proposal.
    """
    from counterclaim.draft.analysed import Analysed
    from counterclaim.draft.reader import Reader

    when = _period(published or document.published)
    return Reader(Analysed(document, names, places, when, vague, language)).read()


def draft_titles(
    document: Document, *, names: Mapping[str, str] | None = None
) -> tuple[DraftClaim, ...]:
    """The claims that titles of cited documents make, each with the id of its document.

    Their voice is the publication's, their window the month of publication; a title such as
    "Army says 203 killed" has the army as its speaker. Spans lie in the document's notes.
    """
    from counterclaim.draft.titles import claims_of_titles

    return claims_of_titles(document, names)


def _period(published: str | Period | None) -> Period | None:
    if isinstance(published, str):
        return Period.parse(published) if published else None
    return published
