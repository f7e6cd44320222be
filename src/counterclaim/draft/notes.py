"""Notes resolved to documents: several in one note, *ibid.*, *op. cit.*, repeated notes.

Publication > Document > Citation: a citation is one place of one note, a document is what it cites.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterclaim.draft.back_references import BackReference, read_back_reference
from counterclaim.draft.citation_fields import Fields, find_quoted, find_url, read_fields
from counterclaim.draft.same_document import Known, normal_title, normal_url
from counterclaim.draft.text import Document, NoteEntry, Span

_JOINT = re.compile(r"\s*;\s+(?:and\s+|et\s+)?")
_AFTER_URL = re.compile(
    r"[.,;]?\s+(?:and\s+|et\s+)?(?=[“\"«‘]|See\b|Voir\b|Also\b|[A-ZÀ-Ý][^\s]*\s|https?://)"
)
_LONGEST = 15_000  # characters of one note that are read for sources
_ARCHIVE = re.compile(r"\s*[(\[]?\s*(?:archived|accessed|last|retrieved|consult|archive)", re.I)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that notes cite; ``id`` is a hash of its address or title, so it repeats."""

    id: str
    fields: Fields
    notes: tuple[int, ...] = ()

    def csl(self) -> dict[str, object]:
        """The document as CSL-JSON, with the numbers of its notes under ``notes``."""
        own = self.fields
        record: dict[str, object] = {"id": self.id, "type": own.type, "notes": list(self.notes)}
        if own.authors:
            record["author"] = [author.csl() for author in own.authors]
        outlet = "container-title" if own.type.startswith("article") else None
        for key, value in (("title", own.title), ("publisher", own.publisher), ("URL", own.url)):
            if value:
                record[key] = value
        if outlet and own.publisher:
            record[outlet] = own.publisher
        if own.issued:
            record["issued"] = {"date-parts": [[int(part) for part in own.issued.split("-")]]}
        return record


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: its note (number, and place in ``Document.notes``), span and locator.

    ``form`` is full, short, ibid, op_cit or supra. ``document`` is the id of a cited document.
    """

    document: str
    number: int
    note: int
    start: int
    end: int
    locator: str | None = None
    form: str = "full"

    @property
    def span(self) -> Span:
        """Half-open character offsets in the document's text."""
        return self.start, self.end


