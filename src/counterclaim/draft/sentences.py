"""Sentences with spans: an own splitter for news, reports and essays in English and French.

It keeps note marks with the sentence before them and does not stop at abbreviations, initials,
decimal points or inside quotations that go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.draft.text import Document, Span

# followed by a name: never the end of a sentence
_TITLES = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms mx dr prof gen lt col maj capt cpl sgt brig adm cmdr cdr gov sen rep "
        "rev hon pres st ste mt supt insp det amb pvt lieut messrs mgr mme mmes mlle mm "
        "me gal cne cdt ed eds op cit al cf viz vs v e.g i.e eg ie n ibid",
    )
)
# followed by a number: not the end of a sentence, else it is
_BEFORE_NUMBERS = frozenset(
    re.findall(
        r"\S+",
        "no nos nr fig figs vol vols ch chap sec art arts para paras p pp c ca approx est "
        "env av rés res doc app ann min max tel ext",
    )
)
# may end a sentence: it does if what follows opens like one
_MAYBE = frozenset(
    re.findall(
        r"\S+",
        "u.s u.k u.n e.u d.c a.m p.m u.a.e d.r.c inc ltd co corp jr sr etc bros s.a b.c "
        "a.d ph.d dept univ assn govt jan feb mar apr jun jul aug sep sept oct nov dec "
        "janv févr avr juil déc l.a n.y",
    )
)
# a sentence that goes on in these words after "U.S." or "Inc." is a new one
_OPENERS = frozenset(
    re.findall(
        r"\S+",
        "the a an it he she they we in on at but and however this that these those there "
        "as after according while when since by for from some many most several both i "
        "you his her their its le la les un une des il elle ils elles on en dans à au aux "
        "mais et ce cette ces selon après pour depuis alors",
    )
)
_STOP = re.compile(r"[.!?…]+")
_CLOSERS = "\"'”’»)]}›"
_OPEN = "\"'“‘«([{‹—–-¿¡"
_BLANK = " \t\n\xa0\u202f\u2009\u2007"
_MARK = re.compile(
    r"\[\^?\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d{1,3}\b|\[(?:note|n\.)\s?\d+\]", re.I
)
_WORD_BEFORE = re.compile(r"[^\s\xa0\u202f(\[{“”\"«»‘—–/]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_PROSE_KINDS = frozenset({"title", "heading", "paragraph", "caption", "list", "quote"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: half-open span in the document's text and the place of its block."""

    start: int
    end: int
    block: int

    @property
    def span(self) -> Span:
        """Half-open character offsets, note marks included, blanks around it not."""
        return self.start, self.end


def sentences(document: Document) -> list[Sentence]:
    """All sentences of the running text, titles, captions, lists and quotations, in order.

    Bylines, tables and notes hold none.
    """
    marks = {mark.start: mark.end for mark in document.marks}
    return [
        Sentence(start, end, at)
        for at, block in enumerate(document.blocks)
        if block.kind in _PROSE_KINDS
        for start, end in split(document.text, block.start, block.end, marks)
    ]


