"""The extracted text of a document and its parts; every span is an offset into ``text``."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Kind = Literal[
    "title", "byline", "heading", "paragraph", "caption", "list", "quote", "table", "note"
]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like part: half-open character span, kind, heading level (0 if none)."""

    start: int
    end: int
    kind: Kind = "paragraph"
    level: int = 0

    @property
    def span(self) -> Span:
        """Half-open character offsets."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note mark in the running text; ``note`` is its place in ``Document.notes``."""

    start: int
    end: int
    number: int
    note: int | None = None

    @property
    def span(self) -> Span:
        """Half-open character offsets of the mark, brackets included."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One entry of the note list; the span is its words without the leading number."""

    number: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Half-open character offsets of the note's own words."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the text that carry a web address which is not printed."""

    start: int
    end: int
    url: str


@dataclass(frozen=True)
class Document:
    """A text that was read: what was extracted, and what was not.

    ``page_starts`` holds ``(offset, page)`` pairs in order of offset, empty where the format has
    no pages. ``published`` is a period such as ``2025-08-28``. ``images`` are not read, only
    counted. ``issues`` are sentences about what was guessed, skipped or dropped.
    """

    name: str
    format: str
    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    links: tuple[Link, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str = "en"
    encoding: str | None = None
    url: str | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    pages: int = 0
    images: int = 0
    captions: tuple[str, ...] = ()
    tables: int = 0
    issues: tuple[str, ...] = field(default=())

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which the character at ``offset`` was printed."""
        at = bisect_right(self.page_starts, (offset, 1 << 30)) - 1
        return self.page_starts[at][1] if at >= 0 else None

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at ``offset``, if any does."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        found = self.blocks[at] if at >= 0 else None
        return found if found and offset < found.end else None

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    @property
    def prose(self) -> str:
        """The text with note marks blanked out: same length, same offsets."""
        parts, at = [], 0
        for mark in self.marks:
            if mark.start >= at:
                parts += [self.text[at : mark.start], " " * (mark.end - mark.start)]
                at = mark.end
        return "".join([*parts, self.text[at:]])
