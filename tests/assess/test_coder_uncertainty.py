"""The coder-uncertainty row, with the user's own parameter file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counterclaim.assess.coder_uncertainty import CoderReading, CoderTable, coder_total
from counterclaim.assess.reading import Refusal
from counterclaim.errors import DamagedFile


@pytest.fixture
def invented(tmp_path: Path) -> CoderTable:
    """Invented parameters for one kind of violence, figures 0 to 100."""
    file = tmp_path / "parameters.csv"
    file.write_text("tov,fatalities,loc,scale,w\nsb,0,1,1,0.5\nsb,100,150,40,0.4\n", "utf-8")
    return CoderTable.read(file)


def test_the_published_table_gives_the_published_means_and_quantiles(mse: Any) -> None:
    """Mean and 95% point follow from loc, scale and w alone."""
    entry = mse.expected["C_ucdp"][0]
    table = CoderTable.read(mse.folder / entry["file"])
    for key, expected in entry["examples"].items():
        kind, figure = key.split(",")
        belief = table.belief(kind, float(figure))
        assert belief is not None
        assert belief.mean == pytest.approx(expected["mean"], abs=1e-5)
        assert belief.loc == pytest.approx(expected["loc"], abs=1e-5)
        q95 = float(belief.quantile(np.array([0.95]))[0])
        assert q95 == pytest.approx(expected.get("q95", q95), abs=1e-5)


def test_quantiles_rise_and_hold_the_figure_with_its_probability(invented: CoderTable) -> None:
    """A quantile function never falls, and its share at the figure is w."""
    belief = invented.belief("sb", 100)
    assert belief is not None
    values = belief.quantile(np.linspace(0.0005, 0.9995, 1000))
    assert (np.diff(values) >= 0).all()
    assert np.mean(values == 100) == pytest.approx(0.4, abs=0.002)


def test_a_total_is_read_with_its_interval(invented: CoderTable) -> None:
    """Best figures add up as they are; the coders' mean lies above them."""
    reading = coder_total([("sb", 100.0), ("sb", 40.0)], invented)
    assert isinstance(reading, CoderReading)
    assert reading.best == 140
    assert reading.low <= reading.middle <= reading.high
    assert "best figures add up to 140" in reading.sentence


def test_dependence_widens_the_coders_interval(invented: CoderTable) -> None:
    """Twenty figures with shared errors are less certain than twenty with their own."""
    figures = [("sb", 50.0)] * 20
    alone, together = (coder_total(figures, invented, rho=rho) for rho in (0.0, 0.9))
    assert isinstance(alone, CoderReading)
    assert isinstance(together, CoderReading)
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


@pytest.mark.parametrize("bests", [[], [("sb", 101.0)], [("ns", 5.0)], [("sb", -1.0)]])
def test_figures_outside_the_survey_are_refused(
    bests: list[tuple[str, float]], invented: CoderTable
) -> None:
    """No figures, larger ones, other kinds of violence: words, not numbers."""
    refusal = coder_total(bests, invented)
    assert isinstance(refusal, Refusal)
    assert refusal.sentence.endswith(".")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "tov,fatalities,loc,scale,w\nsb,0,x,1,0.5\n"])
def test_a_file_of_another_layout_is_an_error_with_its_place(text: str, tmp_path: Path) -> None:
    """The file, the row and what was expected are named."""
    file = tmp_path / "parameters.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DamagedFile, match=r"parameters\.csv, row"):
        CoderTable.read(file)
