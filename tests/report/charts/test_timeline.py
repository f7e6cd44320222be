"""Actors through time as a chart."""

from __future__ import annotations

import pytest

pytest.importorskip("altair", reason="needs the extra report")

from counterclaim.model.period import Period
from counterclaim.report.charts import svg
from counterclaim.report.charts.frame import Captions
from counterclaim.report.charts.timeline import Stretch, timeline_chart

CAPTIONS = Captions("Actors", (), ("Source: invented.",))


def stretch(label: str, period: str) -> Stretch:
    """A bar."""
    return Stretch(label, Period.parse(period))


def test_names_and_dates_are_in_the_drawing() -> None:
    """Each actor stands with its dates in words."""
    rows = [stretch("Company", "2021-12/2025-06"), stretch("Corps", "2023-11/..")]
    chart = timeline_chart([("Actors", rows)], CAPTIONS)
    assert chart is not None
    drawn = svg(chart)
    assert "Company, December 2021 to June 2025" in drawn
    assert "Corps, since November 2023" in drawn


def test_an_open_end_has_no_stroke() -> None:
    """Only ends that are dated are closed."""
    closed = timeline_chart([("Actors", [stretch("A", "2020/2021")])], CAPTIONS)
    about = timeline_chart([("Actors", [stretch("A", "2020~/2021~")])], CAPTIONS)
    assert closed is not None
    assert about is not None
    assert svg(closed).count("mark-rect") >= svg(about).count("mark-rect")
    assert svg(closed).count("<path") > svg(about).count("<path")


def test_without_any_date_there_is_no_chart() -> None:
    """Undated actors give nothing to draw."""
    assert timeline_chart([("Actors", [])], CAPTIONS) is None
