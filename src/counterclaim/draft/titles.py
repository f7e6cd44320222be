"""Figures in the titles of cited documents: claims of these documents, not of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from counterclaim.draft.analysed import Analysed
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.notes import CitedDocument, read_notes
from counterclaim.draft.reader import Reader
from counterclaim.draft.text import Block, Document
from counterclaim.model.claim import AUTHOR
from counterclaim.model.period import Period


def claims_of_titles(
    document: Document, names: Mapping[str, str] | None = None
) -> tuple[DraftClaim, ...]:
    """Drafts of each cited title; see :func:`counterclaim.draft.claims.draft_titles`."""
    notes = read_notes(document)
    return tuple(
        draft
        for cited in notes.documents
        for span in _places_of(document, cited)
        for draft in _of_title(document, span, cited, names)
    )


def _places_of(document: Document, cited: CitedDocument) -> Iterator[tuple[int, int]]:
    """Where the title is printed for the first time within the notes."""
    title = cited.fields.title
    first = min((note.start for note in document.notes), default=0)
    at = document.text.find(title, first) if title else -1
    if title and at >= 0:
        yield at, at + len(title)


def _of_title(
    document: Document, span: tuple[int, int], cited: CitedDocument, names: Mapping[str, str] | None
) -> Iterator[DraftClaim]:
    issued = Period.parse(cited.fields.issued) if cited.fields.issued else None
    block = Block(span[0], span[1], "title")
    alone = replace(document, blocks=(block,), marks=(), notes=(), published=None)
    text = Analysed(alone, names, None, issued, None, None)
    for draft in Reader(text, in_field=True).read():
        voice = cited.fields.publisher or AUTHOR if draft.voice == AUTHOR else draft.voice
        yield draft.model_copy(update={"voice": voice, "citations": (cited.id,)})
