"""What a language model proposes, and how much of it the text bears out.

A quote must stand in the paragraph letter by letter, a name in the document, a window be a period
whose years the document names, and a missed figure parse out of its quote by the same grammar that
reads every other figure. Everything else is refused. What is kept is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from counterclaim.draft.claims import DraftClaim, Origin
from counterclaim.draft.text import Block, Document
from counterclaim.errors import PeriodError
from counterclaim.model.period import Period

PROPOSED = "proposed"
"""The flag of a draft that a model proposed or filled."""
_NAMES = ("voice", "actor", "target")
_RELATIONS = frozenset({"total_of", "part_of", "share_of", "same_event"})
_MOST = 40
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Asked:
    """One paragraph with the drafts in it."""

    document: Document
    block: Block
    drafts: tuple[DraftClaim, ...]

    @property
    def paragraph(self) -> str:
        """Its words, note marks blanked out."""
        return self.document.prose[self.block.start : self.block.end]


@dataclass(frozen=True)
class Kept:
    """The drafts with what was accepted, and how many proposals were refused."""

    claims: list[DraftClaim]
    refused: int


def accepted(answer: Mapping[str, Any], asked: Asked, claims: Sequence[DraftClaim]) -> Kept:
    """Every proposal of an answer, tried against the text."""
    found, refused = {claim.id: claim for claim in claims}, 0
    known = {draft.id for draft in asked.drafts}
    for proposal in _objects(answer.get("fill")):
        id = proposal.get("id")
        filled = None
        if isinstance(id, str) and id in known and _quote(proposal, asked) >= 0:
            filled = _filled(found[id], proposal, asked, known)
        if filled is None:
            refused += 1
        else:
            found[filled.id] = filled
    for proposal in _objects(answer.get("missed")):
        missed = _missed(proposal, asked, found.values())
        refused += missed is None
        if missed is not None:
            found[missed.id] = missed
    return Kept(list(found.values()), refused)


def _objects(value: object) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else []
    return [one for one in listed[:_MOST] if isinstance(one, dict)]


def _quote(proposal: Mapping[str, Any], asked: Asked) -> int:
    """Where the quote stands in the paragraph, or -1."""
    quote = proposal.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        return -1
    return asked.paragraph.find(quote)


def _filled(
    draft: DraftClaim, proposal: Mapping[str, Any], asked: Asked, known: set[str]
) -> DraftClaim | None:
    """The draft with the proposed fields that hold; ``None`` if one of them does not."""
    changes: dict[str, Any] = {}
    for name in _NAMES:
        value = proposal.get(name)
        if value in (None, "") or not _is_open(draft, name):
            continue
        if not _is_name(value, asked.document):
            return None
        changes[name] = value
    if proposal.get("window") and _is_open(draft, "window"):
        window = _window(proposal["window"], asked.document)
        if window is None:
            return None
        changes["window"] = window
    if proposal.get("relation") and not draft.relation:
        related = _related(proposal, draft, known)
        if related is None:
            return None
        changes |= related
    return _guessed(draft, changes) if changes else draft


def _is_open(draft: DraftClaim, name: str) -> bool:
    """True for a field that stands empty, or was guessed or inherited."""
    empty = getattr(draft, name) in ("", None, "author")
    return empty or draft.origin.get(name) in ("guess", "inherited")


def _is_name(value: object, document: Document) -> bool:
    """True for words that the document holds as whole words."""
    if not isinstance(value, str) or not 1 < len(value) <= _LONGEST_NAME or "\n" in value:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", document.prose))


def _window(value: object, document: Document) -> Period | None:
    """A period whose years stand in the document or are that of its publication."""
    try:
        window = Period.parse(value) if isinstance(value, str) else None
    except PeriodError:
        return None
    if window is None:
        return None
    said = document.prose + (document.published or "")
    years = re.findall(r"\d{4}", re.sub(r"-\d\d", "", window.text))
    return window if years and all(year in said for year in years) else None


def _related(
    proposal: Mapping[str, Any], draft: DraftClaim, known: set[str]
) -> dict[str, Any] | None:
    operand = proposal.get("operand")
    ids = [operand] if isinstance(operand, str) else operand
    if proposal["relation"] not in _RELATIONS or not isinstance(ids, list) or not ids:
        return None
    if not all(isinstance(id, str) and id in known and id != draft.id for id in ids):
        return None
    return {"relation": proposal["relation"], "operand": tuple(ids)}


def _guessed(draft: DraftClaim, changes: Mapping[str, Any]) -> DraftClaim:
    marks: dict[str, Origin] = dict.fromkeys(changes, "guess")
    flags = tuple(dict.fromkeys((*draft.flags, PROPOSED)))
    update = {**changes, "origin": {**draft.origin, **marks}, "flags": flags}
    return draft.model_copy(update=update)


def _missed(
    proposal: Mapping[str, Any], asked: Asked, known: Iterable[DraftClaim]
) -> DraftClaim | None:
    """A figure that the grammar reads out of the quote just where the model saw it."""
    at, figure = _quote(proposal, asked), proposal.get("figure")
    if at < 0 or not isinstance(figure, str) or not figure.strip():
        return None
    begin = asked.paragraph.find(figure, at, at + len(proposal["quote"]))
    if begin < 0:
        return None
    start = asked.block.start + begin
    span = (start, start + len(figure))
    if any(draft.span[0] < span[1] and span[0] < draft.span[1] for draft in known):
        return None
    for draft in _read(asked, at, len(proposal["quote"])):
        if draft.span[0] < span[1] and span[0] < draft.span[1]:
            return _guessed(draft, {name: getattr(draft, name) for name in ("counts", *_NAMES)})
    return None


def _read(asked: Asked, at: int, length: int) -> tuple[DraftClaim, ...]:
    """The figures of a quote, read as a text of the field with nothing else around it."""
    from counterclaim.draft.analysed import Analysed
    from counterclaim.draft.reader import Reader

    start = asked.block.start + at
    quote = Block(start, start + length)
    alone = replace(asked.document, blocks=(quote,), marks=(), notes=())
    published = Period.parse(alone.published) if alone.published else None
    text = Analysed(alone, None, None, published, None, alone.language)
    return Reader(text, in_field=True).read()
