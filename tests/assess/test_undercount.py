"""Under-count: the gate, the lower bound, when an estimate is given and when it is withheld."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.assess.lists import Overlaps
from counterclaim.assess.lower_bound import chao
from counterclaim.assess.reading import Refusal
from counterclaim.assess.undercount import UndercountReading, UndercountSettings, undercount

LINKED = UndercountSettings(linked=True)


def _simulated(seed: int, total: int, chances: list[float], visible: float = 1.0) -> Overlaps:
    """Independent lists over a population of which the share ``visible`` can be seen."""
    rng = np.random.default_rng(seed)
    on = rng.random((total, len(chances))) < np.array(chances)
    on[: int(total * (1 - visible))] = False
    keep = on.any(axis=1)
    return Overlaps.from_patterns(map(str, range(len(chances))), on[keep], np.ones(keep.sum()))


def _table(rows: list[list[int]], counts: list[int]) -> Overlaps:
    return Overlaps.from_patterns([f"list {j + 1}" for j in range(len(rows[0]))], rows, counts)


def test_chao_reproduces_the_published_bounds(mse: Any, kosovo: Any) -> None:
    """Repeated sightings without a fixed number of lists, and Kosovo's four lists."""
    with (mse.folder / "mse/rcapture_ill.csv").open(encoding="utf-8") as handle:
        rows = [(int(r["nbcap"]), int(r["freq"])) for r in csv.DictReader(handle)]
    captures = np.zeros(max(k for k, _ in rows) + 1)
    for times, count in rows:
        captures[times] = count
    sightings, lists = mse.expected["D_chao"]
    bound = chao(captures)
    assert (bound.total, bound.se) == pytest.approx((sightings["N"], sightings["se"]), abs=1e-3)
    assert chao(kosovo.captures(), 4).total == pytest.approx(lists["N"], abs=1e-3)


@pytest.mark.parametrize(
    ("captures", "total"), [([0], 0), ([0, 0, 0], 0), ([0, 1], 1), ([0, 5], 15)]
)
def test_chao_has_an_answer_without_repeats(captures: list[int], total: float) -> None:
    """Nothing seen, one seen, or nothing seen twice: a finite bound, never a division by zero."""
    bound = chao(captures)
    assert bound.total == total
    assert np.isfinite([bound.se, *bound.interval]).all()


@given(st.lists(st.integers(0, 300), min_size=2, max_size=6), st.integers(2, 6))
def test_the_bound_is_never_below_what_is_listed(captures: list[int], lists: int) -> None:
    """n <= lower end <= bound <= upper end."""
    bound = chao([0, *captures], lists)
    n = sum(captures)
    low, high = bound.interval
    assert n - 1e-9 <= low <= bound.total + 1e-9 <= high + 2e-9


def test_kosovo_gives_bound_and_estimate_in_one_sentence(kosovo: Any) -> None:
    """The later near-census of 10,401 lies inside the printed interval."""
    reading = undercount(kosovo, UndercountSettings(linked=True, unit="killings"))
    assert isinstance(reading, UndercountReading)
    assert (reading.verdict, reading.withheld) == ("estimate", ())
    assert "At least 8,803 killings (8,384-9,266), 4,400 of them listed" in reading.sentence
    assert "about 12,595 (95% interval 9,827-16,544)" in reading.sentence
    assert reading.loglinear[0].label == "[123,14,34]"
    assert len(reading.loglinear) == 10
    assert [line.median for line in reading.strip] == [12595, 11429, 9786, 12595]


