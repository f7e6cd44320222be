"""Printed lines become paragraphs: unwrapped, de-hyphenated, footnotes taken from page feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from counterclaim.draft.formats.pdf_lines import Line
from counterclaim.draft.pieces import Piece
from counterclaim.draft.text import Kind

_BULLET = re.compile(r"[•‣▪●◦■–—]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_TYPED_ENTRY = re.compile(r"\[\d{1,4}\]\s?\S")
_ENTRY = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=[^\s\d.,)\]])")
_ENDING = re.compile(r"[.!?:;…][\"'”’»)\]\d]*(?:\[\d+\])*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_ADDRESS_PART = re.compile(r"[^\s,;]*[-/_=%?&.#\d][^\s,;]*")
# first halves that are written with a hyphen, numbers above all
_KEEPS_HYPHEN = frozenset(
    f"{word}-"
    for word in re.findall(
        r"\w+",
        "twenty thirty forty fifty sixty seventy eighty ninety vingt trente quarante cinquante "
        "soixante quatre well self so ex half non vice",
    )
)


@dataclass
class Measures:
    """What is usual in a document: size of the running text, leading, letters in a full line."""

    size: float
    leading: float
    width: int
    left: float
    words: frozenset[str] = frozenset()


@dataclass
class _Paragraph:
    lines: list[Line] = field(default_factory=list)


def measure(pages: Sequence[list[Line]]) -> Measures:
    """The usual size, line distance, line length and left edge, by letters printed."""
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    body = [line for line in lines if abs(line.size - size) < 0.3]
    lengths = sorted(len(line.text) for line in body)
    lefts = Counter(round(line.x) for line in body)
    return Measures(
        size,
        _leading(pages, size),
        lengths[int(len(lengths) * 0.9)] if lengths else 80,
        float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        frozenset(
            word for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.lower())
        ),
    )


def _leading(pages: Sequence[list[Line]], size: float) -> float:
    gaps = [
        round(one.y - two.y, 1)
        for page in pages
        for one, two in pairwise(page)
        if abs(one.size - size) < 0.3 and 0 < one.y - two.y < 3 * size
    ]
    return median(gaps) if gaps else 1.2 * size


def part_footnotes(page: list[Line], usual: Measures) -> tuple[list[Line], list[Line]]:
    """A page's running lines, and the small lines at the foot of its columns, numbered first."""
    body: list[Line] = []
    notes: list[Line] = []
    for column in _columns(page):
        start = _foot(column, usual, bool(notes) and _mid_note(notes[-1]))
        body += column[:start]
        notes += column[start:]
    return body, notes


def _columns(page: list[Line]) -> list[list[Line]]:
    """Lines in drawing order, parted where the next one stands higher."""
    columns: list[list[Line]] = []
    for line in page:
        if columns and line.y <= columns[-1][-1].y + line.size:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _mid_note(line: Line) -> bool:
    return not re.search(r"[.!?)”»/]$", line.text)


def _foot(column: list[Line], usual: Measures, goes_on: bool) -> int:
    """Where the footnotes of a column begin; its length if it has none.

    With ``goes_on`` the last note of the column before is not at its end.
    """
    first = len(column)
    while first and column[first - 1].size < usual.size * 0.94:
        first -= 1
    if goes_on and 0 < first < len(column):
        return first
    for at in range(first, len(column)):
        text = column[at].text
        if _ENTRY.match(text) and not _TYPED_ENTRY.match(text):
            return at
    return len(column)


def note_pieces(pages: Iterable[list[Line]], usual: Measures) -> list[Piece]:
    """The footnotes of all pages, numbered as printed."""
    notes: list[tuple[int, _Paragraph]] = []
    for foot in pages:
        for line in foot:
            entry = _ENTRY.match(line.text)
            if entry and _opens_note(notes, line, entry, line is foot[0]):
                cut = replace(line, text=line.text[entry.end() :], marks=[])
                notes.append((int(entry[1]), _Paragraph([cut])))
            elif notes:
                notes[-1][1].lines.append(line)
    return [_piece(paragraph, usual, "note", number) for number, paragraph in notes]


def _opens_note(
    notes: list[tuple[int, _Paragraph]], line: Line, entry: re.Match[str], first: bool
) -> bool:
    """The next number, glued to its note or after a note that is at its end; 1 may come again."""
    if not notes:
        return True
    number = int(entry[1])
    if number != notes[-1][0] + 1:
        return number == 1 and first
    glued = not entry[0][-1:].isspace()
    return glued or first or not _mid_note(notes[-1][1].lines[-1])


def body_pieces(pages: Iterable[list[Line]], usual: Measures) -> list[Piece]:
    """The running text as pieces, joined over line ends and page ends."""
    paragraphs: list[_Paragraph] = []
    previous: Line | None = None
    lines = [line for page in pages for line in page]
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if previous and paragraphs and _goes_on(paragraphs[-1], previous, line, following, usual):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_Paragraph([line]))
        previous = line
    pieces = [_piece(one, usual, _kind(one, usual)) for one in paragraphs]
    _name_title(pieces, paragraphs, usual)
    return pieces


def _goes_on(
    paragraph: _Paragraph, last: Line, line: Line, following: Line | None, usual: Measures
) -> bool:
    if abs(line.size - last.size) > 0.08 * last.size or line.bold != last.bold:
        return False
    if _TYPED_ENTRY.match(line.text) or (_BULLET.match(line.text) and not _mid_sentence(last)):
        return False
    if line.page != last.page or line.y > last.y + 2:
        return _crosses(last, line, usual)
    gap = last.y - line.y
    if gap > 1.3 * _own_leading(paragraph, usual, last):
        return False
    return not (_is_indented(paragraph, last, line, following) or _stops_short(last, line, usual))


