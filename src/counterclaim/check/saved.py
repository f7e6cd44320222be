"""Drafts are added to a case: claims, sources, citations, and the text that they stand in.

Nothing is accepted by it: each row is marked as a draft in its note until an analyst changes that.
A row that an analyst has accepted or edited is left as it is; drafts of an earlier reading that
the text no longer gives are taken back.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.case.disk import write_whole
from counterclaim.check.case_check import TEXTS
from counterclaim.check.drafted import known_source, ledger_of, source_of
from counterclaim.check.telling import told
from counterclaim.ledger.text import span_of
from counterclaim.model.claim import Claim
from counterclaim.model.source import Citation, Document

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.check.audit import Drafted
    from counterclaim.draft.notes import Citation as Cited

_LONGEST_ID = 48


@dataclass(frozen=True)
class Saved:
    """What was written: the document's id, and how many rows were new."""

    document: str
    claims: int
    sources: int
    citations: int

    def __str__(self) -> str:
        return (
            f"{self.document}: {self.claims} drafts, {self.sources} sources and {self.citations} "
            "citations added; nothing of it is accepted until its note no longer says draft"
        )


def save(case: Case, drafted: Drafted) -> Saved:
    """Add the drafts of a document to the case, with sources, citations and the text itself.

    Raises what writing a table of the case raises (``EditConflict``, ``TableError``).
    """
    known = case.sources()
    name = _id_of(drafted, known)
    same = _known_sources(drafted, known)
    sources = _sources(drafted, name, known, same)
    citations = _citations(drafted, name, same)
    claims = _claims(case, drafted, name, citations)
    before = {claim.id for claim in case.table("claims")}
    listed = {citation.id for citation in case.table("citations")}
    _keep_text(case, drafted, name)
    case.write_sources([*known, *sources], known)
    case.write("citations", _added(case.table("citations"), citations))
    case.write("claims", claims)
    new = sum(claim.id not in before for claim in claims)
    return Saved(name, new, len(sources), sum(c.id not in listed for c in citations))


def _id_of(drafted: Drafted, known: Iterable[Document]) -> str:
    """The document's own id: the same for the same address or title, made of its name or title."""
    document = drafted.document
    named = document.title or document.name.rsplit(".", 1)[0]
    return known_source(document, known) or slug(named)


def slug(words: str) -> str:
    """Letters, digits and hyphens that are safe as an id and as the name of a file."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    digest = hashlib.sha256(words.encode()).hexdigest()[:6]
    if not joined:
        return f"document-{digest}"
    return joined if len(joined) <= _LONGEST_ID else f"{joined[:_LONGEST_ID].rstrip('-')}-{digest}"


def _known_sources(drafted: Drafted, known: Iterable[Document]) -> dict[str, str]:
    """Cited documents that the case knows already, by address or title: their id there."""
    from counterclaim.draft.same_document import normal_title, normal_url

    urls = {normal_url(source.url): source.id for source in known if source.url}
    titles = {normal_title(source.title): source.id for source in known if source.title}
    found = {}
    for cited in drafted.notes.documents:
        fields = cited.fields
        there = urls.get(normal_url(fields.url)) if fields.url else None
        there = there or (titles.get(normal_title(fields.title)) if fields.title else None)
        if there:
            found[cited.id] = there
    return found


def _sources(
    drafted: Drafted, name: str, known: Iterable[Document], same: Mapping[str, str]
) -> list[Document]:
    there = {source.id for source in known}
    found = [] if name in there else [source_of(drafted.document, name)]
    for cited in drafted.notes.documents:
        if cited.id not in same and cited.id not in there:
            record = {key: value for key, value in cited.csl().items() if key != "notes"}
            found.append(Document.model_validate(record))
    return found


def _citations(drafted: Drafted, name: str, same: Mapping[str, str]) -> list[Citation]:
    """One for each document of each note; the note's own words are kept as a hash."""
    found: dict[str, Citation] = {}
    for one in drafted.notes.citations:
        id = _citation_id(name, one)
        words = drafted.document.words(one.span)
        digest = hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()
        document = same.get(one.document, one.document)
        found[id] = Citation(id=id, document=document, locator=one.locator or "", quote_sha1=digest)
    return list(found.values())


def _citation_id(name: str, one: Cited) -> str:
    return f"{name}-n{one.number}-{one.document.removeprefix('d-')[:6]}"


def _claims(case: Case, drafted: Drafted, name: str, citations: Iterable[Citation]) -> list[Claim]:
    """The case's claims with the drafts after them; edited ones stay as they are."""
    ledger = ledger_of(drafted.document, drafted.claims, drafted.notes, None, name=name)
    listed = {citation.id for citation in citations}
    mine = {}
    for claim in ledger.claims:
        statement = told(ledger, claim).rsplit(" (", 1)[0] if claim.counts else ""
        cited = tuple(id for id in _cited_at(drafted, claim, name) if id in listed)
        mine[claim.id] = claim.model_copy(update={"statement": statement, "citations": cited})
    there = case.table("claims")
    kept = [c for c in there if not (c.is_draft and c.document == name)]
    edited = {claim.id for claim in kept}
    return [*kept, *(claim for id, claim in mine.items() if id not in edited)]


def _cited_at(drafted: Drafted, claim: Claim, name: str) -> list[str]:
    """The citations whose note marks stand in the claim's sentence."""
    span = span_of(claim.span)
    sentence = next((d.sentence for d in drafted.claims if d.id == claim.id), span)
    if sentence is None:
        return []
    cited = drafted.notes.cited_in(drafted.document, sentence)
    return list(dict.fromkeys(_citation_id(name, one) for one in cited))


def _added(there: tuple[Citation, ...], citations: list[Citation]) -> list[Citation]:
    listed = {citation.id for citation in there}
    return [*there, *(citation for citation in citations if citation.id not in listed)]


def _keep_text(case: Case, drafted: Drafted, name: str) -> None:
    folder = case.path / TEXTS
    folder.mkdir(exist_ok=True)
    write_whole(folder / f"{name}.txt", drafted.document.text.encode())
