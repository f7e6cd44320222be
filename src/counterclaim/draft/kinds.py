"""What each block is: title, byline, heading, caption, quotation or paragraph.

A format says some of it; the rest is judged from length, ending and place, so that the same text
gives the same blocks in every format.
"""

from __future__ import annotations

import re
from dataclasses import replace

from counterclaim.draft.marks import note_entry
from counterclaim.draft.pieces import Layout
from counterclaim.draft.printed_dates import find_date
from counterclaim.draft.text import Block

_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|chart|graph(?:ique|ic)?|map|carte|table(?:au)?|photo(?:graph)?s?|image|"
    r"illustration|infographi[ce]|encadré|box)\b[\s\xa0]*(?:\d+|[ivx]+\b|credits?)?[\s\xa0]*[:.–—©(-]"
    r"|source\s?:|©|\(photo|crédit|credit\s?:|(?:getty|afp|reuters)\b.{0,40}$",
    re.I,
)
_BULLET = re.compile(r"[•‣▪●◦*–—-]\s|\(?[a-z0-9]{1,2}[.)]\s", re.I)
_SAYS_BY = re.compile(r"(?:by|par|written by|from our|de notre)\s+[A-ZÀ-Ý]", re.I)
_POSTED = re.compile(
    r"(?:(?:last\s)?updated|published|posted|publi[ée]e?|mise? à jour|date|on|le)\b", re.I
)
_ENDING = re.compile(r"""[.!?;:,…]["'”’»)\]\d⁰¹²³⁴-⁹]*$""")
_MIN_PROSE = 25  # words: a byline never follows the first block of this length


def judge_kinds(layout: Layout) -> None:
    """Replace the kind of blocks that no format has told, in place."""
    lead = True
    for at, block in enumerate(layout.blocks):
        words = layout.text[block.start : block.end]
        if block.kind == "paragraph":
            layout.blocks[at] = _judged(layout, at, words, lead)
        lead = lead and not _is_prose(words)
    _name_title(layout)


def _is_prose(words: str) -> bool:
    return len(words.split()) >= _MIN_PROSE


def _judged(layout: Layout, at: int, words: str, lead: bool) -> Block:
    block = layout.blocks[at]
    short = len(words.split()) <= 16 and len(words) <= 140
    if lead and short and is_byline(words):
        return replace(block, kind="byline")
    if _CAPTION.match(words) and len(words) < 300:
        return replace(block, kind="caption")
    if _BULLET.match(words):
        return replace(block, kind="list")
    if _follows_colon(layout, at) and _is_prose(words):
        return replace(block, kind="quote")
    if short and not _ENDING.search(words):
        return _headline(layout, at, words)
    return block


def is_byline(words: str) -> bool:
    """Whether a short line is a date, an author, or both."""
    found = find_date(words, partial=False)
    if found:
        rest = words[: found[1]] + words[found[2] :]
        rest = _POSTED.sub("", rest)
        return len(rest.split()) <= 8 and not rest.rstrip(" )").endswith(".")
    return bool(_SAYS_BY.match(words)) or _is_name_and_role(words)


def _is_name_and_role(words: str) -> bool:
    return bool(re.match(r"(?:[A-ZÀ-Ý][\w.’'-]*\s+){1,3}[A-ZÀ-Ý][\w’'-]+\s+[–—|]\s+\S", words))


def _follows_colon(layout: Layout, at: int) -> bool:
    if not at:
        return False
    before = layout.blocks[at - 1]
    ends = layout.text[before.start : before.end].rstrip().endswith(":")
    return ends and before.kind == "paragraph" and before.end - before.start > 80


def _headline(layout: Layout, at: int, words: str) -> Block:
    """A short line without an end: a caption if it opens in lower case, else a heading."""
    block = layout.blocks[at]
    if words[0].islower():
        return replace(block, kind="caption")
    following = layout.blocks[at + 1 : at + 4]
    long = any(b.end - b.start > 60 for b in following)
    return replace(block, kind="heading", level=2) if long and not _numbers(words) else block


def _numbers(words: str) -> bool:
    entry = note_entry(words)
    return entry is not None and entry[1] != "dot"


def _name_title(layout: Layout) -> None:
    """The first heading before any prose is the title, unless a title is there."""
    if any(block.kind == "title" for block in layout.blocks):
        return
    for at, block in enumerate(layout.blocks[:6]):
        words = layout.text[block.start : block.end]
        open_end = not words.rstrip("\"'”’»)").endswith((".", ":", ";", ","))
        first = not at and block.kind == "paragraph" and not _is_prose(words) and open_end
        if first or block.kind == "heading":
            layout.blocks[at] = replace(block, kind="title", level=1)
            return
        if _is_prose(words):
            return
