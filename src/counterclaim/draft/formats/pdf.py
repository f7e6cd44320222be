"""PDF documents: text in reading order with the page of every character, footnotes as notes.

Pictures are counted, never read; a scan without a text layer is refused.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.draft.formats.pdf_lines import Chunk, Line, drop_edges, set_lines
from counterclaim.draft.formats.pdf_paragraphs import (
    body_pieces,
    measure,
    note_pieces,
    part_footnotes,
)
from counterclaim.draft.marks import glued_marks
from counterclaim.draft.pieces import Cleaner, Piece, Reading, lay_out, squeeze_piece
from counterclaim.errors import UnreadableDocument

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 3_000
MAX_PAGE_BYTES = 8_000_000  # drawing commands of one page: more is a map or a drawing
MAX_DRAWN_BYTES = 80_000_000  # of all pages; after that only pages of usual size are read
USUAL_PAGE_BYTES = 200_000
MAX_PAGE_CHARACTERS = 200_000
_SCANNED = 40  # letters a page with pictures: less is a stamp or a page number, not a text
_BLANK = 4  # letters a page without pictures
# what pypdf raises on damaged files beside its own errors
_DAMAGE = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError,
    OSError, zlib.error, struct.error, NotImplementedError, OverflowError, ImportError,
)  # fmt: skip

Progress = Callable[[int, int], None]


def read_pdf(
    data: bytes, name: str, progress: Progress | None = None, last: int = MAX_PAGES
) -> Reading:
    """Read a PDF up to page ``last``.

    Raises ``UnreadableDocument`` if it is a scan, encrypted, damaged or too long.
    """
    with _quiet():
        reader = _open(data, name)
        cleaner, drawn = Cleaner(), _Drawn()
        reading = Reading(lay_out([]))
        pages = [
            _page_lines(page, number, cleaner, reading, drawn)
            for number, page in _each_page(reader, name, progress, last)
        ]
        reading.pages = len(pages)
        reading.images = len(set(_images(reader)))
        _refuse_scan(pages, reading, name)
        reading.title = _title(reader)
        reading.language = _language(reader)
    reading.issues += cleaner.issues()
    _set_pages(pages, reading)
    return reading


@dataclass
class _Drawn:
    """How many bytes of drawing commands were read, so that no file takes for ever."""

    total: int = 0

    def allows(self, page: int) -> bool:
        """Whether a page of this many bytes may still be read; counts it if so."""
        spent = self.total > MAX_DRAWN_BYTES
        allowed = page <= (USUAL_PAGE_BYTES if spent else MAX_PAGE_BYTES)
        self.total += page if allowed else 0
        return allowed


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells every oddity of a file to the log; ours go to ``issues``."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _open(data: bytes, name: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except (PyPdfError, *_DAMAGE) as error:
        raise _unreadable(name, "The PDF is damaged or encrypted.", str(error)) from error
    if locked:
        raise _unreadable(name, "The PDF is encrypted with a password.", "an encrypted PDF")
    if not 0 < count <= MAX_PAGES:
        raise _unreadable(name, "The PDF cannot be read.", f"{count:,} pages")
    return reader


def _unreadable(name: str, message: str, seen: str) -> UnreadableDocument:
    return UnreadableDocument(
        message,
        file=name, seen=seen, expected=f"a PDF with a text layer, 1 to {MAX_PAGES:,} pages",
        remedy="print it to a new PDF, run text recognition on it, or give its text as .txt",
    )  # fmt: skip


def _each_page(
    reader: PdfReader, name: str, progress: Progress | None, last: int
) -> Iterator[tuple[int, PageObject]]:
    from pypdf.errors import PyPdfError

    total = min(last, len(reader.pages))
    for number in range(1, total + 1):
        try:
            page = reader.pages[number - 1]
        except (PyPdfError, *_DAMAGE) as error:
            raise _unreadable(name, f"Page {number} of the PDF is damaged.", str(error)) from error
        yield number, page
        reader.resolved_objects.clear()  # pages share little; a long report stays small in memory
        if progress:
            progress(number, total)


def _page_lines(
    page: PageObject, number: int, cleaner: Cleaner, reading: Reading, drawn: _Drawn
) -> list[Line]:
    from pypdf.errors import PyPdfError

    chunks: list[Chunk] = []
    length = 0

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        nonlocal length
        length += len(text)
        if text and length - len(text) < MAX_PAGE_CHARACTERS:
            chunks.append(_chunk(text[:MAX_PAGE_CHARACTERS], cm, tm, font, size, cleaner))

    try:
        contents = page.get_contents()
        if contents is not None and not drawn.allows(len(contents.get_data())):
            reading.issues.append(f"page {number} holds a drawing too large to be read")
            return []
        page.extract_text(visitor_text=visit)
        if length > MAX_PAGE_CHARACTERS:
            reading.issues.append(f"page {number} holds {length:,} letters, read in part")
    except (PyPdfError, *_DAMAGE) as error:
        reading.issues.append(f"page {number} is damaged ({type(error).__name__}), read in part")
    return set_lines(chunks, number)


def _chunk(text: str, cm: Any, tm: Any, font: Any, size: float, cleaner: Cleaner) -> Chunk:
    """Place and size on the page: text matrix times page matrix (PDF 32000-1, 9.4.4)."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up = tm[2] * cm[1] + tm[3] * cm[3]
    face = str(font.get("/BaseFont", "")) if font else ""
    # a font that hyphenates maps every hyphen to the soft one; what is drawn is a hyphen
    drawn = text.replace("\u00ad", "-").replace("\u2010", "-")
    return Chunk(cleaner(drawn), x, y, abs(size * up) or abs(size), "bold" in face.lower())


