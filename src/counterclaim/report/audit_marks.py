"""The audited text itself, with each figure marked by what became of it.

A mark is a letter or sign and a kind of line, so that it can be told without colour. All words of
the document are escaped; nothing of its own markup is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.check.standing import Mark
from counterclaim.draft.text import Document, Span

if TYPE_CHECKING:
    from markupsafe import Markup

SIGNS: Mapping[Mark, str] = {
    "error": "✕",
    "warning": "▲",
    "question": "?",
    "note": "i",
    "fits": "=",
    "alone": "○",
    "unbound": "–",
}
MEANINGS: Mapping[Mark, str] = {
    "error": "error",
    "warning": "warning",
    "question": "question: rests on a guess",
    "note": "note",
    "fits": "set beside others, and fits",
    "alone": "nothing to set it beside",
    "unbound": "says too little to be checked",
}


@dataclass(frozen=True)
class Spot:
    """A place in the text: a figure with its mark, a note mark, or a sentence told of.

    ``target`` is the anchor that it leads to, ``hint`` what a pointer shows, ``number`` that of
    its finding. Note marks have a
    target and no mark, sentences have neither.
    """

    start: int
    end: int
    id: str
    mark: Mark | None = None
    target: str = ""
    hint: str = ""
    number: str = ""


def marked(document: Document, span: Span, spots: Iterable[Spot]) -> Markup:
    """The words of a span with its spots; of spots that overlap the first and longest is kept."""
    from markupsafe import Markup, escape

    parts, at = [], span[0]
    for spot in _apart(spots, span):
        parts += [escape(document.text[at : spot.start]), _spot(document, spot)]
        at = spot.end
    return Markup("").join([*parts, escape(document.text[at : span[1]])])


def _apart(spots: Iterable[Spot], span: Span) -> Iterator[Spot]:
    """Spots inside the span that do not overlap; a figure wins over the sentence around it."""
    inside = [spot for spot in spots if span[0] <= spot.start < spot.end <= span[1]]
    figures = [spot for spot in inside if spot.mark or spot.target]
    kept: list[Spot] = []
    for spot in sorted(figures, key=lambda s: (s.start, -s.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    plain = [s for s in inside if not (s.mark or s.target)]
    for spot in sorted(plain, key=lambda s: (s.start, -s.end)):
        if not any(_meet(spot, other) for other in kept):
            kept.append(spot)
    return iter(sorted(kept, key=lambda s: s.start))


def _meet(left: Spot, right: Spot) -> bool:
    return left.start < right.end and right.start < left.end


def _spot(document: Document, spot: Spot) -> Markup:
    from markupsafe import Markup

    words = document.text[spot.start : spot.end]
    if spot.mark is None and spot.target:
        return Markup('<a class="ref" href="#{}">{}</a>').format(spot.target, words)
    if spot.mark is None:
        return Markup('<span class="told" id="{}">{}</span>').format(spot.id, words)
    return Markup(
        '<a class="figure is-{}" id="{}" href="#{}" title="{}"><span class="words">{}</span>'
        '<span class="sign" aria-hidden="true">{}</span><span class="unseen"> ({})</span></a>'
    ).format(
        spot.mark,
        spot.id,
        spot.target,
        spot.hint,
        words,
        SIGNS[spot.mark] + spot.number,
        MEANINGS[spot.mark] + (f", finding {spot.number}" if spot.number else ""),
    )
