"""Contested figures side by side: who gives which figure for the same thing."""

from __future__ import annotations

from counterclaim.report.contested import Contested
from counterclaim.report.material import Material
from counterclaim.report.sections.reported import row_of
from counterclaim.report.tree import Block, Grid, chart, header, para, words
from counterclaim.report.words import number

MOST = 12


def blocks(material: Material) -> list[Block]:
    """The heaviest groups, with one chart of all of them."""
    groups = material.contested
    if not groups:
        return []
    found = [header(1, "Contested figures", "contested")]
    found.append(para(words("No figure is preferred here; each stands with who says it.")))
    found.append(chart("chart-contested"))
    found += [_table(group, material) for group in groups[:MOST]]
    if len(groups) > MOST:
        said = f"{number(len(groups) - MOST)} further contested matters are in the workbook."
        found.append(para(words(said)))
    return found


def _table(group: Contested, material: Material) -> Block:
    columns = ["Code", "What is said", "Reported figure", "Who says it", "Status"]
    rows = [row_of(claim, material) for claim in group.claims[:MOST]]
    return Grid(group.title, [words(c) for c in columns], rows).block()
