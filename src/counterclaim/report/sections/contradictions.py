"""Contradictions found among the reported figures, and against the data: the worst first."""

from __future__ import annotations

from counterclaim.model.finding import Finding
from counterclaim.report.conclusions import worst_first
from counterclaim.report.material import Material
from counterclaim.report.sections.success import is_about_success
from counterclaim.report.tree import Block, Inline, bullets, code, header, para, strong, words
from counterclaim.report.tree import together as side_by_side
from counterclaim.report.words import number

MOST = 20
_TITLES = {"error": "Error", "warning": "Warning", "note": "Note"}


def blocks(material: Material) -> list[Block]:
    """The findings in sentences; the rest is counted."""
    rows = [f for f in worst_first(material.findings) if not is_about_success(f) and not f.accepted]
    if not rows:
        return []
    found = [
        header(1, "Contradictions found", "contradictions"),
        bullets(_item(row, material) for row in rows[:MOST]),
    ]
    if len(rows) > MOST:
        said = f"{number(len(rows) - MOST)} further findings are in the workbook."
        found.append(para(words(said)))
    return found


def _item(finding: Finding, material: Material) -> list[Inline]:
    """The finding in sentences; the id, by which it is waived, is for the analyst's own desk."""
    kind = "Question" if finding.question else _TITLES[finding.severity]
    id = [] if material.gate.public else code(finding.id)
    return side_by_side(strong(f"{kind}."), words(finding.explanation), words(finding.settle), id)
