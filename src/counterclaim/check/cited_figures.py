"""Figures in the titles of cited documents against the sentence that cites them."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.check.context import PATTERNS
from counterclaim.check.editor import finding
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import told
from counterclaim.check.titles import TitleFigure, denies_harm, figures_in
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.quantity import Quantity
from counterclaim.model.source import Document

KIND = "cited_figure"
_ZERO = TitleFigure("killed", Quantity.exact(0), "no")


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every cited title whose figure no claim that cites it can match."""
    for document, claims in _citing(ledger).values():
        stated = list(figures_in(document.title, ledger.rules))
        if not stated and denies_harm(document.title):
            stated = [_ZERO]
        for figure in stated:
            rivals = [claim for claim in claims if claim.counts == figure.counts]
            beside = [claim for rival in rivals for claim in _paragraph_of(ledger, rival)]
            if rivals and not any(_fits(ledger, claim, figure) for claim in beside):
                yield _finding(ledger, document, figure, rivals[0])


def _paragraph_of(ledger: Ledger, claim: Claim) -> list[Claim]:
    """The claim, and those of its class in the same paragraph: notes often stand at its end."""
    key = ledger.paragraph(claim)
    others = ledger.claims if key[1] else ()
    return [claim, *(c for c in others if c.counts == claim.counts and ledger.paragraph(c) == key)]


def _citing(ledger: Ledger) -> dict[str, tuple[Document, list[Claim]]]:
    found: dict[str, tuple[Document, list[Claim]]] = {}
    for claim in ledger.in_order:
        if claim.counts and claim.comparator not in PATTERNS:
            for document in ledger.cited(claim):
                found.setdefault(document.id, (document, []))[1].append(claim)
    return found


def _fits(ledger: Ledger, claim: Claim, figure: TitleFigure) -> bool:
    return range_of(claim, ledger.rules).overlaps(figure.quantity)


def _finding(ledger: Ledger, document: Document, figure: TitleFigure, claim: Claim) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "contested",
        [claim],
        f"The title of a document cited here says {figure.words} {figure.counts} "
        f"(“{document.title}”); the text says {told(ledger, claim)} and leaves the other figure "
        "out.",
        "Give both figures with their speakers, or cite only what bears out the one.",
        rests_on=("counts", "low", "high", "citations"),
        figures={"title": figure.words},
        members=[document.id, figure.words],
    )
