"""The five sentences of findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("altair", reason="needs the extra report")

from counterclaim.case import Case
from counterclaim.count.scorecard import Scored
from counterclaim.report.material import material
from counterclaim.report.sections.findings import sentences


def test_the_sentences_are_the_findings(rich_case: Case) -> None:
    """Figures by their table, what cannot be told, who differs, and who is in no count."""
    figures, silence, reports, *others = sentences(material(rich_case))
    assert figures.startswith("For 2024, Table 1 (")
    assert "299 (233-636) under “Joint”" in figures
    assert silence.startswith("Joint and Russian forces alone, 2022 and 2023: no figure is given.")
    assert reports.startswith("Reports differ. Market day: from hundreds of people (")
    beside = next(text for text in others if text.startswith("In no count of deaths: "))
    assert "at least 20 people disappeared (" in beside


def test_a_figure_of_part_of_a_period_is_told_as_such(rich_case: Case, scored: Scored) -> None:
    """The first sentence gives no figure of part of a year as if it were of the whole."""
    found = sentences(replace(material(rich_case), scored=(scored,)))[0]
    assert found == (
        "For 2023, Table 1 (Deaths in Xand) gives 30 (20-90) deaths under “Army” (part of the "
        "period) and 2 (1-3) under “Ally” (provisional)."
    )
