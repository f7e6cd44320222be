"""One walk over a page, without recursion: blocks of text with kind, place and link density."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counterclaim.draft.formats.html_notes import MARK_TAG
from counterclaim.draft.marks import note_entry
from counterclaim.draft.pieces import Cleaner, Piece, squeeze_piece
from counterclaim.draft.text import Kind

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "p h1 h2 h3 h4 h5 h6 li blockquote figcaption caption tr dt dd pre div section "
        "article main address header footer aside nav ul ol dl table tbody thead figure "
        "details summary body form center fieldset hr td th",
    )
)
_UNREAD = frozenset(
    re.findall(
        r"\S+",
        "script style noscript template iframe object embed svg canvas select button "
        "input textarea dialog head math video audio map datalist option link meta",
    )
)
_SIDE = frozenset(
    re.findall(
        r"\S+",
        "nav aside footer form menu",
    )
)
_SIDE_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|share|sharing|social|related|newsletter|cookies?|breadcrumbs?|
    comments?|sidebar|promo|advert\w*|ads?|subscri\w+|banner|popup|modal|signup|recommended|most-read|tags?|
    pagination|skip-link|site-header|site-footer|toolbar)(?:$|[\s_-])""",
    re.I | re.X,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KINDS: dict[str, Kind] = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading", "li": "list", "figcaption": "caption", "caption": "caption",
    "blockquote": "quote", "dt": "list", "dd": "list",
}  # fmt: skip
_LONGEST = 100_000  # letters: a longer paragraph is cut, so that time stays in proportion
_LONG_CELL = 300  # letters: a table with a longer cell lays out a page, it tells no data


@dataclass
class Found:
    """A block of the page: its piece and what tells whether it belongs to the article."""

    piece: Piece
    boilerplate: bool = False
    article: bool = False
    linked: bool = False
    depth: int = 0
    images: int = 0
    table: int = 0


@dataclass
class _Inside:
    """What holds at one place of the tree; a child starts from its parent's."""

    kind: Kind = "paragraph"
    level: int = 0
    side: bool = False
    article: bool = False
    depth: int = 0
    table: int = 0
    pre: bool = False


@dataclass
class _State:
    clean: Cleaner
    found: list[Found] = field(default_factory=list)
    piece: Piece = field(default_factory=lambda: Piece(""))
    images: int = 0
    linked: int = 0
    tables: int = 0


def walk(root: _Element, clean: Cleaner) -> list[Found]:
    """The blocks under ``root`` in order; scripts, forms and hidden parts are not read."""
    state = _State(clean)
    stack: list[tuple[_Element, _Inside, str]] = [(root, _Inside(), "open")]
    while stack:
        element, inside, step = stack.pop()
        if step == "open":
            _open(state, stack, element, inside)
        elif step == "tail":
            _add(state, element.tail or "")
        elif step == "close":
            _flush(state, inside)
        else:
            _close_link(state, element, int(step))
    _flush(state, _Inside())
    return state.found


def _open(
    state: _State, stack: list[tuple[_Element, _Inside, str]], element: _Element, outer: _Inside
) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNREAD or _is_hidden(element):
        state.images += tag in ("svg", "canvas", "object", "embed")
        return
    if tag == "img":
        state.images += 1
    elif tag == "br":
        _break(state, element)
    elif tag == MARK_TAG:
        _mark(state, int(element.text or 0))
    elif tag in ("td", "th") and outer.table:
        _cell(state, stack, element, outer)
    else:
        _enter(state, stack, element, outer, tag)


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _enter(
    state: _State,
    stack: list[tuple[_Element, _Inside, str]],
    element: _Element,
    outer: _Inside,
    tag: str,
) -> None:
    inside = outer
    if tag in _BLOCKS:
        _flush(state, outer)
        inside = _narrowed(state, element, outer, tag)
        stack.append((element, inside, "close"))
    elif tag == "a" and str(element.get("href") or "").startswith(("http", "/", "#", "mailto")):
        stack.append((element, outer, str(len(state.piece.text))))
    _add(state, element.text or "")
    _push_children(stack, element, inside)


def _push_children(
    stack: list[tuple[_Element, _Inside, str]], element: _Element, inside: _Inside
) -> None:
    for child in reversed(element):
        stack.append((child, inside, "tail"))
        stack.append((child, inside, "open"))