@dataclass(frozen=True)
class Notes:
    """All notes of a text, resolved.

    ``distinct`` groups the numbers of notes that cite the same at the same place. ``issues`` says
    which references could not be resolved.
    """

    citations: tuple[Citation, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    distinct: tuple[tuple[int, ...], ...] = ()
    issues: tuple[str, ...] = ()

    def of_note(self, number: int) -> tuple[Citation, ...]:
        """The citations of the note with this number."""
        return tuple(one for one in self.citations if one.number == number)

    def cited_in(self, document: Document, span: Span) -> tuple[Citation, ...]:
        """The citations whose note marks stand inside a span of the text."""
        places = {m.note for m in document.marks if span[0] <= m.start < span[1]}
        return tuple(one for one in self.citations if one.note in places)

    def csl(self) -> list[dict[str, object]]:
        """The cited documents as CSL-JSON records."""
        return [document.csl() for document in self.documents]


def read_notes(document: Document) -> Notes:
    """Resolve the note list of a document to citations and distinct documents."""
    shelf = _Shelf()
    for place, note in enumerate(document.notes):
        for span in _citation_spans(document, note):
            shelf.add(document, place, note.number, span)
        if note.end - note.start > _LONGEST:
            shelf.issues.append(
                f"note {note.number}: only its first {_LONGEST:,} letters were read"
            )
    return Notes(
        tuple(shelf.citations),
        tuple(shelf.documents()),
        tuple(_distinct(document, shelf.citations)),
        tuple(shelf.issues),
    )


def _citation_spans(document: Document, note: NoteEntry) -> Iterator[Span]:
    """The parts of a note at semicolons outside titles; a part without a source joins the last."""
    text = document.words(note.span)[:_LONGEST]
    parts: list[Span] = []
    for start, end in _pieces(text):
        words = text[start:end]
        if parts and not (_stands_alone(words) and _stands_alone(text[slice(*parts[-1])])):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    for start, end in parts:
        yield note.start + start, note.start + end


def _pieces(text: str) -> Iterator[Span]:
    begin = 0
    masked = _mask(text)
    for hit in _JOINT.finditer(masked):
        yield from _after_addresses(text, begin, hit.start())
        begin = hit.end()
    yield from _after_addresses(text, begin, len(text))


def _mask(text: str) -> str:
    """Quoted titles and bracketed words blanked, so that their semicolons part nothing."""
    masked, at = text, 0
    while quoted := find_quoted(masked[at:]):
        start, end = at + quoted[0], at + quoted[1]
        masked = masked[:start] + "“" + "x" * (end - start - 2) + "”" + masked[end:]
        at = end
    return re.sub(r"\([^()]*\)", lambda hit: "x" * len(hit[0]), masked)


def _after_addresses(text: str, start: int, end: int) -> Iterator[Span]:
    """Part after an address when what follows holds a source of its own."""
    at = start
    while found := find_url(text[at:end]):
        stop = at + found[2]
        rest = text[stop:end]
        joint = _AFTER_URL.match(rest)
        if joint and not _ARCHIVE.match(rest[1:]) and _has_source(rest[joint.end() :]):
            yield start, stop
            start = stop + joint.end()
        at = max(stop, start)
    if text[start:end].strip():
        yield start, end


def _has_source(words: str) -> bool:
    return find_url(words) is not None or (find_quoted(words) is not None and len(words) > 30)


def _stands_alone(words: str) -> bool:
    if find_url(words) or find_quoted(words) or read_back_reference(words):
        return True
    return read_fields(words).full


class _Shelf:
    """Documents in the order of first citation."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self.issues: list[str] = []
        self._known_documents = Known()
        self._fields = self._known_documents.fields

    def add(self, document: Document, place: int, number: int, span: Span) -> None:
        """Resolve one citation and keep it."""
        words = document.words(span)
        if back := read_back_reference(words):
            self._add_back(back, number, place, span, words)
            return
        fields = read_fields(words, _address(document, span))
        form, found = self._known(fields)
        if found is None and not fields.full and fields.type != "interview":
            return  # a remark, not a citation
        self._cite(found or self._shelve(fields), number, place, span, fields.locator, form)

    def _known(self, fields: Fields) -> tuple[str, str | None]:
        same = self._known_documents.find(fields)
        if same and not fields.url and not fields.issued:
            return "short", same
        if same:
            self._known_documents.put(same, _merged(self._fields[same], fields))
        return "full", same

    def _shelve(self, fields: Fields) -> str:
        names = " ".join(author.key for author in fields.authors)
        told = normal_url(fields.url) or f"{normal_title(fields.title)}|{fields.issued}|{names}"
        key = "d-" + hashlib.sha256(told.encode()).hexdigest()[:10]
        self._known_documents.put(key, fields)
        return key

    def _add_back(
        self, back: BackReference, number: int, place: int, span: Span, words: str
    ) -> None:
        found = self._resolve(back, number)
        if not found:
            self.issues.append(f"note {number}: “{words.strip()[:60]}” points to no earlier note")
        for one in found:
            self._cite(one, number, place, span, back.locator, back.form)

    def _resolve(self, back: BackReference, number: int) -> list[str]:
        if back.form == "ibid":
            return [self.citations[-1].document] if self.citations else []
        if back.note is not None:
            there = [one.document for one in self.citations if one.number == back.note]
            named = [one for one in there if back.names(self._fields[one])]
            return list(dict.fromkeys(named or there))
        named = [key for key, fields in self._fields.items() if back.names(fields)]
        recent = {one.document: at for at, one in enumerate(self.citations)}
        if len(named) > 1:
            self.issues.append(f"note {number}: several documents answer to “{back.name}”")
        return sorted(named, key=lambda key: recent.get(key, -1))[-1:]

    def _cite(
        self, key: str, number: int, place: int, span: Span, locator: str | None, form: str
    ) -> None:
        self.citations.append(Citation(key, number, place, *span, locator, form))

    def documents(self) -> Iterator[CitedDocument]:
        """The documents with the numbers of the notes that cite them."""
        for key, fields in self._fields.items():
            numbers = dict.fromkeys(one.number for one in self.citations if one.document == key)
            yield CitedDocument(key, fields, tuple(numbers))


def _address(document: Document, span: Span) -> str | None:
    """The address behind linked words inside the span."""
    for link in document.links:
        if span[0] <= link.start < span[1] and link.url.startswith("http"):
            return link.url
    return None


def _merged(known: Fields, other: Fields) -> Fields:
    """Fill what the first citation left out."""
    return replace(
        known,
        title=known.title or other.title,
        authors=known.authors or other.authors,
        publisher=known.publisher or other.publisher,
        issued=known.issued or other.issued,
        url=known.url or other.url,
    )


def _distinct(document: Document, citations: list[Citation]) -> list[tuple[int, ...]]:
    """Numbers of notes by what they cite and where; a note without a source by its words."""
    groups: dict[tuple[object, ...], list[int]] = {}
    cited: dict[int, list[tuple[str, str | None]]] = {}
    for one in citations:
        cited.setdefault(one.note, []).append((one.document, one.locator))
    for place, note in enumerate(document.notes):
        words = normal_title(document.words(note.span))
        key: tuple[object, ...] = tuple(cited.get(place, ())) or (words,)
        groups.setdefault(key, []).append(note.number)
    return [tuple(numbers) for numbers in groups.values()]