def split(
    text: str, start: int = 0, end: int | None = None, marks: dict[int, int] | None = None
) -> list[Span]:
    """Half-open spans of the sentences in ``text[start:end]``.

    ``marks`` maps the start of a known note mark to its end, so that a bare number after a full
    stop stays with its sentence.
    """
    end = len(text) if end is None else end
    spans, begin = [], start
    for stop in _boundaries(text, start, end, marks or {}):
        spans.append(_trim(text, begin, stop))
        begin = stop
    spans.append(_trim(text, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _boundaries(text: str, start: int, end: int, marks: dict[int, int]) -> Iterator[int]:
    for stop in _STOP.finditer(text, start, end):
        after = _skip_closing(text, stop.end(), end, marks)
        following = _skip_blank(text, after, end)
        if following >= end or (following == after and not _fused(text, stop, after, end)):
            continue
        if _ends(text, stop, after, following, start, end):
            yield after


def _skip_closing(text: str, at: int, end: int, marks: dict[int, int]) -> int:
    """Over closing quotes, brackets and note marks; over the blank before a French ``»``."""
    while at < end:
        if at in marks:
            at = max(marks[at], at + 1)
        elif text[at] in _CLOSERS and not _opens_here(text, at, end):
            at += 1
        elif found := _MARK.match(text, at, end):
            at = found.end()
        elif (blank := _skip_blank(text, at, end)) > at and _goes_on(text, blank, end, marks):
            at = blank
        else:
            break
    return at


def _opens_here(text: str, at: int, end: int) -> bool:
    """A straight quote after a blank and before a letter opens; the others are closed."""
    straight = text[at] in "\"'"
    return straight and text[at - 1] in _BLANK and at + 1 < end and text[at + 1] not in _BLANK


def _goes_on(text: str, at: int, end: int, marks: dict[int, int]) -> bool:
    """After a blank: a French closing quote, or a note mark."""
    if at >= end:
        return False
    return text[at] == "»" or at in marks or bool(_MARK.match(text, at, end))


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _BLANK:
        at += 1
    return at


def _fused(text: str, stop: re.Match[str], after: int, end: int) -> bool:
    """No blank after the stop: a lost one, as in ``ended.The`` or ``1992.[3]The``."""
    if stop[0] != "." and after == stop.end() and "…" not in stop[0]:
        return False
    before = text[max(0, stop.start() - 3) : stop.start()]
    capital = text[after : after + 1].isupper() and text[after + 1 : after + 2].islower()
    return capital and (after > stop.end() or (len(before) == 3 and before.islower()))


def _ends(text: str, stop: re.Match[str], after: int, following: int, start: int, end: int) -> bool:
    opener = following
    while opener < end and text[opener] in _OPEN + _BLANK:
        opener += 1
    if opener >= end:
        return True
    letter = text[opener]
    if letter.islower():
        return False
    if _inside_brackets(text, stop, after, letter, start):
        return False
    if "." not in stop[0] or len(stop[0]) > 1:
        return _after_strong(stop, after, letter, text, following)
    return _after_full_stop(text, stop, after, following, opener, start, end)


def _inside_brackets(text: str, stop: re.Match[str], after: int, letter: str, start: int) -> bool:
    """``(Fig. 3, p. 12)`` and ``(Reuters.)``: an open round bracket of the last 80 letters."""
    recent = text[max(start, after - 80) : after]
    return recent.count("(") > recent.count(")") and recent.rfind("(") > recent.rfind(". ")


def _after_strong(stop: re.Match[str], after: int, letter: str, text: str, following: int) -> bool:
    """``!``, ``?``, ``…`` and ``...``: a sentence ends unless a quote's speaker follows."""
    if stop[0].startswith(("…", "..")):
        return letter.isupper() or text[following] in "“«"
    return not letter.isdigit() or after == stop.end()


def _after_full_stop(
    text: str, stop: re.Match[str], after: int, following: int, opener: int, start: int, end: int
) -> bool:
    found = _WORD_BEFORE.search(text, max(start, stop.start() - 40), stop.start())
    word = re.split("[’']", found[0])[-1] if found else ""
    if after > stop.end():
        return True  # a closing quote or a note mark stands between
    if _is_initial(word, text, stop, opener, end):
        return False
    if word.lower() in _TITLES and word != "me":
        return False
    if word.lower() in _BEFORE_NUMBERS:
        return not text[opener].isdigit()
    if word.lower() in _MAYBE or _dotted(word):
        return _opens_sentence(text, following, opener, end)
    return not _is_ordinal(text, stop, start)


def _is_initial(word: str, text: str, stop: re.Match[str], opener: int, end: int) -> bool:
    """``J.`` in ``J. Smith``, ``M.`` in ``M. Keïta``; not ``Vitamin C.`` before an opener."""
    letters = word.rsplit("-", 1)[-1]
    if len(letters) != 1 or not letters.isupper():
        return False
    before = text[max(0, stop.start() - len(word) - 12) : stop.start() - len(word)].split()
    numbered = bool(before) and before[-1].lower() in (
        "annex",
        "section",
        "plan",
        "group",
        "annexe",
    )
    return not numbered and not _opens_sentence(text, opener, opener, end)


def _dotted(word: str) -> bool:
    """``u.s``, ``j.-p``, ``a.k.a``: letters with stops between."""
    return bool(re.fullmatch(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}", word))


def _opens_sentence(text: str, following: int, opener: int, end: int) -> bool:
    if text[following] in "“«":
        return True
    found = _LETTERS.match(text, opener, end)
    if not found or not found[0][0].isupper() or text[found.end() : found.end() + 1] == ".":
        return False
    return found[0].lower() in _OPENERS


def _is_ordinal(text: str, stop: re.Match[str], start: int) -> bool:
    """``1. Introduction`` at the start of the block is a number of a list."""
    return stop.start() - start < 8 and bool(
        re.fullmatch(r"\s*\(?(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])", text[start : stop.start()])
    )
