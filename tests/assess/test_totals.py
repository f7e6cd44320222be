"""Totals of contested figures: bounds, dependence, copies, heaping, and what drives the width."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.assess.contested import ContestedFigure, original, prepare
from counterclaim.assess.copula import two_piece
from counterclaim.assess.heaping import heaped
from counterclaim.assess.reading import Refusal
from counterclaim.assess.totals import TotalsReading, TotalsSettings, totals

QUICK = TotalsSettings(draws=2_000)
ranges = st.lists(
    st.tuples(*[st.integers(0, 400)] * 3).map(sorted).filter(lambda v: v[0] < v[2]),
    min_size=2,
    max_size=8,
)


def _figures(triples: list[list[int]], source: str = "") -> list[ContestedFigure]:
    return [
        ContestedFigure(event=f"e{i:03}", low=low, best=best, high=high, source=source)
        for i, (low, best, high) in enumerate(triples)
    ]


def _read(figures: list[ContestedFigure], chosen: TotalsSettings = QUICK) -> TotalsReading:
    reading = totals(figures, chosen)
    assert isinstance(reading, TotalsReading)
    return reading


def _world(events: int, seed: int) -> list[list[int]]:
    rng = np.random.default_rng(seed)
    best = rng.geometric(0.08, events)
    return [[int(b * 0.6), int(b), int(b * 1.7) + 1] for b in best]


@settings(max_examples=40, deadline=None)
@given(ranges)
def test_bounds_hold_every_interval_and_the_best(triples: list[list[int]]) -> None:
    """Sum of lows <= every interval <= sum of highs, and the sum of bests lies between."""
    reading = _read(_figures(triples))
    low, high = (sum(t[k] for t in triples) for k in (0, 2))
    assert (reading.hard.low, reading.hard.high) == (low, high)
    assert reading.best == sum(t[1] for t in triples)
    outer = reading.widened or reading.hard
    for row in reading.rows:
        assert row.high is not None
        assert outer.high is not None
        assert outer.low <= row.low <= row.middle <= row.high <= outer.high


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_more_dependence_never_narrows(seed: int) -> None:
    """With ten events the interval widens from rho 0 to 0.5 to 0.9."""
    rows = _read(_figures(_world(10, seed)), TotalsSettings(draws=8_000)).rows
    widths = [(row.high or 0.0) - row.low for row in rows]
    assert widths == sorted(widths)


@settings(max_examples=20, deadline=None)
@given(ranges)
def test_the_order_of_the_figures_changes_nothing(triples: list[list[int]]) -> None:
    """Reversed input, the same reading to the last digit."""
    figures = _figures(triples)
    turned = figures[::-1]
    assert _read(turned) == _read(figures)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_intervals_cover_the_truth_at_their_own_dependence(rho: float) -> None:
    """300 invented truths drawn with shared errors: 85 to 95% lie inside the 90% interval."""
    triples = _world(40, 3)
    row = _read(_figures(triples), TotalsSettings(rhos=(rho,), widen_heaped=False)).rows[0]
    rng, truths = np.random.default_rng(11), np.zeros(300)
    shared = rng.standard_normal(300)
    for low, best, high in triples:
        z = np.sqrt(rho) * shared + np.sqrt(1 - rho) * rng.standard_normal(300)
        truths += two_piece(low, best, high)(z)
    assert 0.85 <= np.mean((truths >= row.low) & (truths <= (row.high or 0))) <= 0.95


def test_independence_understates_when_errors_are_shared() -> None:
    """Truths drawn with shared errors fall outside the independence interval most of the time."""
    triples = _world(40, 3)
    alone = _read(_figures(triples)).rows[0]
    shared = np.random.default_rng(12).standard_normal(400)
    truths = sum(two_piece(*map(float, t))(shared) for t in triples)
    assert np.mean((truths >= alone.low) & (truths <= (alone.high or 0))) < 0.5
    assert alone.supposes == "only if every figure errs on its own"


def test_copies_are_joined_before_anything_is_added() -> None:
    """A paper that repeats an agency adds neither a figure nor weight."""
    agency = _figures([[20, 30, 80], [5, 9, 10]], "agency")
    paper = _figures([[20, 30, 80], [5, 9, 10]], "paper")
    joined = _read([*agency, *paper], TotalsSettings(draws=2_000, copies={"paper": "agency"}))
    assert joined.rows == _read(agency).rows
    assert joined.best == 39
    assert joined.exclusions == ("2 figures joined with the source that they repeat",)


def test_chains_and_circles_of_copies_end_somewhere() -> None:
    """C repeats B repeats A is A; a circle settles on one name whoever is asked."""
    assert original("C", {"C": "B", "B": "A"}) == "A"
    circle = {"A": "B", "B": "A"}
    assert original("A", circle) == original("B", circle)
    assert original("A", {"A": "A"}) == "A"


def test_sources_that_disagree_give_an_envelope_and_no_best() -> None:
    """20-80 by one side and 200-300 by the other: 20 to 300, and no best total."""
    one, other = _figures([[20, 50, 80], [1, 2, 3]], "army"), _figures([[200, 250, 300]], "group")
    reading = _read([*one, *other])
    assert (reading.hard.low, reading.hard.high, reading.best) == (21, 303, None)
    assert "must not be added" in reading.cautions[0]
    middle = reading.rows[1]
    assert middle.low < 80
    assert (middle.high or 0) > 200


def test_errors_shared_within_a_source_are_narrower_than_shared_by_all() -> None:
    """Ten sources with one event each: errors of one are not errors of the others."""
    figures = [
        ContestedFigure(event=f"e{i}", low=5, best=10, high=25, source=f"s{i}") for i in range(10)
    ]
    apart = _read(figures).rows[1]
    together = _read(figures, TotalsSettings(draws=2_000, shared="by all")).rows[1]
    assert (apart.high or 0) - apart.low < (together.high or 0) - together.low


def test_an_open_end_keeps_the_total_open() -> None:
    """At least 100 somewhere: no upper bound anywhere, and the sentence says so."""
    reading = _read([*_figures([[1, 2, 9]]), ContestedFigure(event="z", low=100)])
    assert reading.verdict == "no upper bound"
    assert reading.hard.high is None
    assert all(row.high is None and row.low >= 101 for row in reading.rows)
    assert "no upper bound" in reading.sentence
    assert reading.drivers == (("z", None),)
    assert "z" in reading.would_change


def test_the_widest_event_is_named_with_its_share() -> None:
    """One massacre of 203 to 500 beside 100 events of width 3: half of the width."""
    figures = [ContestedFigure(event="massacre", low=203, best=300, high=500)]
    reading = _read([*figures, *_figures([[1, 2, 4]] * 99)])
    event, share = reading.drivers[0]
    assert (event, round(share or 0.0, 9)) == ("massacre", 0.5)
    assert "massacre alone (203 to 500) would take away 50%" in reading.would_change


def test_heaped_figures_are_found_and_given_room() -> None:
    """36 of 89 figures ending in 0: p below 1e-12, and the bounds are widened beside the given."""
    bests = [30] * 36 + [31] * 53
    reading = _read(_figures([[b, b, b + 1] for b in bests]))
    assert (reading.heaping.tested, reading.heaping.ending_in_zero) == (89, 36)
    assert reading.heaping.p is not None
    assert reading.heaping.p < 1e-12
    assert reading.hard.low == sum(bests)
    assert reading.widened is not None
    assert reading.widened.low == sum(bests) - 36 * 5
    assert "36 of 89" in reading.cautions[0]


def test_few_or_unheaped_figures_are_left_alone() -> None:
    """Nine figures cannot be tested; one in ten is what chance gives."""
    assert heaped(_figures([[40, 40, 41]] * 9)).p is None
    assert not heaped(_figures([[b, b, b + 1] for b in range(20, 120)])).found


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ([], "no_figures"),
        ([ContestedFigure(event="a")], "no_figures"),
        (_figures([[3, 4, 9]]), "one_event"),
        (_figures([[3, 3, 3], [4, 4, 4]]), "no_room"),
        (_figures([[-3, 3, 3], [4, 4, 5]]), "negative_figure"),
    ],
)
def test_nothing_to_add_is_refused_in_words(figures: list[ContestedFigure], code: str) -> None:
    """Empty, single, without spread or negative: a refusal with a reason."""
    refusal = totals(figures, QUICK)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal.reason.endswith(".")
    assert "nan" not in refusal.sentence


def test_disordered_figures_are_widened_and_counted() -> None:
    """A low above its best moves the floor down to the best, and that is said."""
    figures = [ContestedFigure(event="a", low=9, best=5, high=7), *_figures([[1, 2, 3]])]
    reading = _read(figures)
    assert (reading.hard.low, reading.hard.high) == (6, 12)
    assert reading.exclusions[0].startswith("1 figures whose low, best and high")


def test_a_range_without_best_takes_its_middle() -> None:
    """20 to 80 without a best figure: the middle of the distribution is 50."""
    ready = prepare([ContestedFigure(event="a", low=20, high=80)], {})
    assert ready.figures[0].middle == 50


def test_the_published_joint_total_of_2024_comes_out(shared: Path) -> None:
    """233 / 299 / 636 deaths in 108 events are the hard bounds and the best."""
    file = shared / "data/ucdp/ged251_mali_one_sided_state_2021-12-31_2024.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        rows = [
            row
            for row in csv.DictReader(handle)
            if row["year"] == "2024" and row["side_a"].startswith("Government of Mali, ")
        ]
    figures = [
        ContestedFigure(
            event=r["id"], low=float(r["low"]), best=float(r["best"]), high=float(r["high"])
        )
        for r in rows
    ]
    reading = _read(figures)
    assert (reading.hard.low, reading.best, reading.hard.high) == (233, 299, 636)
    assert reading.n["events"] == 108
