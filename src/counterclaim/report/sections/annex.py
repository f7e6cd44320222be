"""The annex: what the declared assessments conclude, with what they could have seen."""

from __future__ import annotations

from counterclaim.report.conclusions import Assessment
from counterclaim.report.material import Material
from counterclaim.report.tree import Block, bullets, chart, header, strong, together, words


def blocks(material: Material) -> list[Block]:
    """Each assessment with its parts, its cautions and its chart."""
    if not material.assessments:
        return []
    found = [header(1, "Annex: assessments", "annex")]
    for assessment in material.assessments:
        found += _told(assessment)
    return found


def _told(assessment: Assessment) -> list[Block]:
    title = assessment.question or assessment.name
    items = [
        together(strong(f"{name[:1].upper()}{name[1:]}:"), words(text))
        for name, text in assessment.parts
    ]
    return [
        header(2, title, f"assessment-{assessment.name}"),
        bullets(items),
        chart(f"chart-assessment-{assessment.name}"),
    ]
