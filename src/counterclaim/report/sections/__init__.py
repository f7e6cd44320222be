"""The parts of the default report, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from counterclaim.report.material import Material
from counterclaim.report.sections import (
    actors,
    annex,
    contested,
    contradictions,
    data,
    findings,
    method,
    reported,
    scorecards,
    sites,
    success,
    uncounted,
)
from counterclaim.report.tree import Block

Section = Callable[[Material], list[Block]]

SECTIONS: Mapping[str, Section] = {
    "findings": findings.blocks,
    "scorecards": scorecards.blocks,
    "contested": contested.blocks,
    "uncounted": uncounted.blocks,
    "sites": sites.blocks,
    "actors": actors.blocks,
    "success": success.blocks,
    "contradictions": contradictions.blocks,
    "method": method.blocks,
    "data": data.blocks,
    "reported": reported.blocks,
    "annex": annex.blocks,
}
"""Sections by the name that ``report.md`` may call them by: ``{{section sites}}``."""

REQUIRED = ("method", "data")
"""Sections that no report goes without."""
