"""How numbers are worded, and Holm's adjustment."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess import reading


@pytest.mark.parametrize(
    ("ratio", "printed"),
    [
        (3e-7, "nearly x0"),
        (0.0042, "x0.004"),
        (0.07, "x0.07"),
        (1.6, "x1.60"),
        (2.5, "x2.5"),
        (10.73, "x10.7"),
        (1234.5, "x1234"),
        (3908797.0, "over x10,000"),
        (None, "none"),
        (math.inf, "without limit"),
    ],
)
def test_ratios_are_printed_with_useful_digits(ratio: float | None, printed: str) -> None:
    """Two decimals below 2, three digits above."""
    assert reading.times(ratio) == printed


def test_a_small_p_is_never_printed_as_zero() -> None:
    """p below a thousandth is printed as such."""
    assert reading.probability(1e-7) == "p < 0.001"
    assert reading.probability(0.0494) == "p = 0.049"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_lowers_and_keeps_the_order(pvalues: list[float]) -> None:
    """Adjusted p are no smaller, at most 1, and ordered as the raw ones."""
    adjusted = reading.holm(tuple(pvalues))
    assert all(raw <= new <= 1 for raw, new in zip(pvalues, adjusted, strict=True))
    pairs = sorted(zip(pvalues, adjusted, strict=True))
    assert [new for _, new in pairs] == sorted(adjusted)


def test_holm_on_a_known_family() -> None:
    """0.01, 0.04, 0.03 become 0.03, 0.06, 0.06."""
    assert reading.holm((0.01, 0.04, 0.03)) == pytest.approx((0.03, 0.06, 0.06))


def test_importing_the_package_does_not_import_scipy() -> None:
    """Neither the package nor its room of assessments loads scipy by itself."""
    code = "import sys, counterclaim, counterclaim.assess; sys.exit('scipy' in sys.modules)"
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=paths).returncode == 0


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.2468, "0.2468"), (34.567, "34.57"), (409.6, "410"), (16544.0, "16,544")],
)
def test_amounts_are_never_printed_in_powers_of_ten(value: float, printed: str) -> None:
    """From a hundred on people and events are whole."""
    assert reading.amount(value) == printed


def test_a_difference_beyond_all_numbers_is_a_ratio_without_limit() -> None:
    """A logarithm that no ratio can be made of ends in words, never in an overflow."""
    assert reading.ratio_of(0.0) == 1.0
    assert reading.span((reading.ratio_of(-800.0), reading.ratio_of(800.0))) == "x0.00 or more"


def test_a_refusal_begins_like_a_sentence() -> None:
    """The name of a series that opens a refusal has its capital."""
    refusal = reading.Refusal(
        code="few",
        reason="attacks by the state: only 6 events.",
        could_have_seen="",
        would_change="More events.",
        method="",
    )
    assert refusal.sentence == "Attacks by the state: only 6 events."
