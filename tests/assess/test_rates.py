"""Two counts, and a handful of yearly ones."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.assess import rates
from counterclaim.assess.rates import CountTrend, RateRatio
from counterclaim.assess.reading import Refusal

counts = st.integers(min_value=0, max_value=60)


def compared(first: int, second: int, exposures: tuple[float, float] = (1.0, 1.0)) -> RateRatio:
    """The ratio of two counts that can be compared."""
    found = rates.compare(first, second, exposures)
    assert isinstance(found, RateRatio)
    return found


def published_rows(shared: Path) -> list[dict[str, Any]]:
    """The published comparisons of counts."""
    expected = json.loads((shared / "data/known/expected.json").read_text("utf-8"))
    rows: list[dict[str, Any]] = expected["A_rates"]
    return rows


def test_published_comparisons_are_reproduced(shared: Path) -> None:
    """Exact p, interval and E-test equal the published ones within their printed digits."""
    checked = 0
    for row in published_rows(shared):
        first, second = row["x"] if "x" in row else (row["scipy_doc"][0], row["scipy_doc"][2])
        exposure = tuple(row.get("n", [100, 100] if "scipy_doc" in row else [1, 1]))
        found = compared(first, second, (float(exposure[0]), float(exposure[1])))
        for key, value in (
            ("e_test", found.e_test),
            ("conditional_p", found.p),
            ("R_rateratio_test_p", found.p),
        ):
            if key in row:
                assert value == pytest.approx(row[key], abs=1e-4)
                checked += 1
        for ours, theirs in zip(found.interval or (), row.get("ci", []), strict=False):
            assert ours == pytest.approx(theirs, rel=0.005)
            checked += 1
    assert checked >= 11


@pytest.mark.parametrize(
    ("pair", "low", "high", "p"),
    [((5, 0), 0.92, math.inf, 0.063), ((20, 10), 0.89, 4.8, 0.099)],
)
def test_small_and_one_sided_pairs(
    pair: tuple[int, int], low: float, high: float, p: float
) -> None:
    """Five against none is not significant, and twenty against ten is not either."""
    found = compared(*pair)
    assert found.interval == pytest.approx((low, high), rel=0.006)
    assert found.p == pytest.approx(p, abs=6e-4)
    assert found.verdict == rates.SAME
    assert "not evidence" in found.sentence


@settings(deadline=None, max_examples=60)  # the first call of a base enumerates
@given(counts, counts)
def test_test_and_interval_never_disagree(first: int, second: int) -> None:
    """The interval leaves 1 aside exactly when p is below 5%."""
    if first + second == 0:
        return
    found = compared(first, second)
    low, high = found.interval or (0.0, 0.0)
    assert (low > 1 or high < 1) == (found.p < 0.05)


@settings(deadline=None, max_examples=60)  # the first call of a base enumerates
@given(counts, counts)
def test_swapping_the_sides_inverts_the_ratio(first: int, second: int) -> None:
    """p stays and the interval is turned over when the two counts change places."""
    if min(first, second) == 0:
        return
    ahead, back = compared(first, second), compared(second, first)
    assert ahead.p == pytest.approx(back.p)
    assert (ahead.interval or (0, 0))[0] == pytest.approx(1 / (back.interval or (0, 1))[1])


def test_nothing_against_nothing_is_refused() -> None:
    """No event on either side is a refusal in words, not a division by zero."""
    found = rates.compare(0, 0)
    assert isinstance(found, Refusal)
    assert found.code == "too_few"
    assert found.could_have_seen


@pytest.mark.parametrize(
    ("base", "ratio", "power"),
    [(4, 1e-9, 0.22), (4, 2, 0.13), (4, 3, 0.43), (4, 4, 0.72), (12, 0.25, 0.57), (12, 2, 0.45)],
)
def test_power_of_a_one_year_comparison(base: float, ratio: float, power: float) -> None:
    """From base 4 even a fall to nothing is seen in about one case of five."""
    assert rates.power(base, ratio) == pytest.approx(power, abs=0.015)


def test_no_trend_can_be_read_from_five_three_four() -> None:
    """5, 3, 4: dispersion p 0.78, and the sentence denies a trend without claiming evenness."""
    found = rates.read_trend([5, 3, 4])
    assert isinstance(found, CountTrend)
    assert found.dispersion_p == pytest.approx(0.78, abs=0.005)
    assert found.verdict == "no trend can be read"
    assert "No trend can be read from 5, 3, 4" in found.sentence
    assert found.detectable is not None
    assert found.detectable[0] is None


def test_a_real_rise_is_read_and_a_hump_is_not_called_a_trend() -> None:
    """A steady rise is a trend although the dispersion test misses it; a hump is only uneven."""
    rise, hump = rates.read_trend([2, 3, 4, 6, 7, 9]), rates.read_trend([9, 31, 38, 27, 9])
    assert rise.verdict == "rising"
    assert hump.verdict == "uneven, without a trend"


def test_trend_test_is_exact_for_two_positions() -> None:
    """With two years the trend score is the first count, so its p is the binomial one."""
    p = rates.trend_p(np.array([9, 2]), np.array([1.0, 1.0]))
    assert p == pytest.approx(rates.doubled_tail(9, 2))


@pytest.mark.parametrize("series", [[], [4], [4, 5], [0, 0, 0]])
def test_series_without_substance_are_refused(series: list[int]) -> None:
    """Fewer than three counts, or no events, refuse."""
    assert isinstance(rates.read_trend(series), Refusal)


def test_a_large_base_uses_the_same_yardstick() -> None:
    """Normal theory takes over from enumeration without a jump."""
    small, large = rates.detectable_from(60), rates.detectable_from(61)
    assert small[1] is not None
    assert large[1] is not None
    assert small[1] == pytest.approx(large[1], rel=0.05)
