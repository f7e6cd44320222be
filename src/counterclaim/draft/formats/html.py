"""Web pages: the article with its note marks and note list; navigation is left out.

The page is walked once, without recursion and without running anything. trafilatura (links off)
judges which of the blocks belong to the article; where it finds too little, the page's own
``article`` or ``main`` decides.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from counterclaim.draft.encoding import decode
from counterclaim.draft.formats.html_facts import take_facts
from counterclaim.draft.formats.html_notes import lift_notes
from counterclaim.draft.formats.html_walk import Found, walk
from counterclaim.draft.pieces import Cleaner, Piece, Reading, lay_out
from counterclaim.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 200  # a deeper page is walked, but not given to trafilatura, which recurses
MAX_JUDGED = 5_000_000  # characters of a page that trafilatura is asked about
_ENOUGH = 0.4  # share of the article's own words that trafilatura must find to be believed
_LEADING_NUMBER = re.compile(r"^\s*(?:[\[(]?\d{1,4}[\])]?[.:]?|[\^↩↑])\s+")


def read_html(data: bytes, name: str) -> Reading:
    """Read a page; raises ``UnreadableDocument`` if it cannot be parsed or holds no text."""
    issues: list[str] = []
    source, encoding = decode(data, issues, declared=True)
    root = _parse(source, name)
    reading = Reading(lay_out([]), encoding=encoding)
    take_facts(root, reading)
    body = root.find("body")
    body = root if body is None else body
    entries = lift_notes(body)
    cleaner = Cleaner()
    found = walk(body, cleaner)
    kept = _article(found, source)
    notes = [_note(number, walk(entry, cleaner)) for number, entry in entries]
    notes = [note for note in notes if note.text]
    reading.layout = lay_out([*[one.piece for one in kept], *sorted(notes, key=_number)])
    reading.images = sum(one.images for one in kept)
    reading.tables = len({one.table for one in kept if one.table})
    reading.issues = issues + cleaner.issues()
    _say_dropped(found, kept, reading)
    return reading


def _number(note: Piece) -> int:
    return note.number or 0


def _parse(source: str, name: str) -> _Element:
    from lxml import etree

    # the characters are decoded already: a declaration in the page must not decode them again
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = re.sub(r"\A\s*<\?xml[^>]*>", "", source).replace("\x00", "")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable(name, str(error)) from error
    if root is None:
        raise _unreadable(name, source[:40])
    return root


def _unreadable(name: str, seen: str) -> UnreadableDocument:
    return UnreadableDocument(
        "The page cannot be read as HTML.",
        file=name, seen=seen, remedy="save the page again, or save its text as .txt",
    )  # fmt: skip


def _note(number: int, found: list[Found]) -> Piece:
    """The blocks of an entry become one piece, without the number that a list prints."""
    note = Piece("", "note", number=number)
    for one in found:
        piece = one.piece
        lead = _LEADING_NUMBER.match(piece.text) if not note.text else None
        cut = lead.end() if lead and int(re.sub(r"\D", "", lead[0]) or number) == number else 0
        at = len(note.text) + bool(note.text) - cut
        note.links += [(max(0, at + a), at + b, url) for a, b, url in piece.links]
        note.text += (" " if note.text else "") + piece.text[cut:]
    return note


def _article(found: list[Found], source: str) -> list[Found]:
    """The blocks from the first to the last that belong to the article, boilerplate apart."""
    content = [one for one in found if not one.boilerplate]
    inside = [one for one in content if one.article] or content
    judged = _judged_words(source) if len(source) <= MAX_JUDGED and _shallow(found) else ""
    if len(judged) < _ENOUGH * sum(len(one.piece.text) for one in inside):
        return inside
    places = [at for at, one in enumerate(content) if _heard(one, judged)]
    if not places:
        return inside
    first = _from_title(content, places[0])
    last = _with_notes(content, places[-1])
    return [one for one in content[first : last + 1] if not one.linked or _heard(one, judged)]


def _shallow(found: list[Found]) -> bool:
    return max((one.depth for one in found), default=0) <= MAX_DEPTH


def _judged_words(source: str) -> str:
    """The article's letters and digits as trafilatura sees them, without blanks."""
    from trafilatura import extract

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        text = extract(source, include_links=False, include_comments=False, favor_recall=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        text = None  # an odd page: the walk stands alone
    return _key(text or "")


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _heard(one: Found, judged: str) -> bool:
    """Whether trafilatura kept a block: its first letters are in the article."""
    key = _key(re.sub(r"\[\d+\]", "", one.piece.text))
    return len(key) > 20 and (key[:40] in judged or key[-40:] in judged)


def _from_title(content: list[Found], first: int) -> int:
    """Back to the last top heading before the article, at most ten blocks up."""
    for at in range(first, max(-1, first - 11), -1):
        if content[at].piece.kind == "title":
            return at
    return first


def _with_notes(content: list[Found], last: int) -> int:
    """On over a typed note list that stands after the article."""
    from counterclaim.draft.marks import is_note_heading, note_entry

    at = _with_captions(content, last)
    last = at
    for place in range(last + 1, len(content)):
        text = content[place].piece.text
        entry = note_entry(text)
        marked = entry and (entry[1] in ("bracket", "super") or at == place - 1)
        if marked or is_note_heading(text):
            at = place
        elif place - at > 3:
            break
    return at


def _with_captions(content: list[Found], last: int) -> int:
    """On over the captions and tables that close an article."""
    at = last
    for place in range(last + 1, min(last + 5, len(content))):
        one = content[place]
        if one.piece.kind == "table" or (one.piece.kind == "caption" and one.article):
            at = place
    return at


def _say_dropped(found: list[Found], kept: list[Found], reading: Reading) -> None:
    words = sum(len(one.piece.text.split()) for one in found)
    left = words - sum(len(one.piece.text.split()) for one in kept)
    if left > 0:
        reading.issues.append(f"{left} words of navigation and side matter were left out")
