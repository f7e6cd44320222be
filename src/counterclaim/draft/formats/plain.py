"""Plain text: characters keep their offsets; wrapped lines are joined by a blank in place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.draft.encoding import decode
from counterclaim.draft.marks import note_entry
from counterclaim.draft.pieces import Cleaner, Layout, Reading
from counterclaim.draft.text import Block

_UNWRAPPED = 130  # characters: a line longer than this was not broken by hand or program
_LIST = re.compile(r"[•‣▪●*–—-]\s|\(?[a-z0-9]{1,3}[.)]\s|#{1,6}\s", re.I)
_MIN_WIDTH = 45  # characters: narrower text is a column or verse, whose width tells nothing


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_plain(data: bytes) -> Reading:
    """Decode and find paragraphs: ``text`` is the file's own, line ends apart."""
    issues: list[str] = []
    raw, encoding = decode(data, issues)
    cleaner = Cleaner()
    text = cleaner(raw.replace("\r\n", "\n").replace("\r", "\n"))
    reading = Reading(set_lines(text), encoding=encoding, issues=issues + cleaner.issues())
    reading.pages = text.count("\f") + 1 if "\f" in text else 0
    return reading


def set_lines(text: str) -> Layout:
    """Lines become blocks; a line end inside a paragraph becomes one space, in place."""
    groups = _groups(text)
    width = _wrap_width([line for group in groups for line in group])
    blocks: list[Block] = []
    joined: list[int] = []
    for group in groups:
        for line in group:
            if blocks and line is not group[0] and _wraps(text, blocks[-1], line, width):
                joined.append(line.start)
                blocks[-1] = Block(blocks[-1].start, line.end)
            else:
                blocks.append(Block(line.start, line.end))
    return Layout(_flat(text, blocks, joined), blocks, page_starts=_form_feeds(text))


def _groups(text: str) -> list[list[_Line]]:
    """Lines with words, in groups parted by empty lines; outer blanks are not in the spans."""
    groups: list[list[_Line]] = [[]]
    for hit in re.finditer(r"[^\n\f]+|\n|\f", text):
        words = hit[0].strip()
        if words:
            start = hit.start() + hit[0].index(words[0])
            groups[-1].append(_Line(start, words))
        elif groups[-1] and (hit[0] not in "\n\f" or text[max(0, hit.start() - 1)] == "\n"):
            groups.append([])
    return [group for group in groups if group]


def _wrap_width(lines: list[_Line]) -> int:
    """The width that the text was wrapped to, or 0 if each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    total = sum(lengths)
    long = sum(length for length in lengths if length > _UNWRAPPED)
    if not lines or long * 5 > total:
        return 0
    width = lengths[int(len(lengths) * 0.95) - (len(lengths) > 1)]
    return width if width >= _MIN_WIDTH else 0


def _wraps(text: str, block: Block, line: _Line, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph of the line before it."""
    if note_entry(line.text) or _LIST.match(line.text):
        return False
    before = text[max(block.start, text.rfind("\n", block.start, block.end) + 1) : block.end]
    if line.text[0].islower() and before[-1:] not in ".!?:":
        return True
    first = line.text.split(maxsplit=1)[0]
    return bool(width) and len(before) + 1 + len(first) > width - 3


def _flat(text: str, blocks: list[Block], joined: list[int]) -> str:
    """Same length: the line ends before ``joined`` starts become spaces."""
    letters = list(text)
    for start in joined:
        at = start - 1
        while at >= 0 and letters[at] in " \t\n\f":
            letters[at] = " "
            at -= 1
    return "".join(letters)


def _form_feeds(text: str) -> list[tuple[int, int]]:
    if "\f" not in text:
        return []
    feeds = [hit.start() + 1 for hit in re.finditer("\f", text)]
    return [(0, 1), *((at, page) for page, at in enumerate(feeds, 2))]
