"""Reported figures with who says them and their sources; those that differ come elsewhere too."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.source import Citation
from counterclaim.report.claim_words import claim_words, speaker, told
from counterclaim.report.material import Material
from counterclaim.report.tree import (
    Block,
    Grid,
    Inline,
    cited,
    code,
    header,
    marked,
    para,
    words,
)
from counterclaim.report.words import number

MOST = 120


def blocks(material: Material) -> list[Block]:
    """The reported figures as a table, each with its note."""
    rows = [c for c in material.ledger.claims if c.kind == "numeric"]
    if not rows:
        return []
    columns = ["Code", "What is said", "Reported figure", "Who says it", "Status"]
    grid = Grid("", [words(c) for c in columns], [row_of(c, material) for c in rows[:MOST]])
    found = [header(1, "Annex: reported figures", "reported"), grid.block()]
    if len(rows) > MOST:
        said = f"{number(len(rows) - MOST)} further reported figures are in the workbook."
        found.append(para(words(said)))
    return found


def row_of(claim: Claim, material: Material) -> list[list[Inline]]:
    """A claim as the cells of a row."""
    ledger = material.ledger
    return [
        code(claim.id),
        words(told(claim, ledger)),
        marked(words(claim_words(claim)), code=claim.id) + sources_of(claim, material),
        words(speaker(claim, ledger)),
        words(claim.status),
    ]


def sources_of(claim: Claim, material: Material) -> list[Inline]:
    """A note with the documents that the claim cites, or that it stands in."""
    return cited(references(claim, material))


def references(claim: Claim, material: Material) -> list[tuple[str, str]]:
    """Documents of the claim, each with its locator."""
    found = located(claim.citations, material.ledger)
    if not claim.citations and claim.document:
        found[claim.document] = claim.locator
    return [(name, at) for name, at in found.items() if name in material.ledger.document_of]


def note(names: Sequence[str], material: Material) -> list[Inline]:
    """A note with the known documents behind citations, each with its locator."""
    found = located(names, material.ledger)
    return cited(item for item in found.items() if item[0] in material.ledger.document_of)


def located(names: Sequence[str], ledger: Ledger) -> dict[str, str]:
    """Documents by the names of citations or of their own, each with its locator, in order."""
    known = {c.id: c for c in ledger.citations}
    found: dict[str, str] = {}
    for name in names:
        citation = known.get(name)
        document = citation.document if citation else name
        found.setdefault(document, _locator(citation, ledger) if citation else "")
    return found


def _locator(citation: Citation, ledger: Ledger) -> str:
    """Where in the document; nothing where it is a note of another document."""
    elsewhere = any(part in ledger.document_of for part in citation.locator.split())
    return "" if elsewhere else citation.locator
