"""Two dated series: does one answer the other?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.calibration import (
    answers_to,
    daily_world,
    reciprocity_detections,
    reciprocity_rejections,
)
from counterclaim.assess import reciprocity, response, verdicts
from counterclaim.assess.reading import Refusal
from counterclaim.assess.reciprocity import Reciprocity, ReciprocitySettings
from counterclaim.assess.series import DatedEvents
from counterclaim.assess.verdicts import Direction

START = date(2022, 1, 1)
END = START + timedelta(days=1276)
QUICK = ReciprocitySettings(draws=499)


def dated(name: str, counts: np.ndarray, start: date = START) -> DatedEvents:
    """Daily counts as dated events."""
    days = np.repeat(np.arange(len(counts)), counts.astype(int))
    return DatedEvents.of(name, [start + timedelta(days=int(day)) for day in days])


def assessed(first: np.ndarray, second: np.ndarray) -> Reciprocity:
    """A pair that can be assessed."""
    found = reciprocity.run(dated("raids", first), dated("attacks", second), START, END)
    assert isinstance(found, Reciprocity)
    return found


@pytest.fixture(scope="module")
def answering() -> Reciprocity:
    """150 raids, most of them answered within a week or so."""
    rng = np.random.default_rng(11)
    raids = daily_world(rng, 150)
    return assessed(raids, daily_world(rng, 60) + answers_to(rng, raids, 1.0, 5.0))


def test_nulls_with_trend_season_and_clusters_are_rarely_rejected() -> None:
    """Of 200 unrelated pairs that share trend, season and clusters 2 to 22 are rejected."""
    shape = {"clusters": 0.4, "trend": 1.5, "season": 0.8}
    assert 2 <= reciprocity_rejections(20, 200, 100, 400, **shape) <= 22


def test_a_shared_season_does_not_raise_false_alarms() -> None:
    """With a shared season alone at most 22 of 200 unrelated pairs are rejected."""
    assert reciprocity_rejections(21, 200, 50, 200, season=0.8) <= 22


def test_true_responses_are_found() -> None:
    """At 50 and 50 events, half an answer a cause within about a week is found in 60% or more."""
    assert reciprocity_detections(22, 200, 50, 50, 0.5, 7.0) >= 120


def test_a_response_is_named_with_its_direction(answering: Reciprocity) -> None:
    """Attacks that follow raids make the label a one-way response, what could be seen first."""
    forward = answering.directions[0]
    assert isinstance(forward, Direction)
    assert forward.verdict == verdicts.RISES
    assert answering.verdict == verdicts.ONE_WAY
    assert answering.sentence.index("would have been seen") < answering.sentence.index("p ")
    assert forward.interval[0] > 1
    assert any("look alike" in caution for caution in answering.cautions)


def test_a_result_carries_everything(answering: Reciprocity) -> None:
    """n, window, seed, method, interval, detectable ratios and what would change it are there."""
    assert set(answering.n) == {"raids", "attacks"}
    assert answering.window == (START, END)
    assert answering.seed == 1
    assert answering.method
    assert answering.would_change
    assert answering.interval is not None
    assert answering.detectable is not None
    assert answering.maximum_pressure == "not shown"


def test_the_same_seed_gives_the_same_result() -> None:
    """A rerun is equal in every field."""
    rng = np.random.default_rng(12)
    raids, attacks = daily_world(rng, 30), daily_world(rng, 60)
    assert assessed(raids, attacks) == assessed(raids, attacks)


def test_moving_both_series_leaves_the_result() -> None:
    """Series and window moved by 23 days give the same directions."""
    rng = np.random.default_rng(13)
    raids, attacks, move = daily_world(rng, 30), daily_world(rng, 60), timedelta(days=23)
    moved = reciprocity.run(
        dated("raids", raids, START + move),
        dated("attacks", attacks, START + move),
        START + move,
        END + move,
    )
    assert isinstance(moved, Reciprocity)
    assert moved.directions == assessed(raids, attacks).directions


def test_few_unrelated_events_cannot_tell() -> None:
    """Twelve raids and forty attacks: cannot tell, and no claim that the sides are unrelated."""
    rng = np.random.default_rng(14)
    found = assessed(daily_world(rng, 14), daily_world(rng, 40))
    assert found.verdict == verdicts.UNKNOWN
    assert found.sentence.startswith("Cannot tell.")
    assert "not evidence that the sides ignore each other" in found.sentence


def test_twenty_to_a_hundred_events_never_show_independence() -> None:
    """With at most 100 events a side no unrelated pair is called independent."""
    rng = np.random.default_rng(15)
    pairs = [(daily_world(rng, 60), daily_world(rng, 100)) for _ in range(10)]
    assert all(assessed(*pair).verdict != verdicts.INDEPENDENT for pair in pairs)


def test_many_unrelated_events_can_show_independence() -> None:
    """With a thousand unrelated events a side the whole interval lies inside the limits."""
    rng = np.random.default_rng(16)
    found = assessed(daily_world(rng, 120), daily_world(rng, 3000))
    assert isinstance(found.directions[0], Direction)
    assert found.directions[0].verdict == verdicts.EQUAL


def nothing(days: int = 1277) -> np.ndarray:
    """No events at all."""
    return np.zeros(days)


def spike(count: int, day: int = 400) -> np.ndarray:
    """All events on one day."""
    counts = nothing()
    counts[day] = count
    return counts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (nothing(), nothing()),
        (spike(1), spike(1)),
        (spike(50), spike(200)),
        (spike(50), spike(200, 700)),
        (np.ones(1277), np.ones(1277)),
    ],
    ids=["empty", "single", "same day", "two days", "every day the same"],
)
def test_degenerate_series_are_refused_in_words(first: np.ndarray, second: np.ndarray) -> None:
    """Empty, single-event, all-same-day and constant series: a refusal, no warning, no NaN."""
    found = reciprocity.run(dated("raids", first), dated("attacks", second), START, END)
    assert isinstance(found, Refusal)
    assert found.reason
    assert "would have been seen" in found.could_have_seen
    assert "nan" not in found.sentence


def test_a_gap_in_the_record_is_refused() -> None:
    """Two months without a record could hide every answer."""
    rng = np.random.default_rng(17)
    gap = (START + timedelta(days=100), START + timedelta(days=160))
    found = reciprocity.run(
        dated("raids", daily_world(rng, 40)),
        dated("attacks", daily_world(rng, 80)),
        START,
        END,
        gaps=(gap,),
    )
    assert isinstance(found, Refusal)
    assert found.code == "gaps"


def test_a_reversed_window_is_refused() -> None:
    """A window that ends before it starts is a refusal, not an error."""
    found = reciprocity.run(dated("raids", nothing()), dated("attacks", nothing()), END, START)
    assert isinstance(found, Refusal)
    assert found.code == "no_window"


def test_yearly_totals_are_refused_and_say_what_dates_could_show() -> None:
    """Totals of twelve and forty without dates: no test, but about a fourfold rise was visible."""
    found = reciprocity.from_totals(("operations", "attacks"), (12, 40), 1277)
    assert found.code == "no_dates"
    assert "without the day" in found.reason
    _, rise = reciprocity.planned_detectable(12, 40, 1277)
    assert rise == pytest.approx(4.0, rel=0.15)


@pytest.mark.parametrize(
    ("causes", "answers", "down", "up"),
    [
        (12, 12, None, 10.5),
        (12, 100, 0.31, 2.4),
        (12, 400, 0.59, 1.6),
        (20, 100, 0.38, 2.2),
        (50, 50, 0.38, 2.5),
        (50, 200, 0.63, 1.6),
        (50, 1000, 0.81, 1.23),
    ],
)
def test_detectable_ratios_without_clusters(
    causes: int, answers: int, down: float | None, up: float
) -> None:
    """The table of detectable rises and falls over three and a half years comes out."""
    fall, rise = reciprocity.planned_detectable(causes, answers, 1277)
    assert rise == pytest.approx(up, rel=0.12)
    assert fall == (None if down is None else pytest.approx(down, rel=0.15))


def test_shared_and_inexact_events_are_left_out() -> None:
    """An event coded in both series, or without an exact day, counts in neither; both are told."""
    rng = np.random.default_rng(18)
    days = {
        f"e{i}": START + timedelta(days=int(d)) for i, d in enumerate(rng.integers(0, 1277, 90))
    }
    raids = DatedEvents("raids", {k: days[k] for k in list(days)[:40]}, frozenset({"e0"}))
    attacks = DatedEvents("attacks", {k: days[k] for k in list(days)[35:]})
    found = reciprocity.run(raids, attacks, START, END)
    assert isinstance(found, Reciprocity)
    assert found.n == {"raids": 34, "attacks": 50}
    assert found.shared == 5
    assert any("both series" in text for text in found.exclusions)


def test_the_day_itself_does_not_count() -> None:
    """An answer on the day of its cause adds nothing to the response score."""
    causes = spike(1, 10)
    traces = response.response_traces(causes, (3.0, 7.0))
    assert (traces[:, :11] == 0).all()
    assert traces[0, 11] == pytest.approx(np.exp(-1 / 3))
    assert response.window_after(causes, 14).nonzero()[0].tolist() == list(range(11, 25))


def test_a_long_window_that_covers_most_days_is_shortened() -> None:
    """Three hundred causes saturate 14-day windows, so a shorter one is taken."""
    causes = daily_world(np.random.default_rng(19), 300)
    assert response.choose_window(causes, (14, 7, 3), 0.6) < 14


def one_block(phi: float) -> response.BlockTotals:
    """12 events on 20 days in windows, 8 on 40 days outside."""
    inside, outside, days, other = (np.array([value]) for value in (12.0, 8.0, 20.0, 40.0))
    return response.BlockTotals(inside, outside, days, other, phi)


def test_rate_ratio_in_one_block_is_the_plain_ratio() -> None:
    """With one block the conditional estimate is the ratio of the two daily rates."""
    ratio, low, high = response.rate_ratio(one_block(1.0), 0.95)
    assert ratio == pytest.approx((12 / 20) / (8 / 40))
    assert low < ratio < high
    wider = response.rate_ratio(one_block(2.0), 0.95)
    assert wider[1] < low
    assert wider[2] > high


def direction(cause: str, answer: str, verdict: str) -> Direction:
    """A direction with a verdict of its own."""
    return Direction(
        cause=cause,
        answer=answer,
        causes=50,
        answers=80,
        window_days=14,
        blocks=20,
        phi=1.0,
        ratio=1.0,
        interval=(0.8, 1.2),
        detectable=(0.5, 2.0),
        p=0.5,
        p_holm=0.5,
        sign=1,
        verdict=verdict,
    )


@pytest.mark.parametrize(
    ("forth", "back", "label", "pressure"),
    [
        (verdicts.RISES, verdicts.RISES, verdicts.TIT_FOR_TAT, "not shown"),
        (verdicts.RISES, verdicts.UNKNOWN, verdicts.ONE_WAY, "not shown"),
        (verdicts.FALLS, verdicts.UNKNOWN, verdicts.SUPPRESSION, "not shown"),
        (verdicts.FALLS, verdicts.EQUAL, verdicts.SUPPRESSION, "shown for raids on attacks"),
        (verdicts.EQUAL, verdicts.EQUAL, verdicts.INDEPENDENT, "not shown"),
        (verdicts.EQUAL, verdicts.UNKNOWN, verdicts.UNKNOWN, "not shown"),
    ],
)
def test_the_label_of_two_directions(forth: str, back: str, label: str, pressure: str) -> None:
    """Each row of the table of labels."""
    pair = [direction("raids", "attacks", forth), direction("attacks", "raids", back)]
    assert verdicts.label(pair) == label
    assert verdicts.maximum_pressure(pair) == pressure
