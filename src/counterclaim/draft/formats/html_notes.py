"""Footnotes of a web page: marks that link to entries, and the entries taken out of the flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from counterclaim.draft.marks import is_exponent, is_note_heading

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK_TAG = "note-mark"  # what a mark becomes in the tree; its text is the number
_MARK = re.compile(r"[\[(^]{0,2}\s*(?:note\s?|n\.\s?)?(\d{1,4})\s*[\])]?", re.I)
_BACK = re.compile(
    r"[↩↑↵⤴⬆^\s\ufe0e\ufe0f\[\]().,]*"
    r"(?:jump up(?: to)?|back(?: to (?:text|content|top))?|return(?: to text)?|retour(?: au texte)?"
    r"|remonter|[a-z]|\d{1,4}|note \d+|footnote \d+|\d+\.\d+)?[\s.:\[\]()↩↑↵\ufe0e^]*",
    re.I,
)
_ENTRY_TAGS = frozenset(
    {"li", "p", "dd", "dt", "td", "div", "aside", "section", "tr", "blockquote"}
)
_LIFTED = frozenset({"sup", "a", "span"})
_LONGEST = 5000  # letters of one entry: more is a part of the text


def lift_notes(body: _Element) -> list[tuple[int, _Element]]:
    """Replace note marks in the tree by ``note-mark`` elements; detach and return the entries.

    A mark is a link with a number to an element further down the page. Raised numbers without a
    link become marks too, but not exponents. Entries keep the number that their mark prints.
    """
    order = {element: at for at, element in enumerate(body.iter())}
    targets = {str(name): one for one in order for name in _anchors(one)}
    entries: dict[_Element, int] = {}
    for link in [one for one in order if one.tag == "a"]:
        found = _target(link, targets, order)
        number = _number(link)
        entry = _entry_of(found, body) if found is not None and number is not None else None
        if entry is not None and number is not None and order[entry] > order[link]:
            entries.setdefault(entry, number)
            if entries[entry] == number:
                _replace(_outermost(link), number)
    _raise_unlinked(body)
    if not entries:
        return list(_listed(body))
    return [(number, _detached(entry)) for entry, number in entries.items()]


def _listed(body: _Element) -> Iterator[tuple[int, _Element]]:
    """The items of a numbered list that stands for a note list; browsers print its numbers."""
    marked = {int(mark.text or 0) for mark in body.iter(MARK_TAG)}
    for listed in body.iter("ol"):
        items = listed.findall("li")
        if marked and max(marked) <= len(items) and _is_note_list(listed):
            for number, item in enumerate(items, 1):
                yield number, _detached(item)
            return


def _is_note_list(listed: _Element) -> bool:
    named = f"{listed.get('class') or ''} {listed.get('id') or ''}"
    if re.search(r"note|reference", named, re.I):
        return True
    before = listed.getprevious()
    return before is not None and is_note_heading("".join(before.itertext()).strip()[:80])


def _anchors(element: _Element) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    return [name for name in (element.get("id"), element.get("name")) if name]


def _target(
    link: _Element, targets: dict[str, _Element], order: dict[_Element, int]
) -> _Element | None:
    href = str(link.get("href") or "")
    name = href.rpartition("#")[2] if "#" in href and len(href) < 500 else ""
    return targets.get(name) if name else None


def _number(link: _Element) -> int | None:
    found = _MARK.fullmatch("".join(link.itertext()).strip()[:20])
    return int(found[1]) if found else None


def _entry_of(target: _Element, body: _Element) -> _Element | None:
    """The block that holds a target, or ``None`` if that block is not one note."""
    one: _Element | None = target
    while one is not None and one is not body and one.tag not in _ENTRY_TAGS:
        one = one.getparent()
    if one is None or one is body:
        return None
    return one if _length(one) <= _LONGEST else None


def _length(element: _Element) -> int:
    return sum(len(words) for words in element.itertext())


def _outermost(link: _Element) -> _Element:
    """The raised span around a mark, when it holds nothing else."""
    one = link
    while True:
        parent = one.getparent()
        if parent is None or parent.tag not in _LIFTED or _length(parent) > _length(link) + 2:
            return one
        if len([child for child in parent if isinstance(child.tag, str)]) > 1:
            return one
        one = parent


def _replace(element: _Element, number: int) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = MARK_TAG, str(number), tail


def _raise_unlinked(body: _Element) -> None:
    for sup in list(body.iter("sup")):
        printed = "".join(sup.itertext()).strip()
        if sup.find(f".//{MARK_TAG}") is not None:
            continue
        found = _MARK.fullmatch(printed)
        if found and not _is_exponent(sup):
            _replace(sup, int(found[1]))


def _is_exponent(sup: _Element) -> bool:
    previous = sup.getprevious()
    parent = sup.getparent()
    before = previous.tail if previous is not None else (parent.text if parent is not None else "")
    return is_exponent(before or "")


def _detached(entry: _Element) -> _Element:
    for link in list(_back_links(entry)):
        _drop(_outermost(link))
    parent = entry.getparent()
    if parent is not None:
        _keep_tail(entry)
        parent.remove(entry)
    return entry


def _back_links(entry: _Element) -> Iterator[_Element]:
    for link in entry.iter("a"):
        if "#" in str(link.get("href") or "") and _BACK.fullmatch("".join(link.itertext())):
            yield link


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        _keep_tail(element)
        parent.remove(element)


def _keep_tail(element: _Element) -> None:
    parent, previous = element.getparent(), element.getprevious()
    if parent is None or not element.tail:
        return
    if previous is not None:
        previous.tail = (previous.tail or "") + element.tail
    else:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
