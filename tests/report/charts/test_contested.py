"""Contested figures as a chart."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("altair", reason="needs the extra report")

from counterclaim.model.quantity import Quantity
from counterclaim.report.charts import svg
from counterclaim.report.charts.contested import Matter, Said, contested_chart
from counterclaim.report.charts.frame import Captions

CAPTIONS = Captions("Who says what", (), ("Source: invented.",))


def matter(*said: Said) -> Matter:
    """One thing that is contested."""
    return Matter("Deaths in Xand", said)


def test_every_speaker_and_figure_is_in_the_drawing() -> None:
    """Words, speakers and source are text of the image."""
    low = Said("A ministry", Quantity.exact(20), "20 people")
    high = Said("A mission", Quantity(low=500), "at least 500 people")
    chart = contested_chart([matter(low, high)], CAPTIONS)
    assert chart is not None
    drawn = svg(chart)
    for words in ("A ministry: 20 people", "A mission: at least 500 people", "Source: invented."):
        assert words in drawn


def test_an_open_end_is_an_arrow_and_no_dot() -> None:
    """A claim of at least some number ends in an arrow; a range has no dot."""
    open_end = contested_chart([matter(Said("A", Quantity(low=500), "x"))], CAPTIONS)
    ranged = contested_chart([matter(Said("A", Quantity(low=20, high=80), "x"))], CAPTIONS)
    assert open_end is not None
    assert ranged is not None
    rows = [c.spec["vconcat"][0] for c in (open_end, ranged)]
    shown = [next(iter(c["data"]["values"])) if "data" in c else None for c in rows]
    assert shown[0] is None or shown[0]["open"]
    assert "triangle" not in svg(ranged)


def test_nothing_contested_gives_no_chart() -> None:
    """Without a matter there is nothing to draw."""
    assert contested_chart([], CAPTIONS) is None


def test_the_axis_is_numbered() -> None:
    """Figures are read off an axis of whole numbers, thousands apart."""
    said = (Said("A", Quantity.exact(300), "x"), Said("B", Quantity(low=1200), "y"))
    chart = contested_chart([matter(*said)], CAPTIONS)
    assert chart is not None
    shown = re.findall(r">([\d,.e+]+)</text>", svg(chart))
    assert "0" in shown
    assert "1,200" in shown
    assert not [number for number in shown if "e" in number]


def test_a_long_name_is_whole_on_a_narrow_screen() -> None:
    """A label that is wider than the drawing stands in several lines and loses nothing."""
    name = "Office of the High Commissioner for the Rights of Everybody in Xand"
    chart = contested_chart([matter(Said(name, Quantity.exact(3), "3 people"))], CAPTIONS, 340)
    assert chart is not None
    drawn = svg(chart)
    assert all(word in drawn for word in [*name.split(), "3 people"])
    assert "…" not in drawn