def _cell(
    state: _State, stack: list[tuple[_Element, _Inside, str]], element: _Element, outer: _Inside
) -> None:
    if state.piece.text.strip():
        state.piece.text += " | "
    inside = _Inside(**{**vars(outer), "pre": True})
    _add(state, element.text or "")
    _push_children(stack, element, inside)


def _narrowed(state: _State, element: _Element, outer: _Inside, tag: str) -> _Inside:
    inside = _Inside(**vars(outer))
    inside.depth += 1
    inside.kind = _kind(outer, tag)
    inside.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
    inside.side = outer.side or _is_side(element, tag)
    inside.article = outer.article or tag in ("article", "main") or element.get("role") == "main"
    if tag == "table" and not outer.table and _tells_data(element):
        state.tables += 1
        inside.table = state.tables
    if inside.table and tag == "tr":
        inside.kind = "table"
    return inside


def _kind(outer: _Inside, tag: str) -> Kind:
    if tag in _KINDS:
        return _KINDS[tag]
    return outer.kind if outer.kind in ("quote", "list", "caption", "table") else "paragraph"


def _is_side(element: _Element, tag: str) -> bool:
    """Navigation and side matter by tag, role or class; ``header`` only when it has no title."""
    if tag in ("body", "article", "main"):
        return False
    if tag in _SIDE or element.get("role") in ("navigation", "complementary", "search", "banner"):
        return element.find(".//h1") is None
    if tag == "header":
        return (
            element.find(".//h1") is None and element.getparent() is not None and _is_top(element)
        )
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_SIDE_NAMES.search(named[:300])) and _is_small(element)


def _is_top(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in ("article", "main", "section")


def _is_small(element: _Element) -> bool:
    """A class name alone drops a part only if few long paragraphs are inside."""
    long = sum(len("".join(p.itertext())) > 250 for p in element.iter("p"))
    return long < 3


def _tells_data(table: _Element) -> bool:
    cells = list(table.iter("td", "th"))
    if len(cells) < 4 or table.find(".//table") is not None:
        return False
    return all(sum(len(words) for words in cell.itertext()) <= _LONG_CELL for cell in cells)


def _add(state: _State, words: str) -> None:
    if words:
        state.piece.text += state.clean(words)
    if len(state.piece.text) > _LONGEST:
        _flush(state, _Inside())


def _mark(state: _State, number: int) -> None:
    mark = f"[{number}]"
    at = len(state.piece.text.rstrip())
    state.piece.text = state.piece.text[:at] + mark
    state.piece.marks.append((at, at + len(mark), number))


def _break(state: _State, element: _Element) -> None:
    """Two line breaks, or one before an entry of a note list, part paragraphs."""
    following = element.getnext()
    double = following is not None and following.tag == "br" and not (element.tail or "").strip()
    entry = note_entry((element.tail or "")[:40].lstrip())
    state.piece.text += "\n\n" if double or (entry and entry[1] == "bracket") else " "


def _close_link(state: _State, element: _Element, start: int) -> None:
    end = len(state.piece.text)
    if end <= start:
        return
    state.linked += end - start
    href = str(element.get("href") or "")
    if href.startswith("http") and len(href) < 2000:
        state.piece.links.append((start, end, href))


def _flush(state: _State, inside: _Inside) -> None:
    piece, linked, images = state.piece, state.linked, state.images
    if inside.pre and inside.table:
        piece.text += " "
        return
    state.piece, state.linked = Piece(""), 0
    parts = _parted(piece)
    for part in parts:
        squeeze_piece(part)
        part.kind, part.level = inside.kind, inside.level
        if part.text.strip(" |"):
            dense = linked * 2 > len(piece.text)
            one = Found(part, inside.side, inside.article, dense, inside.depth, 0, inside.table)
            state.found.append(one)
    if state.found:
        state.found[-1].images += images
        state.images = 0


def _parted(piece: Piece) -> list[Piece]:
    """A piece at its double line breaks; marks and links go with their part."""
    if "\n\n" not in piece.text:
        return [piece]
    parts, at = [], 0
    for words in piece.text.split("\n\n"):
        end = at + len(words)
        part = Piece(words)
        part.marks = [(a - at, b - at, n) for a, b, n in piece.marks if at <= a < end]
        part.links = [(a - at, min(b, end) - at, u) for a, b, u in piece.links if at <= a < end]
        parts.append(part)
        at = end + 2
    return parts
