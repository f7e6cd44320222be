"""Captions whose actors differ from those of the text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.cells import FLOWS
from counterclaim.check.editor import finding
from counterclaim.check.parties import named_in
from counterclaim.check.telling import joined, name, told
from counterclaim.ledger import Ledger
from counterclaim.ledger.text import Span, Text, span_of
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Mention

KIND = "caption_actors"
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|graph|map|graphique|carte)\b|[a-zà-ÿ]", re.I)
_LONG_LINE = 120
_YEAR = 300


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every caption that pools actors whose figures the text gives for one of them only."""
    for claim in ledger.in_order:
        if claim.relation == "caption":
            yield from _declared(ledger, claim)
    for id, text in sorted(ledger.texts.items()):
        for span in captions_of(text):
            yield from _printed(ledger, id, text, span)


def captions_of(text: Text) -> tuple[Span, ...]:
    """Captions as the reader of the document marked them, else short lines that read as one."""
    if text.captions:
        return text.captions
    return tuple(span for span in text.paragraphs if _reads_as_caption(text.words(span)))


def _reads_as_caption(line: str) -> bool:
    """A short line without full stop that begins in lower case or with "Figure", "Table" ..."""
    line = line.strip()
    if not line or len(line) > _LONG_LINE or line[-1] in ".!?:;,":
        return False
    found = _CAPTION.match(line)
    return found is not None and (line[0].islower() or len(found[0]) > 1)


def _declared(ledger: Ledger, caption: Claim) -> Iterator[Finding]:
    """A caption kept in the ledger: its actor against those of the claims that it stands for."""
    pooled = ledger.members(ledger.actor_id(caption.actor))
    for operand in caption.operand:
        shown = ledger.by_id.get(operand)
        if shown is not None and shown.actor:
            alone = ledger.members(ledger.actor_id(shown.actor))
            if alone and pooled and alone != pooled:
                yield _finding(ledger, caption.statement, pooled, shown, [caption, shown])
                return


def _printed(ledger: Ledger, id: str, text: Text, span: Span) -> Iterator[Finding]:
    pooled = named_in(ledger, text.words(span))
    shown = _nearest(ledger, id, span) if len(pooled) > 1 else None
    if shown is None:
        return
    alone = ledger.members(ledger.actor_id(shown.actor))
    if alone < pooled:
        found = _finding(ledger, text.words(span).strip(), pooled, shown, [shown])
        mentions = (Mention(file=id, span=span), *found.documents)
        yield found.model_copy(update={"documents": mentions})


def _nearest(ledger: Ledger, id: str, span: Span) -> Claim | None:
    """The figure over a year or more that stands nearest to the caption."""
    found = [
        (min(abs(at[0] - span[1]), abs(span[0] - at[1])), claim.id, claim)
        for claim in ledger.claims
        if claim.document == id and _is_total(claim) and (at := span_of(claim.span))
    ]
    return min(found)[2] if found else None


def _is_total(claim: Claim) -> bool:
    long = claim.window is not None and (claim.window.days or _YEAR) >= _YEAR
    return bool(claim.counts in FLOWS and claim.actor and long and claim.low is not None)


def _finding(
    ledger: Ledger, caption: str, pooled: frozenset[str], shown: Claim, claims: list[Claim]
) -> Finding:
    both = joined(sorted(ledger.titles.get(id, id) for id in pooled))
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        claims,
        f"The caption “{caption}” is about {both}, the text beside it gives {told(ledger, shown)} "
        f"for {name(ledger, shown.actor)} alone.",
        "Split the chart, or tell the figure of the same actors.",
        rests_on=("actor",),
        members=[caption],
    )
