"""What is in no count: contested status, the disappeared and detained, what cannot be separated."""

from __future__ import annotations

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.report.claim_words import about, claim_words, speaker
from counterclaim.report.material import Material
from counterclaim.report.page import refusals
from counterclaim.report.sections.reported import sources_of
from counterclaim.report.tree import Block, bullets, header, para, strong, words

BESIDE_DEATHS = ("disappeared", "abducted", "detained", "arrested")
MOST = 20


def blocks(material: Material) -> list[Block]:
    """Tallied beside deaths, never added to them."""
    people = _beside(material)
    status = _contested_status(material)
    silent = [view for scored in material.scored for view in refusals(scored)]
    if not people and not status and not silent:
        return []
    found = [header(1, "What is not counted", "uncounted")]
    if status:
        found += [para(strong("Status contested.")), _listed(status, material)]
    if people:
        text = "A person who was found dead later is counted once, among the dead."
        found += [para(strong("Disappeared and detained."), words(text)), _listed(people, material)]
    for view in silent[:MOST]:
        found.append(para(strong(f"{view.where}."), words(" ".join([view.reason, *view.context]))))
    return found


def tally(material: Material) -> dict[str, list[Claim]]:
    """The reported figures of the disappeared, the detained and so on, each kind with its own."""
    rows = _beside(material)
    found = {kind: [c for c in rows if c.counts == kind] for kind in BESIDE_DEATHS}
    return {kind: mine for kind, mine in found.items() if mine}


def _beside(material: Material) -> list[Claim]:
    return [c for c in material.ledger.in_order if c.counts and c.counts.value in BESIDE_DEATHS]


def _contested_status(material: Material) -> list[Claim]:
    return [c for c in material.ledger.in_order if c.status == "contested" and c.counts]


def _listed(rows: list[Claim], material: Material) -> Block:
    return bullets(
        words(_said(row, material.ledger)) + sources_of(row, material) for row in rows[:MOST]
    )


def _said(claim: Claim, ledger: Ledger) -> str:
    """The analyst's own words, or scope and figure; and who says it."""
    said = claim.statement.rstrip(".") or f"{about(claim, ledger)}: {claim_words(claim)}"
    return f"{said} ({speaker(claim, ledger)})"