def _images(reader: PdfReader) -> Iterator[int]:
    """The object numbers of pictures, each once: a logo on every page is one."""
    from pypdf.errors import PyPdfError

    for page in reader.pages:
        try:
            things = page["/Resources"]["/XObject"]  # type: ignore[index]
            for name in things:
                own = things.raw_get(name)
                if things[name].get("/Subtype") == "/Image":
                    yield getattr(own, "idnum", id(own))
        except (PyPdfError, *_DAMAGE):
            continue


def _refuse_scan(pages: list[list[Line]], reading: Reading, name: str) -> None:
    letters = [sum(len(line.text) for line in page) for page in pages]
    least = _SCANNED if reading.images else _BLANK
    if sum(letters) < least * len(pages):
        seen = f"{len(pages)} pages, {reading.images} images, {sum(letters)} letters of text"
        if reading.issues:
            raise _unreadable(name, "No page of the PDF could be read.", reading.issues[0])
        raise _unreadable(name, "The PDF has no text layer: it is a scan or pictures.", seen)
    empty = [str(number) for number, count in enumerate(letters, 1) if not count]
    if empty:
        shown = ", ".join(empty[:10]) + (" ..." if len(empty) > 10 else "")
        reading.issues.append(f"no text on {len(empty)} of {len(pages)} pages: {shown}")


def _title(reader: PdfReader) -> str | None:
    from pypdf.errors import PyPdfError

    try:
        told = reader.metadata
        title = str((told.title if told else "") or "").strip()
    except (PyPdfError, *_DAMAGE):
        return None
    made = title.lower().startswith(("microsoft word", "untitled", "layout", "slide"))
    return title if len(title.split()) > 1 and not made else None


def _root(reader: PdfReader) -> Any:
    return reader.root_object


def _language(reader: PdfReader) -> str | None:
    from pypdf.errors import PyPdfError

    try:
        told = str(_root(reader).get("/Lang") or "")[:2].lower()
    except (PyPdfError, *_DAMAGE):
        return None
    return told if told == "fr" else None


def _set_pages(pages: list[list[Line]], reading: Reading) -> None:
    kept, dropped = drop_edges(pages)
    if dropped:
        reading.issues.append(f"{dropped} lines of page headers, footers and numbers left out")
    usual = measure(kept)
    parted = [part_footnotes(page, usual) for page in kept]
    notes = note_pieces([foot for _, foot in parted], usual)
    pieces = body_pieces([body for body, _ in parted], usual)
    for piece in [*pieces, *notes]:
        squeeze_piece(piece)
    last = max((note.number or 0 for note in notes), default=0)
    if notes and not any(piece.marks for piece in pieces):
        _raise_glued(pieces, last)
    reading.layout = lay_out([*pieces, *notes])


def _raise_glued(pieces: list[Piece], last: int) -> None:
    """Numbers glued to words, where the page shows footnotes, are written as ``[n]``."""
    text = "\n".join(piece.text for piece in pieces)
    at = 0
    hits = glued_marks(text, last)
    for piece in pieces:
        own = [(a - at, b - at, n) for a, b, n in hits if at <= a < at + len(piece.text)]
        at += len(piece.text) + 1
        for start, end, number in reversed(own):
            piece.text = f"{piece.text[:start]}[{number}]{piece.text[end:]}"
            piece.pages = [(a + 2 * (a > start), page) for a, page in piece.pages]
