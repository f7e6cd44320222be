"""One series through a change of actor."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from benchmarks.calibration import monthly_world
from counterclaim.assess import step, succession
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.succession import Succession, SuccessionSettings

FIRST = date(2022, 1, 1)
HANDOVER = SuccessionSettings(
    first_break=date(2025, 6, 6), last_break=date(2025, 9, 30), share_low=0.7, share_high=0.8
)


def world(effect: float, seed: int, months: int = 66, cut: int = 43) -> MonthlyCounts:
    """Attacks by the group with a handover in August 2025 that multiplies them by ``effect``."""
    rng = np.random.default_rng(seed)
    counts = monthly_world(rng, 20, 0.2, months=months, cut=cut, effect=effect)
    return MonthlyCounts("attacks", FIRST, tuple(int(count) for count in counts))


def assessed(series: MonthlyCounts, settings: SuccessionSettings = HANDOVER) -> Succession:
    """A series that reaches beyond the handover."""
    found = succession.run(series, settings=settings)
    assert isinstance(found, Succession)
    return found


def test_the_range_holds_the_truth_of_known_handovers() -> None:
    """In at least 27 of 30 invented worlds the range over all placings holds the true ratio."""
    held = 0
    for seed in range(30):
        effect = (0.4, 0.75, 1.0, 1.6)[seed % 4]
        low, high = assessed(world(effect, seed)).interval or (0.0, 0.0)
        held += low <= effect <= high
    assert held >= 27


def test_a_large_fall_survives_every_placing() -> None:
    """A fall to a quarter holds wherever the break is put, and for every share."""
    found = assessed(world(0.25, 50))
    assert found.verdict == step.FELL
    assert found.carried_verdict == step.FELL
    assert [c.statement for c in found.conclusions if c.survives] == [
        "level: fell",
        "carried: fell",
    ]
    assert "wherever" in found.sentence


def test_per_head_a_small_fall_can_be_none() -> None:
    """With 70 to 80% of the people kept, a level of 0.75 is an unchanged level per head."""
    found = assessed(world(0.75, 51))
    low, high = found.carried_ratios
    assert low < 1.1
    assert high > 0.9
    assert found.carried_ratios[0] > found.ratios[0]
    assert "Per head" in found.sentence


def test_a_share_of_the_successor_lowers_the_carried_level() -> None:
    """If the share is of the successor's people, only that part of the events is carried over."""
    settings = SuccessionSettings(
        first_break=date(2025, 8, 1),
        last_break=date(2025, 8, 1),
        share_low=0.7,
        share_high=0.8,
        share_of="successor",
    )
    found = assessed(world(1.0, 52), settings)
    assert found.carried_ratios == pytest.approx((found.ratios[0] * 0.7, found.ratios[0] * 0.8))
    assert len(found.breaks) == 1


def test_every_month_of_the_range_and_the_overlap_are_tried() -> None:
    """Both ends, the firsts of month between, and once with the whole overlap left out."""
    placed = succession.candidates(HANDOVER)
    assert [day for day, settled in placed if settled is None] == [
        date(2025, 6, 6),
        date(2025, 7, 1),
        date(2025, 8, 1),
        date(2025, 9, 1),
        date(2025, 9, 30),
    ]
    assert placed[-1] == (date(2025, 6, 6), date(2025, 9, 30))
    overlap = assessed(world(0.5, 53)).breaks[-1].found
    assert isinstance(overlap, step.StepChange)
    assert overlap.exclusions == ("the time of the change: 2025-06, 2025-07, 2025-08, 2025-09",)


def test_data_that_end_before_the_handover_are_refused() -> None:
    """Data to December 2024: refused, with what could be seen and until when data are needed."""
    found = succession.run(world(1.0, 54, months=36, cut=36), settings=HANDOVER)
    assert isinstance(found, Refusal)
    assert found.code == "not_covered"
    assert "2024-12-31" in found.reason
    assert "2025-06-06" in found.reason
    assert "with 12 months after it, a fall to" in found.could_have_seen
    assert "2026-04-01" in found.would_change


def test_placings_beyond_the_data_are_counted() -> None:
    """Where the data reach only the early placings, the rest is said to be beyond them."""
    found = assessed(world(0.5, 55, months=49))
    assert found.n["assessed"] < found.n["placings"]
    assert "beyond the data" in found.sentence


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [
        (date(2025, 9, 1), date(2025, 6, 1), 0.7, 0.8),
        (date(2025, 6, 1), date(2025, 9, 1), 0.8, 0.7),
        (date(2025, 6, 1), date(2025, 9, 1), 0.0, 0.8),
        (date(2025, 6, 1), date(2025, 9, 1), 0.7, 1.2),
    ],
)
def test_impossible_ranges_are_refused(first: date, last: date, low: float, high: float) -> None:
    """Reversed dates and shares outside (0, 1] are refusals in words."""
    settings = SuccessionSettings(
        first_break=first, last_break=last, share_low=low, share_high=high
    )
    found = succession.run(world(1.0, 56), settings=settings)
    assert isinstance(found, Refusal)
    assert found.code == "bad_range"


@pytest.mark.parametrize(
    "counts", [(), (0,) * 66, (1, *(0,) * 65), (4,) * 66, (3, 4) * 10 + (None,) + (3, 4) * 22]
)
def test_degenerate_series_are_refused(counts: tuple[int | None, ...]) -> None:
    """Empty, zero, single-event, constant and gappy series refuse without a NaN."""
    found = succession.run(MonthlyCounts("attacks", FIRST, counts), settings=HANDOVER)
    assert isinstance(found, Refusal)
    assert "nan" not in found.sentence