def _own_leading(paragraph: _Paragraph, usual: Measures, last: Line) -> float:
    gaps = [a.y - b.y for a, b in pairwise(paragraph.lines)]
    inside = [gap for gap in gaps if 0 < gap < 3 * last.size]
    if inside:
        return min(inside)
    return min(usual.leading, 1.35 * last.size) if last.size <= usual.size else 1.3 * last.size


def _mid_sentence(last: Line) -> bool:
    return not _ENDING.search(last.text)


def _crosses(last: Line, line: Line, usual: Measures) -> bool:
    """Over a page or column end: the sentence is not ended, or the line before is full."""
    if _hyphenated(last):
        return True
    return _mid_sentence(last) and (line.text[:1].islower() or len(last.text) > 0.6 * usual.width)


def _is_indented(paragraph: _Paragraph, last: Line, line: Line, following: Line | None) -> bool:
    """A first line set in from its paragraph, with the next line back at the margin."""
    step = 0.7 * line.size
    if line.x - last.x < step:
        return False
    hanging = len(paragraph.lines) == 1 and (_BULLET.match(last.text) or _ENTRY.match(last.text))
    back = following is not None and following.x <= last.x + 1
    return not hanging and (back or not _mid_sentence(last))


def _stops_short(last: Line, line: Line, usual: Measures) -> bool:
    """The first word of this line would have fitted on the line before, which ended a sentence."""
    first = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    scale = usual.size / last.size if last.size else 1.0
    room = usual.width * scale - len(last.text)
    return room > len(first) + 0.08 * usual.width and bool(_ENDING.search(last.text))


def _hyphenated(last: Line) -> bool:
    return bool(re.search(r"[^\W\d_]-$", last.text))


def _kind(paragraph: _Paragraph, usual: Measures) -> Kind:
    first = paragraph.lines[0]
    short = len(paragraph.lines) <= 3 and sum(len(line.text) for line in paragraph.lines) < 200
    larger = first.size > 1.08 * usual.size
    if short and (larger or (first.bold and not _ENDING.search(paragraph.lines[-1].text))):
        return "heading"
    return "list" if _BULLET.match(first.text) else "paragraph"


def _name_title(pieces: list[Piece], paragraphs: list[_Paragraph], usual: Measures) -> None:
    """The largest heading of the first page that has one is the title."""
    first = min((one.lines[0].page for one in paragraphs), default=0)
    heads = [
        (one.lines[0].size, piece)
        for piece, one in zip(pieces, paragraphs, strict=True)
        if piece.kind == "heading" and one.lines[0].page == first
    ]
    if heads:
        largest = max(size for size, _ in heads)
        piece = next(piece for size, piece in heads if size == largest)
        if largest > 1.08 * usual.size:
            piece.kind, piece.level = "title", 1
    for piece in pieces:
        piece.level = piece.level or (2 if piece.kind == "heading" else 0)


def _piece(paragraph: _Paragraph, usual: Measures, kind: Kind, number: int | None = None) -> Piece:
    piece = Piece("", kind, number=number)
    for line in paragraph.lines:
        _join(piece, line, usual)
    return piece


def _join(piece: Piece, line: Line, usual: Measures) -> None:
    end, joint = _joint(piece.text[-400:], line.text, usual)
    text = piece.text[: len(piece.text) - end] + joint
    piece.text = text + line.text
    at = len(text)
    piece.marks += [(at + a, at + b, number) for a, b, number in line.marks]
    if not piece.pages or piece.pages[-1][1] != line.page:
        piece.pages.append((at, line.page))


def _joint(before: str, after: str, usual: Measures) -> tuple[int, str]:
    """How many letters to take off the line before, and what stands between the lines."""
    first = after.split(maxsplit=1)[0] if after.strip() else ""
    if not before:
        return 0, ""
    if _ADDRESS.search(before) and _continues_address(before, first):
        return 0, ""
    if re.search(r"[^\W\d_]-$", before):
        return (0 if _is_compound(before, first, usual) else 1), ""
    return 0, " "


def _is_compound(before: str, first: str, usual: Measures) -> bool:
    """A hyphen that stays: the compound stands elsewhere, or a capital or digit follows."""
    if not first[:1].islower():
        return True
    head = re.findall(r"[\w-]+$", before)
    if head and head[0].lower() in _KEEPS_HYPHEN:
        return True
    compound = (head[0] if head else "-").lower() + re.split(r"\W", first.lower())[0]
    whole = compound.rpartition("-")[0].split("-")[-1] + compound.rpartition("-")[2]
    return compound in usual.words and whole not in usual.words


def _continues_address(text: str, first: str) -> bool:
    """A web address broken at the line end goes on: nothing closed it, and the rest looks so."""
    if re.search(r"[/\-_=?&%#]$", text):
        return bool(first)
    if text.endswith("."):  # no sentence opens in lower case
        return bool(re.match(r"[a-z\d]", first))
    if re.search(r"[,;.)\]]$", text):
        return False
    bare = first.rstrip(".,;)")
    return bool(_ADDRESS_PART.fullmatch(bare)) and not re.fullmatch(r"\(?\d{1,4}", bare)
