"""From a span of the extracted text to the place in a Word document where it stands.

Paragraphs are found by their letters and digits alone, since blanks, quotation marks and note
marks may have been read otherwise than they are stored. A sentence that is not found that way is
marked by its whole paragraph, and what has no place by the first paragraph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.draft.text import Document, Span
from counterclaim.report.word_comments import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREAD = frozenset({"del", "moveFrom", "Fallback"})


@dataclass(frozen=True)
class Letter:
    """One letter of a paragraph: the text element that holds it, and its place in that."""

    text: _Element
    at: int


class Places:
    """Sets comment marks in the main part of a document."""

    def __init__(self, document: Document, root: _Element) -> None:
        self.document = document
        self.paragraphs = list(root.iter(_w("p")))
        self._letters = [_letters_of(paragraph) for paragraph in self.paragraphs]
        self._of_block = self._aligned()

    def mark(self, span: Span | None, comment: int) -> None:
        """Mark the words of ``span`` (or the first paragraph) as what the comment is about."""
        if not self.paragraphs:
            return
        at = self._paragraph_of(span)
        found = self._words(at, span) if span is not None and at is not None else None
        if found is None:
            _mark_paragraph(self.paragraphs[at if at is not None else self._first()], comment)
            return
        _mark_words(*found, comment)
        assert at is not None
        self._letters[at] = _letters_of(self.paragraphs[at])

    def _first(self) -> int:
        return next((at for at, letters in enumerate(self._letters) if letters), 0)

    def _aligned(self) -> dict[int, int]:
        """For each block of the text the paragraph with the same letters, in order."""
        by_letters: dict[str, list[int]] = {}
        for at, letters in enumerate(self._letters):
            by_letters.setdefault(_spelled(letters), []).append(at)
        found, last = {}, -1
        for number, block in enumerate(self.document.blocks):
            for words in self._spellings(block.span):
                after = [at for at in by_letters.get(words, []) if at > last]
                if words and after:
                    found[number] = last = after[0]
                    break
        return found

    def _paragraph_of(self, span: Span | None) -> int | None:
        if span is None:
            return None
        for number, block in enumerate(self.document.blocks):
            if block.start <= span[0] < block.end and number in self._of_block:
                return self._of_block[number]
        for words in self._spellings(span):
            for at, letters in enumerate(self._letters):
                if words and words in _spelled(letters):
                    return at
        return None

    def _words(self, at: int, span: Span) -> tuple[Letter, Letter] | None:
        """The first and the last letter of the span in a paragraph."""
        letters = self._letters[at]
        whole = _spelled(letters)
        for words in self._spellings(span):
            begin = whole.find(words) if words else -1
            if begin >= 0:
                return letters[begin], letters[begin + len(words) - 1]
        return None

    def _spellings(self, span: Span) -> Iterator[str]:
        """The letters of a span, without note marks (real ones) and with them (typed ones)."""
        yield _plain(self.document.prose[span[0] : span[1]])
        yield _plain(self.document.text[span[0] : span[1]])


def _plain(words: str) -> str:
    return "".join(_base(letter) for letter in words if letter.isalnum())


def _base(letter: str) -> str:
    """A letter without accent and capitals: one character, however it was composed."""
    return unicodedata.normalize("NFD", letter)[0].casefold()[0]


def _letters_of(paragraph: _Element) -> list[Letter]:
    """Letters and digits of a paragraph's own text, without what was deleted from it."""
    return [
        Letter(text, at)
        for text in paragraph.iter(_w("t"))
        if _is_own(text, paragraph)
        for at, letter in enumerate(text.text or "")
        if letter.isalnum()
    ]


def _spelled(letters: list[Letter]) -> str:
    return "".join(_base((letter.text.text or "")[letter.at]) for letter in letters)


def _is_own(text: _Element, paragraph: _Element) -> bool:
    """False for text of a paragraph inside this one (a frame), and for deleted text."""
    for above in text.iterancestors():
        if above is paragraph:
            return True
        if above.tag == _w("p") or str(above.tag).rsplit("}", 1)[-1] in _UNREAD:
            return False
    return False


def _mark_paragraph(paragraph: _Element, comment: int) -> None:
    """Marks around everything in the paragraph but its properties."""
    has_properties = len(paragraph) > 0 and paragraph[0].tag == _w("pPr")
    paragraph.insert(int(has_properties), _edge("commentRangeStart", comment))
    paragraph.append(_edge("commentRangeEnd", comment))
    paragraph.append(_reference(comment))


def _mark_words(first: Letter, last: Letter, comment: int) -> None:
    """Marks from the run that begins with the first letter to the one that ends with the last."""
    _split_after(last)
    same = first.text is last.text
    start = _split_before(first)
    start.addprevious(_edge("commentRangeStart", comment))
    end = start if same else _run_of(last.text)
    end.addnext(_reference(comment))
    end.addnext(_edge("commentRangeEnd", comment))


def _run_of(text: _Element) -> _Element:
    return next(above for above in text.iterancestors() if above.tag == _w("r"))


def _split_after(letter: Letter) -> None:
    """Let a run end with the words' last letter and the full stop or quote behind it."""
    words = letter.text.text or ""
    at = letter.at + 1
    while at < len(words) and not words[at].isspace() and not words[at].isalnum():
        at += 1
    if words[at:].strip() or letter.text.getnext() is not None:
        _split(_run_of(letter.text), letter.text, at)


def _split_before(letter: Letter) -> _Element:
    """The run that begins with the first letter and the quote before it."""
    words = letter.text.text or ""
    at = letter.at
    while at > 0 and not words[at - 1].isspace() and not words[at - 1].isalnum():
        at -= 1
    run = _run_of(letter.text)
    before = [child for child in letter.text.itersiblings(preceding=True) if child.tag != _w("rPr")]
    return _split(run, letter.text, at) if words[:at] or before else run


def _split(run: _Element, text: _Element, at: int) -> _Element:
    """Cut a run in two at a place of its text; gives the second, which follows the first."""
    words = text.text or ""
    second = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(_w("rPr"))
    if properties is not None:
        second.append(deepcopy(properties))
    rest = text.makeelement(text.tag, {_SPACE: "preserve"})
    rest.text = words[at:]
    second.append(rest)
    for child in list(text.itersiblings()):
        second.append(child)
    text.text = words[:at]
    text.set(_SPACE, "preserve")
    run.addnext(second)
    return second


def _edge(name: str, comment: int) -> _Element:
    from lxml import etree

    return etree.Element(_w(name), {_w("id"): str(comment)})


def _reference(comment: int) -> _Element:
    from lxml import etree

    run = etree.Element(_w("r"))
    etree.SubElement(run, _w("commentReference"), {_w("id"): str(comment)})
    return run


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
