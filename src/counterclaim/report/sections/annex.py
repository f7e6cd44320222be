"""The annex: what the declared assessments conclude, with what they could have seen."""

from __future__ import annotations

from counterclaim.report.material import Material
from counterclaim.report.tree import Block, header, para, strong, words


def blocks(material: Material) -> list[Block]:
    """Each assessment with its sentence and its cautions."""
    if not material.assessments:
        return []
    found = [header(1, "Annex: assessments", "annex")]
    for finding in material.assessments:
        title = finding.kind.replace("_", " ").capitalize()
        found.append(para(strong(f"{title}."), words(finding.explanation), words(finding.settle)))
        found += [para(words(caution)) for caution in finding.caveats]
    return found