@pytest.mark.parametrize(
    ("rows", "counts", "code"),
    [
        ([[1, 0], [0, 1], [1, 1]], [40, 40, 20], "too_few_lists"),
        ([[1] * 7], [50], "too_many_lists"),
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 1, 1]], [40, 30, 9, 4], "short_list"),
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], [40, 30, 9, 20], "no_overlap"),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], [7, 7, 7], "too_few_records"),
        ([[1, 1, 1]], [0], "short_list"),
        ([[1, 0, 0]], [1], "short_list"),
    ],
)
def test_the_gate_refuses_in_words_and_shows_the_overlaps(
    rows: list[list[int]], counts: list[int], code: str
) -> None:
    """Too few lists, records or overlaps: the table is printed and nothing is estimated."""
    refusal = undercount(_table(rows, counts), LINKED)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert f"{sum(counts):,} events are listed" in refusal.sentence
    assert "overlaps" in refusal.could_have_seen


def test_lists_that_nobody_linked_are_refused(kosovo: Any) -> None:
    """Linkage has to be declared: an unlinked table looks like lists that never meet."""
    refusal = undercount(kosovo, UndercountSettings())
    assert isinstance(refusal, Refusal)
    assert refusal.code == "not_linked"


def test_independent_lists_give_the_truth_back() -> None:
    """2,000 people, four independent lists: the truth lies in the interval."""
    reading = undercount(_simulated(5, 2000, [0.3, 0.25, 0.2, 0.3]), LINKED)
    assert isinstance(reading, UndercountReading)
    assert reading.averaged.interval[0] <= 2000 <= reading.averaged.interval[1]
    assert reading.verdict == "estimate"


def test_the_interval_covers_under_independence() -> None:
    """At least 34 of 40 worlds with independent lists have the truth in the interval."""
    covered = 0
    for seed in range(40):
        reading = undercount(_simulated(seed, 600, [0.35, 0.3, 0.25]), LINKED)
        assert isinstance(reading, UndercountReading)
        low, high = reading.averaged.interval
        covered += low <= 600 <= high
    assert covered >= 34


def test_thin_overlaps_give_at_least_and_no_estimate() -> None:
    """Lists that hardly meet: the bound is the sentence, with the reason why no more is said."""
    rows = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]]
    reading = undercount(_table(rows, [40, 30, 25, 1, 1, 1]), LINKED)
    assert isinstance(reading, UndercountReading)
    assert reading.verdict == "at least"
    assert reading.sentence.startswith("At least")
    assert "overlap too little" in reading.sentence
    assert reading.interval == reading.lower.interval


def test_an_average_below_the_bound_is_withheld() -> None:
    """Hepatitis A in Taiwan: very unequal visibility puts the average below Chao's bound."""
    rows = [[1, 1, 1], [1, 1, 0], [1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0], [0, 0, 1]]
    reading = undercount(_table(rows, [28, 21, 17, 69, 18, 55, 63]), LINKED)
    assert isinstance(reading, UndercountReading)
    assert reading.verdict == "at least"
    assert "below that bound" in reading.sentence


def test_other_linkage_thresholds_can_withhold_the_estimate() -> None:
    """Merging far fewer records more than doubles the answer: no headline."""
    tight = _simulated(5, 2000, [0.3, 0.25, 0.2, 0.3])
    loose = _simulated(5, 6000, [0.12, 0.1, 0.08, 0.12])
    same = undercount(tight, LINKED, [("same", tight)])
    moved = undercount(tight, LINKED, [("1 km", loose)])
    assert isinstance(same, UndercountReading)
    assert isinstance(moved, UndercountReading)
    assert (same.verdict, moved.verdict) == ("estimate", "at least")
    assert "other linkage thresholds" in moved.sentence


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=7, max_size=7))
def test_any_table_of_three_lists_gets_an_answer_in_words(cells: list[int]) -> None:
    """A reading or a refusal, finite numbers, no exception and no warning."""
    patterns = [[k >> j & 1 for j in range(3)] for k in range(1, 8)]
    answer = undercount(_table(patterns, cells), LINKED)
    assert answer.sentence.endswith(".")
    assert "nan" not in answer.sentence
    if isinstance(answer, UndercountReading):
        assert np.isfinite([f.total for f in answer.loglinear]).all()
