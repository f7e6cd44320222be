"""Claims of success against the indicators that were declared for them."""

from __future__ import annotations

from counterclaim.model.finding import Finding
from counterclaim.report.material import Material
from counterclaim.report.tree import Block, bullets, header, words

KINDS = ("indicator", "success")


def blocks(material: Material) -> list[Block]:
    """Each declared indicator with what the check of it found."""
    indicators = material.definitions.indicators
    found = results(material)
    if not indicators and not found:
        return []
    told = found or [
        f"{item.title or name}: declared, and not checked." for name, item in indicators.items()
    ]
    title = "Claims of success against indicators"
    return [header(1, title, "success"), bullets(words(text) for text in told)]


def results(material: Material) -> list[str]:
    """What the checks of indicators found, as sentences."""
    return [f.explanation for f in material.findings if is_about_success(f)]


def is_about_success(finding: Finding) -> bool:
    """True for findings on indicators, which stand under a heading of their own."""
    return any(kind in finding.kind for kind in KINDS)
