"""The annex: what the declared assessments conclude, with what they could have seen."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.report.conclusions import Assessment
from counterclaim.report.material import Material
from counterclaim.report.tree import Block, bullets, chart, header, strong, together, words

_NAMES = {"n": "Numbers", "mind": "Caution", "would change it": "What would change it"}
_UNSAID = frozenset({"none needed", "nothing", "none"})


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
    items = [together(strong(f"{name}:"), words(text)) for name, text in _parts(assessment)]
    return [
        header(2, title, f"assessment-{assessment.name}"),
        bullets(items),
        chart(f"chart-assessment-{assessment.name}"),
    ]


def _parts(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The parts under names for readers, each a sentence; what says nothing is left out."""
    for name, text in assessment.parts:
        if text and text not in _UNSAID:
            said = assessment.window if name == "window" else text
            yield _NAMES.get(name, _opened(name)), _opened(said)


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]
