"""Pieces of text in reading order, as a format gives them, are laid out as one text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from counterclaim.draft.text import Block, Kind, Link, NoteEntry, NoteMark

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_UNBROKEN = re.compile(r"[!-~]{1200,}")
_BLANK = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")


@dataclass
class Piece:
    """One block as its format gives it; offsets count from the start of ``text``.

    ``number`` is set on an entry of the note list. ``marks`` are ``(start, end, number)``,
    ``links`` ``(start, end, address)``, ``pages`` ``(offset, page)``.
    """

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    number: int | None = None
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Layout:
    """The one text and its parts, before titles, dates and kinds are guessed."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    notes: list[NoteEntry] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    page_starts: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Reading:
    """What a format reader found: the layout, what the file says of itself, what was skipped."""

    layout: Layout
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    encoding: str | None = None
    pages: int = 0
    images: int = 0
    tables: int = 0
    issues: list[str] = field(default_factory=list)


def lay_out(pieces: Iterable[Piece]) -> Layout:
    """Join pieces by an empty line; notes are written ``[n] words`` after the running text."""
    layout, parts, at = Layout(""), [], 0
    ordered = [piece for piece in pieces if piece.text.strip()]
    ordered.sort(key=lambda piece: piece.number is not None)
    for piece in ordered:
        lead = f"[{piece.number}] " if piece.number is not None else ""
        _place(layout, piece, at, len(lead))
        parts.append(lead + piece.text)
        at += len(lead) + len(piece.text) + 2
    layout.text = "\n\n".join(parts)
    return layout


def _place(layout: Layout, piece: Piece, at: int, lead: int) -> None:
    start, end = at + lead, at + lead + len(piece.text)
    layout.blocks.append(Block(at, end, piece.kind, piece.level))
    if piece.number is not None:
        layout.notes.append(NoteEntry(piece.number, start, end))
    layout.marks += [NoteMark(start + a, start + b, number) for a, b, number in piece.marks]
    layout.links += [Link(start + a, start + b, url) for a, b, url in piece.links]
    # a page begins at the note's number, not at the first of its words
    layout.page_starts += [(start + a if a else at, page) for a, page in piece.pages]


def squeeze(text: str) -> str:
    """Runs of blanks become one space (no-break spaces stay); ends are trimmed."""
    return _BLANK.sub(" ", text).strip()


def squeeze_piece(piece: Piece) -> None:
    """Collapse blanks in place; marks and links are carried along."""
    kept: list[str] = []
    moved = [0]
    blank = True
    for letter in piece.text:
        space = letter in " \t\n\r"
        if not (space and blank):
            kept.append(" " if space else letter)
        blank = space
        moved.append(len(kept))
    text = "".join(kept)
    piece.text = text.rstrip(" ")
    end = len(piece.text)
    piece.marks = [(moved[a], moved[b], n) for a, b, n in piece.marks]
    piece.links = [(moved[a], min(moved[b], end), url) for a, b, url in piece.links]
    piece.pages = [(min(moved[at], end), page) for at, page in piece.pages]


class Cleaner:
    """Composes accents; drops invisible marks, control characters and unbroken runs, counted.

    Direction marks could make a figure look different from what is read (Unicode TR 36, 3.2).
    """

    def __init__(self) -> None:
        self.invisible = self.unbroken = 0

    def __call__(self, text: str) -> str:
        """The text without what cannot be read as prose."""
        text, invisible = _INVISIBLE.subn("", _CONTROL.sub("", text))
        text, unbroken = _UNBROKEN.subn("[…]", text)
        self.invisible += invisible
        self.unbroken += unbroken
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def issues(self) -> list[str]:
        """One sentence for each sort of thing that was left out."""
        said = []
        if self.invisible:
            said.append(f"{self.invisible} invisible characters (such as direction marks) left out")
        if self.unbroken:
            said.append(
                f"{self.unbroken} runs of 1,200 or more characters without a space left out"
            )
        return said
