"""Markdown: marks of emphasis and links go, footnotes and headings stay what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from counterclaim.draft.encoding import decode
from counterclaim.draft.pieces import Cleaner, Piece, Reading, lay_out, squeeze
from counterclaim.draft.text import Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEFINITION = re.compile(
    r"^ {0,3}\[(\^[^\]\s]{1,60}|\d{1,4})\]:[ \t]*(.*(?:\n(?:[ \t]{2,}.*|[ \t]*(?=\n[ \t]{4})))*)",
    re.M,
)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_FRONT = re.compile(r"\A---\s*\n(.{0,4000}?)\n(?:---|\.\.\.)\s*\n", re.S)
_FIELD = re.compile(r"^(title|author|authors|date|url)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.M | re.I)
_TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*)[^>]{0,500}>|<!--.*?-->", re.I | re.S)


def read_markdown(data: bytes) -> Reading:
    """Blocks, footnotes and front matter of a Markdown text (CommonMark with tables)."""
    issues: list[str] = []
    raw, encoding = decode(data, issues)
    cleaner = Cleaner()
    text = cleaner(raw.replace("\r\n", "\n").replace("\r", "\n"))
    front = _FRONT.match(text)
    reading = Reading(lay_out([]), encoding=encoding)
    if front:
        _take_front(reading, front[1])
        text = text[front.end() :]
    reading.layout = lay_out(_pieces(text, reading))
    reading.issues = issues + cleaner.issues()
    return reading


def _take_front(reading: Reading, front: str) -> None:
    fields = {name.lower(): value for name, value in _FIELD.findall(front)}
    reading.title, reading.url = fields.get("title"), fields.get("url")
    reading.published = fields.get("date")
    if author := fields.get("author") or fields.get("authors"):
        names = re.split(r"\s*(?:,|;| and | et )\s*", author.strip("[] "))
        reading.authors = tuple(name.strip("\"' ") for name in names)


def _pieces(text: str, reading: Reading) -> list[Piece]:
    definitions = {name.lstrip("^"): words for name, words in _DEFINITION.findall(text)}
    body = _DEFINITION.sub("", text)
    numbers = _numbered(body, definitions)
    walk = _Walk(reading, numbers)
    pieces = walk.pieces(body)
    for name, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        words = " ".join(piece.text for piece in _Walk(reading, {}).pieces(definitions[name]))
        pieces.append(Piece(words, "note", number=number))
    return pieces


def _numbered(body: str, definitions: dict[str, str]) -> dict[str, int]:
    """Numbers as printed if all names are numbers, else in the order of first reference."""
    if definitions and all(name.isdigit() for name in definitions):
        return {name: int(name) for name in definitions}
    used = [name for name in _REFERENCE.findall(body) if name in definitions]
    return {name: at for at, name in enumerate(dict.fromkeys([*used, *definitions]), 1)}


class _Walk:
    """Turns the tokens of one text into pieces."""

    def __init__(self, reading: Reading, numbers: dict[str, int]) -> None:
        self.reading, self.numbers = reading, numbers
        self.inside: list[str] = []
        self.row: list[str] = []

    def pieces(self, text: str) -> list[Piece]:
        """The blocks of a Markdown text in order."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark").enable("table").disable("code")
        found = [self._take(token) for token in parser.parse(text)]
        return [piece for piece in found if piece is not None]

    def _take(self, token: Token) -> Piece | None:
        name = token.type
        if name.endswith("_open"):
            self.inside.append(token.tag)
            self.reading.tables += name == "table_open"
        elif name.endswith("_close"):
            self.inside.pop()
            return self._end_row() if token.tag == "tr" else None
        elif name == "inline":
            return self._inline(token)
        elif name in ("html_block", "fence"):
            return Piece(squeeze(_TAG.sub(" ", token.content)))
        return None

    def _end_row(self) -> Piece:
        row, self.row = self.row, []
        return Piece(" | ".join(row), "table")

    def _inline(self, token: Token) -> Piece | None:
        piece = Piece("", self._kind(), self._level())
        address: tuple[int, str] | None = None
        for child in token.children or []:
            if child.type == "link_open":
                address = (len(piece.text), str(child.attrGet("href") or ""))
            elif child.type == "link_close" and address:
                piece.links.append((address[0], len(piece.text), address[1]))
            else:
                self._add(piece, child)
        if "table" in self.inside:
            self.row.append(piece.text)
            return None
        return _trimmed(piece)

    def _add(self, piece: Piece, child: Token) -> None:
        if child.type in ("text", "code_inline", "text_special"):
            self._add_words(piece, child.content)
        elif child.type in ("softbreak", "hardbreak"):
            piece.text += " "
        elif child.type == "image":
            self.reading.images += 1
        elif child.type == "html_inline" and child.content.lower() in ("<sup>", "</sup>"):
            piece.text += "[" if child.content[1] != "/" else "]"

    def _add_words(self, piece: Piece, words: str) -> None:
        at = 0
        for hit in _REFERENCE.finditer(words):
            number = self.numbers.get(hit[1])
            if number is None:
                continue
            piece.text += words[at : hit.start()]
            mark = f"[{number}]"
            piece.marks.append((len(piece.text), len(piece.text) + len(mark), number))
            piece.text += mark
            at = hit.end()
        piece.text += words[at:]

    def _kind(self) -> Kind:
        if self.inside and self.inside[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return "title" if self._level() == 1 else "heading"
        if "li" in self.inside:
            return "list"
        return "quote" if "blockquote" in self.inside else "paragraph"

    def _level(self) -> int:
        last = self.inside[-1] if self.inside else ""
        return int(last[1]) if re.fullmatch(r"h[1-6]", last) else 0


def _trimmed(piece: Piece) -> Piece:
    piece.text = piece.text.rstrip()
    return piece
