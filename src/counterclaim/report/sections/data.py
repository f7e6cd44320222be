"""Data and licences: every snapshot with its terms, the sources without a figure, the codes."""

from __future__ import annotations

from counterclaim.count.tables import titled
from counterclaim.model.answer import Figure
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.material import Material
from counterclaim.report.sections.reported import references
from counterclaim.report.tree import Block, Grid, Inline, cited, code, header, para, small, words
from counterclaim.report.words import answer_words, number

MOST_CODES = 200
MOST_SOURCES = 300


def blocks(material: Material) -> list[Block]:
    """What the figures rest on and under which terms."""
    found = [header(1, "Data and licences", "data")]
    if material.snapshots:
        columns = ["Dataset", "Released", "Accessed", "Filter", "Licence", "Rows", "SHA-256"]
        rows = [_row(snapshot) for snapshot in material.snapshots]
        found.append(Grid("Data versions", [words(c) for c in columns], rows).block())
        found += [para(words(f"{titled(s)}: {s.citation}")) for s in _cited_once(material)]
        found.append(para(words(_licence(material))))
    else:
        found.append(para(words("No data was counted for this report.")))
    found += _further_sources(material) + _codes(material)
    release = material.release
    found.append(small(para(words(f"Release {release.id}."))))
    return found


def _row(snapshot: Snapshot) -> list[list[Inline]]:
    return [
        words(titled(snapshot)),
        words(snapshot.released or "not stated"),
        words(snapshot.retrieved or "not stated"),
        words(snapshot.filters or "none stated"),
        words(snapshot.licence or "not stated"),
        words(number(snapshot.rows)),
        code(snapshot.sha256[:12]),
    ]


def _cited_once(material: Material) -> list[Snapshot]:
    return [s for s in material.snapshots if s.citation]


def _licence(material: Material) -> str:
    if not material.licence:
        return "The licence of the data is not stated; nothing may be assumed from that."
    return f"The most restrictive licence of what this report holds is {material.licence}."


def _further_sources(material: Material) -> list[Block]:
    """Sources on which no reported figure of the text rests, in one note."""
    used = {name for c in material.ledger.claims for name, _ in references(c, material)}
    rest = [d.id for d in material.ledger.documents if d.id not in used][:MOST_SOURCES]
    if not rest:
        return []
    text = "Sources that were consulted and on which no reported figure rests are in this note."
    return [para(words(text) + cited((name, "") for name in rest))]


def _codes(material: Material) -> list[Block]:
    """The codes of the figures; a refused cell has one too, in the workbook."""
    cells = [c for s in material.scored for row in s.rows for c in row.cells]
    told = [f"{c.code} {answer_words(c.answer)}" for c in cells if isinstance(c.answer, Figure)]
    if not told:
        return []
    more = " Further codes are in the workbook." if len(told) > MOST_CODES else ""
    return [small(para(words(f"Figure codes: {'; '.join(told[:MOST_CODES])}.{more}")))]
