"""Drafts of one text become a ledger, alone or beside the tables of a case.

What a case says of a draft that an analyst accepted or edited wins over the draft; a claim that
is only supposed ("you might get two reports") is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counterclaim.ledger import Ledger, Text
from counterclaim.ledger.book import GUESS
from counterclaim.model.claim import DRAFT, Claim
from counterclaim.model.source import Citation, Document

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.draft.claims import DraftClaim
    from counterclaim.draft.notes import Notes
    from counterclaim.draft.text import Document as ReadDocument

HYPOTHETICAL = "hypothetical"
_PARAGRAPHS = frozenset({"paragraph", "quote", "list"})
_FIGURE = ("low", "best", "high")


@dataclass(frozen=True)
class Known:
    """What a case tells the reader of a text: names, places and what vague words stand for."""

    names: Mapping[str, str]
    places: Mapping[str, str]
    vague: Mapping[str, tuple[float, float | None]]


def known_to(case: Case) -> Known:
    """Names of actors and groups, and of places, as texts write them, with the case's ids."""
    names = {name.name: name.actor for name in case.table("actor_names")}
    names |= {group.name: key for key, group in case.definitions.groups.items()}
    names |= {actor.name: actor.id for actor in case.table("actors")}
    places = {
        spelling: place.id
        for place in case.table("places")
        for spelling in (*place.aliases, place.name)
    }
    ranges = {
        word: (float(range_.low), None if range_.high is None else float(range_.high))
        for word, range_ in case.definitions.rules.vague_words.items()
        if range_.low is not None
    }
    return Known(names, places, ranges)


def ledger_of(
    document: ReadDocument,
    drafts: Sequence[DraftClaim],
    notes: Notes,
    case: Case | None = None,
    *,
    name: str = "",
) -> Ledger:
    """The ledger of one text; with a case its tables and its own claims stand beside the drafts.

    ``name`` is the document's id in the ledger, by default the name under which it was read.
    """
    name = name or document.name
    base = Ledger.from_case(case) if case is not None else Ledger()
    edited = {claim.id: claim for claim in base.claims}
    stated = [draft for draft in drafts if HYPOTHETICAL not in draft.flags]
    mine = [_claim(document, draft, name, edited.get(draft.id)) for draft in stated]
    ids, same = {claim.id for claim in mine}, known_source(document, base.documents)
    others = [c for c in base.claims if c.id not in ids and not (same and c.document == same)]
    return replace(
        base,
        claims=(*mine, *others),
        documents=(_unnamed(source_of(document, name)), *cited_documents(notes, base.documents)),
        texts={name: text_of(document)},
        origin={d.id: origin_of(d) for d in stated if d.id not in edited},
    )


def _claim(document: ReadDocument, draft: DraftClaim, name: str, edited: Claim | None) -> Claim:
    """The draft, or what the analyst made of it, at its present place in the text."""
    drafted = claim_of(document, draft, name)
    if edited is None:
        return drafted
    place = {"document": name, "span": drafted.span, "locator": drafted.locator}
    return edited.model_copy(update=place)


def known_source(document: ReadDocument, known: Iterable[Document]) -> str:
    """The id under which a case knows this very text, by its address or title; else empty."""
    for source in known:
        if document.url and source.url == document.url:
            return source.id
        if document.title and source.title == document.title:
            return source.id
    return ""


def claim_of(document: ReadDocument, draft: DraftClaim, name: str) -> Claim:
    """A row of the ledger for one draft, with the paragraph or page where it stands."""
    claim = draft.to_claim(name)
    guessed = ", ".join(draft.guesses)
    note = f"{DRAFT}: guessed {guessed}" if guessed else DRAFT
    return claim.model_copy(update={"locator": locator_of(document, draft.span[0]), "note": note})


def locator_of(document: ReadDocument, offset: int) -> str:
    """``p. 4`` where the format has pages, else ``paragraph 9`` as a reader counts them."""
    page = document.page_of(offset)
    if page is not None:
        return f"p. {page}"
    here = document.block_at(offset)
    if here is not None and here.kind not in _PARAGRAPHS:
        return here.kind
    before = sum(start <= offset for start in paragraph_starts(document))
    return f"paragraph {max(1, before)}"


def paragraph_starts(document: ReadDocument) -> list[int]:
    """Where the paragraphs begin that a reader would count: no titles, captions or notes."""
    return [block.start for block in document.blocks if block.kind in _PARAGRAPHS]


def origin_of(draft: DraftClaim) -> dict[str, str]:
    """Where each field came from; a comparator carried over a list is a guess."""
    marks: dict[str, str] = dict(draft.origin)
    if "shared_comparator" in draft.flags:
        marks["comparator"] = GUESS
    if "doubtful" in draft.flags:
        marks |= dict.fromkeys(_FIGURE, GUESS)
    return marks


def text_of(document: ReadDocument) -> Text:
    """The text with its sentences, paragraphs and captions, as the checks read it."""
    from counterclaim.draft.sentences import sentences

    prose = [block for block in document.blocks if block.kind != "note"]
    return Text(
        document.text,
        tuple(sentence.span for sentence in sentences(document)),
        tuple(block.span for block in prose),
        tuple(block.span for block in prose if block.kind == "caption"),
    )


def source_of(document: ReadDocument, name: str) -> Document:
    """The audited text itself, as a source."""
    record: dict[str, object] = {"id": name, "type": "article"}
    if document.title:
        record["title"] = document.title
    if document.authors:
        record["author"] = [{"literal": author} for author in document.authors]
    if document.published:
        record["issued"] = {"date-parts": [[int(p) for p in document.published.split("-")]]}
    if document.url:
        record["URL"] = document.url
    return Document.model_validate(record)


def _unnamed(source: Document) -> Document:
    """Without its title: in an audit of one text "the author" needs no further words."""
    return source.model_copy(update={"title": ""})


def cited_documents(notes: Notes, known: Iterable[Document] = ()) -> list[Document]:
    """Documents of the notes, after those that a case knows already."""
    listed = {document.id: document for document in known}
    for cited in notes.documents:
        record = {key: value for key, value in cited.csl().items() if key != "notes"}
        listed.setdefault(cited.id, Document.model_validate(record))
    return list(listed.values())


def citations_of(notes: Notes, name: str) -> list[Citation]:
    """One citation for each place of each note, its id made of the document's and the note."""
    return [
        Citation(
            id=f"{name}-n{one.number}-{one.document}",
            document=one.document,
            locator=one.locator or "",
        )
        for one in notes.citations
    ]
