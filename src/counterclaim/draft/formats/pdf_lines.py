"""Lines of a PDF page with place and size; raised numbers become note marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.draft.marks import is_exponent

_RAISED = re.compile(r"\s*(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\s*")
_FOLIO = re.compile(
    r"\W*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:of|/|sur|de)\s*\d{1,4})?\W*|\W*[ivxlc]{1,7}\W*", re.I
)
_EDGE = 2  # lines at the top and at the bottom of a page that may be a header or a footer


@dataclass
class Chunk:
    """Words drawn in one go: place of their start in points from the lower left, and size."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass
class Line:
    """One printed line; ``marks`` are ``(start, end, number)`` of raised numbers in ``text``."""

    page: int
    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    marks: list[tuple[int, int, int]] = field(default_factory=list)


def set_lines(chunks: Sequence[Chunk], page: int) -> list[Line]:
    """Chunks in drawing order become lines; a raised or smaller number stays in its line."""
    lines: list[Line] = []
    row: list[Chunk] = []
    for chunk in chunks:
        if row and not _same_row(row, chunk):
            lines += _line(row, page)
            row = []
        row.append(chunk)
    return lines + (_line(row, page) if row else [])


def _same_row(row: Sequence[Chunk], chunk: Chunk) -> bool:
    if not chunk.text.strip():
        return "\n" not in chunk.text
    base = max(row, key=lambda one: (one.size * bool(one.text.strip()), -abs(one.y - chunk.y)))
    near = abs(chunk.y - base.y) < 0.55 * max(base.size, chunk.size)
    return near and chunk.x >= row[0].x - 2


def _line(row: Sequence[Chunk], page: int) -> list[Line]:
    words = [chunk for chunk in row if chunk.text.strip()]
    if not words:
        return []
    lengths: Counter[float] = Counter()
    for chunk in words:
        lengths[round(chunk.size, 1)] += len(chunk.text.strip())
    size = max(lengths, key=lambda one: (lengths[one], one))
    base = next(chunk for chunk in words if round(chunk.size, 1) == size)
    bold = sum(len(chunk.text) for chunk in words if chunk.bold) * 2 > sum(lengths.values())
    line = Line(page, words[0].x, base.y, size, "", bold)
    for chunk in row:
        _append(line, chunk, base)
    line.text = line.text.rstrip()
    return [line]


def _append(line: Line, chunk: Chunk, base: Chunk) -> None:
    text = re.sub(r"[\t\n\r ]+", " ", chunk.text)
    raised = _RAISED.fullmatch(text)
    if (
        raised
        and _is_raised(chunk, base)
        and line.text.strip()
        and not is_exponent(line.text[-12:])
    ):
        line.text = line.text.rstrip()
        _add_marks(line, raised[1])
        line.text += " " if text.endswith(" ") else ""
        return
    if line.text.endswith(" ") or not line.text:
        text = text.lstrip(" ")
    line.text += text


def _is_raised(chunk: Chunk, base: Chunk) -> bool:
    up = chunk.y - base.y
    return up > 0.12 * base.size or (chunk.size < 0.8 * base.size and up > -0.05 * base.size)


def _add_marks(line: Line, printed: str) -> None:
    for number in re.findall(r"\d+", printed):
        mark = f"[{number}]"
        line.marks.append((len(line.text), len(line.text) + len(mark), int(number)))
        line.text += mark


def drop_edges(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Pages without running headers, footers and page numbers, and how many lines went."""
    repeated = _repeated(pages)
    kept, dropped = [], 0
    for lines in pages:
        edges = _edges(lines)
        rest = [
            line for line in lines
            if id(line) not in edges or not _is_edge(line, lines, repeated)
        ]  # fmt: skip
        dropped += len(lines) - len(rest)
        kept.append(rest)
    return kept, dropped


def _edges(lines: Sequence[Line]) -> set[int]:
    """The outermost lines of a page, by height on the page."""
    ordered = sorted(lines, key=lambda line: -line.y)
    return {id(line) for line in [*ordered[:_EDGE], *ordered[-_EDGE:]]}


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip().casefold()


def _repeated(pages: Sequence[list[Line]]) -> set[str]:
    """Texts at the edge of several pages, word for word or with a number that counts the pages."""
    seen: dict[str, list[Line]] = {}
    for lines in pages:
        edges = _edges(lines)
        for line in lines:
            if id(line) in edges:
                seen.setdefault(line.text.casefold(), []).append(line)
                seen.setdefault(_shape(line), []).append(line)
    least = 2 if len(pages) < 4 else 3
    return {
        text for text, found in seen.items()
        if len({line.page for line in found}) >= least
        and ("#" not in text or _is_folio(text, found))
    }  # fmt: skip


def _is_folio(text: str, found: Sequence[Line]) -> bool:
    """A running line whose first or last number counts the pages; a sentence is none."""
    return not text.endswith(".") and (_counts_pages(found, 0) or _counts_pages(found, -1))


def _counts_pages(lines: Sequence[Line], which: int) -> bool:
    """``12 Delta Papers`` on page 14 and ``13 Delta Papers`` on 15, but not notes 12 and 15."""
    steps: Counter[int] = Counter()
    for line in lines:
        numbers = re.findall(r"\d{1,6}", line.text) or ["0"]
        steps[line.page - int(numbers[which])] += 1
    return steps.most_common(1)[0][1] * 2 > len(lines)


def _is_edge(line: Line, lines: Sequence[Line], repeated: set[str]) -> bool:
    if line.text.casefold() in repeated or _shape(line) in repeated:
        return True
    outermost = line.y in (min(one.y for one in lines), max(one.y for one in lines))
    return outermost and _FOLIO.fullmatch(line.text) is not None
