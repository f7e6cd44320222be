"""Reading a document: one of five formats, from a file or bytes, becomes a :class:`Document`.

Nothing is executed and nothing is fetched; sizes are bounded before anything is parsed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.draft.text import Document
from counterclaim.errors import MissingExtra, UnknownFormat, UnreadableDocument

if TYPE_CHECKING:
    from counterclaim.draft.pieces import Reading

Progress = Callable[[int, int], None]

MAX_BYTES = {"pdf": 300_000_000, "docx": 150_000_000, "html": 40_000_000}
MAX_TEXT_BYTES = 20_000_000
MAX_CHARACTERS = 3_000_000
MAX_BLOCKS = 60_000
_SUFFIXES = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".docx": "docx", ".docm": "docx", ".pdf": "pdf",
}  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.I | re.S,
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} \S|\[\^[^\]\s]+\]: |> \S)|\]\(https?://", re.M)
_PACKAGES = {
    "pdf": ("pypdf",),
    "docx": ("lxml",),
    "html": ("lxml", "trafilatura", "lxml_html_clean"),
    "md": ("markdown_it",),
}
ACCEPTED = "a .txt, .md, .html, .docx or .pdf document"


def read(
    source: Path | bytes, name: str | None = None, progress: Progress | None = None
) -> Document:
    """Read a document from a path, from bytes, or from standard input (``Path("-")``).

    ``name`` is shown in messages and, by its ending, may tell the format of bytes.
    ``progress(done, total)`` is called with pages of a PDF. Raises ``UnreadableDocument`` or
    ``UnknownFormat`` with what was seen and what to do.
    """
    data, name = _bytes_of(source, name)
    issues: list[str] = []
    kind = _format_of(data, name, issues)
    limit = MAX_BYTES.get(kind, MAX_TEXT_BYTES)
    if len(data) > limit:
        raise _too_long(name, f"{len(data):,} bytes", f"at most {limit:,} bytes")
    reading = _read_format(kind, data, name, progress)
    reading.issues = issues + reading.issues
    return _finished(kind, name, reading)


def _bytes_of(source: Path | bytes, name: str | None) -> tuple[bytes, str]:
    largest = max(MAX_BYTES.values()) + 1
    if isinstance(source, bytes):
        return source, name or "standard input"
    if str(source) == "-":
        return sys.stdin.buffer.read(largest), name or "standard input"
    try:
        with Path(source).open("rb") as file:
            return file.read(largest), name or Path(source).name
    except OSError as error:
        raise UnreadableDocument(
            f"The document cannot be opened: {error.strerror or error}.",
            file=source,
            expected=ACCEPTED,
            remedy="check the path and that the file may be read",
        ) from error


def _format_of(data: bytes, name: str, issues: list[str]) -> str:
    """By content first, then by the ending of the name."""
    told = _SUFFIXES.get(Path(name).suffix.lower())
    seen = _seen_format(data, name)
    if seen is None:
        seen = told if told in ("txt", "md", "html") else None
        if seen is None and told is not None:
            raise _wrong(name, data, f"The file ends in {Path(name).suffix} but is not one.")
        seen = seen or ("md" if _MARKDOWN.search(data[:100_000]) else "txt")
    elif told and told != seen and not (told == "md" and seen == "html"):
        issues.append(f"the name ends in {Path(name).suffix} but the content is {seen}")
    return told if told == "md" and seen == "html" else seen


def _seen_format(data: bytes, name: str) -> str | None:
    if not data.strip():
        raise _wrong(name, data, "The document is empty.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise _wrong(
            name, data, "This is an old Word or RTF file.", "save it as .docx and try again"
        )
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise _wrong(name, data, "This is an image.", "give the text, or a PDF with a text layer")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and data[:4000].count(0) and not _utf16_like(data):
        raise _wrong(name, data, "This is a binary file.")
    return "html" if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4000]) else None


def _utf16_like(data: bytes) -> bool:
    head = data[:4000]
    return head.count(0) * 5 > len(head) * 2 and 0 in (head[::2].count(0), head[1::2].count(0))


def _wrong(name: str, data: bytes, message: str, remedy: str = "") -> UnknownFormat:
    return UnknownFormat(
        message,
        file=name,
        seen=data[:24],
        expected=ACCEPTED,
        remedy=remedy or "give the document in one of these formats",
    )


def _too_long(name: str, seen: str, expected: str) -> UnreadableDocument:
    return UnreadableDocument(
        "The document is too large to be read as an article or a report.",
        file=name, seen=seen, expected=expected, remedy="split it, or give the part that matters",
    )  # fmt: skip


def _read_format(kind: str, data: bytes, name: str, progress: Progress | None) -> Reading:
    """The formats, one line each; a format is imported when it is needed."""
    _require(kind)
    if kind == "pdf":
        from counterclaim.draft.formats.pdf import read_pdf

        return read_pdf(data, name, progress)
    if kind == "docx":
        from counterclaim.draft.formats.docx import read_docx

        return read_docx(data, name)
    if kind == "html":
        from counterclaim.draft.formats.html import read_html

        return read_html(data, name)
    if kind == "md":
        from counterclaim.draft.formats.markdown import read_markdown

        return read_markdown(data)
    from counterclaim.draft.formats.plain import read_plain

    return read_plain(data)


def _require(kind: str) -> None:
    """Raise ``MissingExtra`` if the packages that a format is read with are not installed."""
    for package in _PACKAGES.get(kind, ()):
        if find_spec(package) is None:
            raise MissingExtra(
                f"Reading {kind} needs the package {package}.",
                remedy="pip install 'counterclaim[draft]'",
            )


def _finished(kind: str, name: str, reading: Reading) -> Document:
    from counterclaim.draft import byline
    from counterclaim.draft.kinds import judge_kinds
    from counterclaim.draft.marks import find_notes

    layout = reading.layout
    if len(layout.text) > MAX_CHARACTERS:
        seen = f"{len(layout.text):,} characters"
        raise _too_long(name, seen, f"at most {MAX_CHARACTERS:,} characters")
    if len(layout.blocks) > MAX_BLOCKS:
        seen = f"{len(layout.blocks):,} paragraphs"
        raise _too_long(name, seen, f"at most {MAX_BLOCKS:,} paragraphs")
    if not layout.blocks:
        raise UnreadableDocument(
            "No text was found in the document.",
            file=name, expected=ACCEPTED, remedy="check that the file holds running text",
        )  # fmt: skip
    judge_kinds(layout)
    issues = reading.issues + find_notes(layout)
    captions = [layout.text[b.start : b.end] for b in layout.blocks if b.kind == "caption"]
    if reading.images:
        issues.append(f"{reading.images} images were not read; {len(captions)} captions were")
    return Document(
        name=name,
        format=kind,
        text=layout.text,
        blocks=tuple(layout.blocks),
        marks=tuple(layout.marks),
        notes=tuple(layout.notes),
        links=tuple(layout.links),
        title=byline.title_of(layout, reading),
        authors=byline.authors_of(layout, reading),
        published=byline.published_of(layout, reading),
        language=(reading.language or byline.language_of(layout.text))[:2].lower(),
        encoding=reading.encoding,
        url=reading.url,
        page_starts=tuple(sorted(layout.page_starts)),
        pages=reading.pages,
        images=reading.images,
        captions=tuple(captions),
        tables=reading.tables,
        issues=tuple(issues),
    )
