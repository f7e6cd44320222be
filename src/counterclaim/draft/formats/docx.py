"""Word documents: paragraphs, real footnotes and endnotes, lists, tables, captions.

Deleted revisions, comments, field codes and pictures are not read; pictures are counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counterclaim.draft.formats.archive import Archive
from counterclaim.draft.marks import is_exponent
from counterclaim.draft.pieces import Cleaner, Piece, Reading, lay_out, squeeze_piece
from counterclaim.draft.text import Kind
from counterclaim.errors import UnknownFormat, UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SKIP = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr"})
_STYLES: tuple[tuple[str, Kind], ...] = (
    (r"title|titre$|titel", "title"),
    (r"sub-?title|sous-?titre|author|auteur|date$|byline", "byline"),
    (r"heading\s?\d|titre\s?\d|berschrift\s?\d", "heading"),
    (r"caption|l[ée]gende", "caption"),
    (r"quote|citation|block\s?text|intense", "quote"),
    (r"list|liste", "list"),
)


@dataclass
class _Notes:
    """Footnotes and endnotes in the order in which the text refers to them."""

    order: list[tuple[str, str]] = field(default_factory=list)

    def number(self, kind: str, identity: str) -> int:
        key = (kind, identity)
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key) + 1


def read_docx(data: bytes, name: str) -> Reading:
    """Read a ``.docx`` file; raises ``UnreadableDocument`` if it is unsafe or damaged."""
    archive = Archive(data, name)
    part = main_part(archive, name)
    root = archive.xml(part)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise UnreadableDocument(
            "The .docx holds no text body this program knows.",
            file=name, seen=root.tag if root is not None else None,
            remedy="save it as a Word document (.docx), not as Strict Open XML",
        )  # fmt: skip
    reading = Reading(lay_out([]))
    walk = _Walk(archive, part, reading)
    pieces = [*walk.blocks(body), *walk.note_list()]
    reading.layout = lay_out(pieces)
    reading.issues = walk.clean.issues() + reading.issues
    _take_properties(archive, reading)
    return reading


def main_part(archive: Archive, name: str) -> str:
    """The name of the part with the running text; raises ``UnknownFormat`` if there is none."""
    if "word/document.xml" in archive:
        return "word/document.xml"
    rels = archive.xml("_rels/.rels")
    for rel in rels if rels is not None else []:
        if str(rel.get("Type", "")).endswith("/officeDocument"):
            target = str(rel.get("Target", "")).lstrip("/")
            if target in archive and target.startswith("word/"):
                return target
    raise UnknownFormat(
        "This archive is not a Word document.",
        file=name, expected="a .docx with word/document.xml", remedy="save the text as .docx",
    )  # fmt: skip


def _take_properties(archive: Archive, reading: Reading) -> None:
    """Title and author that the file gives; its dates are of saving, not of publication."""
    core = archive.xml("docProps/core.xml")
    for entry in core if core is not None else []:
        tag = _local(entry)
        words = (entry.text or "").strip()
        if tag == "title" and words:
            reading.title = words
        elif tag == "language" and words:
            reading.language = words if words[:2].lower() in ("en", "fr") else None


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


class _Walk:
    """Turns the elements of one document into pieces."""

    def __init__(self, archive: Archive, part: str, reading: Reading) -> None:
        self.archive, self.part, self.reading = archive, part, reading
        self.clean, self.notes = Cleaner(), _Notes()
        self.styles = self._style_names()
        self.addresses = self._addresses(part)

    def _style_names(self) -> dict[str, str]:
        root = self.archive.xml("word/styles.xml")
        names = {}
        for style in root.iter(f"{_W}style") if root is not None else []:
            called = style.find(f"{_W}name")
            label = called.get(f"{_W}val") if called is not None else None
            names[str(style.get(f"{_W}styleId"))] = str(label or "")
        return names

    def _addresses(self, part: str) -> dict[str, str]:
        folder, _, file = part.rpartition("/")
        rels = self.archive.xml(f"{folder}/_rels/{file}.rels")
        return {
            str(rel.get("Id")): str(rel.get("Target"))
            for rel in (rels if rels is not None else [])
            if str(rel.get("Type", "")).endswith("/hyperlink")
        }

    def blocks(self, parent: _Element) -> list[Piece]:
        """The paragraphs and table rows under an element, in order."""
        pieces: list[Piece] = []
        stack = list(reversed(parent))
        while stack:
            element = stack.pop()
            tag = _local(element)
            if tag == "p":
                pieces += self._paragraph(element)
            elif tag == "tbl":
                pieces += self._table(element)
            elif tag not in _SKIP:
                stack += reversed(element)
        return pieces

    def _table(self, table: _Element) -> list[Piece]:
        """A row is one piece; a table of one cell is a frame around paragraphs."""
        cells = table.findall(f"{_W}tr/{_W}tc")
        if len(cells) == 1:
            return self.blocks(cells[0])
        self.reading.tables += 1
        rows = []
        for row in table.iter(f"{_W}tr"):
            words = [
                " ".join(piece.text for p in cell.iter(f"{_W}p") for piece in self._paragraph(p))
                for cell in row.findall(f"{_W}tc")
            ]
            rows.append(Piece(" | ".join(words), "table"))
        return rows

    def _paragraph(self, element: _Element) -> list[Piece]:
        kind, level = self._kind(element)
        piece = Piece("", kind, level)
        self._fill(piece, element)
        squeeze_piece(piece)
        return [piece] if piece.text else []

    def _kind(self, element: _Element) -> tuple[Kind, int]:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        given = str(style.get(f"{_W}val")) if style is not None else ""
        name = (self.styles.get(given) or given).lower()
        for pattern, kind in _STYLES:
            if re.match(pattern, name):
                level = re.search(r"\d", name)
                return kind, int(level[0]) if level and kind == "heading" else int(kind == "title")
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None
        return ("list" if listed else "paragraph"), 0

    def _fill(self, piece: Piece, element: _Element) -> None:
        """Depth first without recursion: nesting in a file costs no stack."""
        stack: list[tuple[_Element, tuple[int, str] | None]] = [(element, None)]
        while stack:
            one, link = stack.pop()
            if link is not None:
                piece.links.append((link[0], len(piece.text), link[1]))
                continue
            tag = _local(one)
            if tag in _SKIP or (tag == "p" and one is not element):
                if tag == "p":
                    stack += [(child, None) for child in reversed(one)]
                continue
            self._add(piece, one, tag)
            address = self.addresses.get(str(one.get(_R))) if tag == "hyperlink" else None
            if address:
                stack.append((one, (len(piece.text), address)))
            stack += [(child, None) for child in reversed(one)]

    def _add(self, piece: Piece, element: _Element, tag: str) -> None:
        if tag == "t":
            words = self.clean(element.text or "")
            piece.text += f"[{words.strip()}]" if _is_raised_mark(element, piece.text) else words
        elif tag in ("tab", "br", "cr"):
            piece.text += " "
        elif tag == "noBreakHyphen":
            piece.text += "-"
        elif tag in ("footnoteReference", "endnoteReference"):
            self._mark(piece, tag.removesuffix("Reference"), str(element.get(f"{_W}id")))
        elif tag in ("blip", "imagedata", "chart"):
            self.reading.images += 1

    def _mark(self, piece: Piece, kind: str, identity: str) -> None:
        number = self.notes.number(kind, identity)
        mark = f"[{number}]"
        piece.marks.append((len(piece.text), len(piece.text) + len(mark), number))
        piece.text += mark

    def note_list(self) -> list[Piece]:
        """One piece for each footnote and endnote that the text refers to."""
        found: dict[tuple[str, str], list[Piece]] = {}
        for kind in ("footnote", "endnote"):
            part = f"{self.part.rpartition('/')[0]}/{kind}s.xml"
            root = self.archive.xml(part)
            self.addresses = self._addresses(part)
            for note in root if root is not None else []:
                key = (kind, str(note.get(f"{_W}id")))
                if key in self.notes.order:
                    found[key] = self.blocks(note)
        return [
            _one_note(number, found[key])
            for number, key in enumerate(self.notes.order, 1)
            if found.get(key)
        ]


def _is_raised_mark(element: _Element, before: str) -> bool:
    """A typed number that is set as a superscript, and is no exponent."""
    raised = element.find(f"../{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return False
    typed = re.fullmatch(r"\s*\d{1,3}\s*", element.text or "")
    return bool(typed and before.strip()) and not is_exponent(before)


def _one_note(number: int, parts: list[Piece]) -> Piece:
    note = Piece("", "note", number=number)
    for part in parts:
        at = len(note.text) + bool(note.text)
        note.links += [(at + a, at + b, url) for a, b, url in part.links]
        note.text += (" " if note.text else "") + part.text
    return note
