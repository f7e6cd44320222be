"""A scorecard as a chart."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("altair", reason="needs the extra report")

from counterclaim.count.scorecard import Cell, Scored, ScoreRow
from counterclaim.model.answer import Figure
from counterclaim.model.period import Period
from counterclaim.report.charts import png, scorecard_chart, svg
from counterclaim.report.charts.scorecard import panels


def monthly(scored: Scored) -> Scored:
    """The same measures by month over three years, each month answered as its year."""
    rows = []
    for row in scored.rows:
        for month in row.period.split("month"):
            cells = (
                Cell(f"{c.code}-{month.text}", c.measure, month, "", c.answer) for c in row.cells
            )
            rows.append(ScoreRow(month, "", tuple(cells)))
    return replace(scored, rows=tuple(rows))


def test_source_access_date_filter_and_licence_are_in_the_image(scored: Scored) -> None:
    """The drawing itself carries title, source, access date, filter and licence."""
    chart = scorecard_chart(scored)
    assert chart is not None
    drawn = svg(chart)
    for words in ("Deaths in Xand", "UCDP GED 25.1", "2026-01-02", "CC BY 4.0", "Filter: Xand"):
        assert words in drawn


def test_refused_cells_are_drawn_as_refused(scored: Scored) -> None:
    """A refused cell has its words and a dashed field in the drawing."""
    chart = scorecard_chart(scored)
    assert chart is not None
    drawn = svg(chart)
    assert "cannot be separated" in drawn
    assert "stroke-dasharray" in drawn


def test_deaths_and_events_are_not_drawn_on_one_scale(scored: Scored) -> None:
    """Only measures that count the same are drawn together."""
    assert [panel.title for panel in panels(scored)] == ["Army", "Ally"]


def test_many_periods_become_columns_along_time(scored: Scored) -> None:
    """Thirty-six months are drawn, and a run of refused months is one field."""
    chart = scorecard_chart(monthly(scored))
    assert chart is not None
    drawn = svg(chart)
    assert drawn.count(">not covered<") == 2
    assert len(png(chart)) > 1000


def test_a_scorecard_of_refusals_has_no_chart(scored: Scored) -> None:
    """Without a single figure there is nothing to draw."""
    only = tuple(
        replace(row, cells=tuple(c for c in row.cells if not isinstance(c.answer, Figure)))
        for row in scored.rows
    )
    assert scorecard_chart(replace(scored, rows=only)) is None


def test_whoever_cannot_see_the_chart_is_told_its_figures(scored: Scored) -> None:
    """The description holds every drawn period with its words."""
    chart = scorecard_chart(scored)
    assert chart is not None
    for row in scored.rows:
        assert str(Period.parse(row.period.text)) in chart.description


def test_small_multiples_are_named_by_their_place(scored: Scored) -> None:
    """Panels of one measure by region bear the region's name alone."""
    card = scored.scorecard.model_copy(update={"chart": ("army",)})
    rows = tuple(replace(row, by=by) for by in ("North", "South") for row in scored.rows)
    titles = [panel.title for panel in panels(replace(scored, scorecard=card, rows=rows))]
    assert titles == ["North", "South"]
