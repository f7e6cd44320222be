"""Breaks in sources, said before any break in violence."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from benchmarks.calibration import monthly_world
from counterclaim.assess import artefacts, step
from counterclaim.assess.artefacts import Artefacts
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts

FIRST, CHANGE = date(2022, 1, 1), date(2025, 7, 1)


def series(name: str, seed: int, mean: float, effect: float) -> MonthlyCounts:
    """42 months, a step by ``effect``, 12 months."""
    counts = monthly_world(np.random.default_rng(seed), mean, 0.2, effect=effect, spread=0.2)
    return MonthlyCounts(name, FIRST, tuple(int(count) for count in counts))


def sources(effect: float, seed: int) -> tuple[MonthlyCounts, MonthlyCounts, MonthlyCounts]:
    """Events that stay, outlets and citations that step by ``effect``."""
    return (
        series("attacks", seed, 20, 1.0),
        series("outlets", seed + 1, 15, effect),
        series("citations", seed + 2, 50, effect),
    )


def assessed(effect: float, seed: int, changed_on: date | None = CHANGE) -> Artefacts:
    """Sources that can be assessed."""
    found = artefacts.run(*sources(effect, seed), changed_on)
    assert isinstance(found, Artefacts)
    return found


def test_a_break_in_sources_is_told_at_a_known_date() -> None:
    """Outlets and citations that fall to a third are a break, and events per outlet rise."""
    found = assessed(1 / 3, 1)
    assert found.verdict == artefacts.BROKE
    assert found.sentence.startswith("Sources first")
    assert found.per_outlet is None or found.per_outlet.ratio > 1.5
    before, after = found.citations_per_event
    assert (before or 0) > (after or 0)


def test_a_break_in_sources_is_found_at_an_unknown_date() -> None:
    """Without a declared date the break is dated near the true month."""
    found = assessed(0.2, 2, None)
    assert found.verdict == artefacts.BROKE
    assert "2025-0" in found.sentence


def test_even_sources_are_bounded_or_not_recognised() -> None:
    """Without a break the two sentences differ: within the limits, or none recognised."""
    verdicts = {
        assessed(1.0, seed).verdict: assessed(1.0, seed).sentence for seed in range(0, 40, 4)
    }
    assert artefacts.EVEN in verdicts
    assert "not evidence" not in verdicts[artefacts.EVEN]
    found = artefacts.run(
        series("attacks", 9, 2, 1.0),
        series("outlets", 10, 2, 1.0),
        series("citations", 11, 3, 1.0),
        CHANGE,
    )
    assert isinstance(found, Artefacts)
    assert found.verdict == artefacts.NO_BREAK
    assert "not evidence that reporting was even" in found.sentence


def test_sources_come_before_violence() -> None:
    """The joint text opens with the sources, also where they cannot be assessed."""
    events, outlets, citations = sources(1 / 3, 3)
    violence = step.run(events, CHANGE)
    text = artefacts.lead(assessed(1 / 3, 3), violence)
    assert text.startswith("Sources first")
    assert text.endswith(violence.sentence)
    short = MonthlyCounts("outlets", FIRST, (None,) * 54)
    refused = artefacts.run(events, short, MonthlyCounts("citations", FIRST, (None,) * 54), CHANGE)
    assert isinstance(refused, Refusal)
    assert artefacts.lead(refused, violence).startswith("Whether the sources broke cannot be said")
    assert len(citations.counts) == len(outlets.counts) == 54


def test_the_month_table_stands_beside_the_series() -> None:
    """Each month with its events, outlets and citations."""
    found, (events, outlets, citations) = assessed(1.0, 4), sources(1.0, 4)
    assert [row.events for row in found.table] == list(events.counts)
    assert [row.outlets for row in found.table] == list(outlets.counts)
    assert [row.citations for row in found.table] == list(citations.counts)


def test_both_p_are_adjusted_together() -> None:
    """Two tests, one family: the smaller p is doubled."""
    found = assessed(0.7, 5)
    raw = sorted(one.found.p for one in found.breaks)
    assert sorted(one.p_holm for one in found.breaks)[0] == pytest.approx(min(1.0, 2 * raw[0]))


def test_different_months_are_refused() -> None:
    """Series that do not cover the same months refuse."""
    events, outlets, citations = sources(1.0, 6)
    shifted = MonthlyCounts("outlets", date(2022, 2, 1), outlets.counts)
    found = artefacts.run(events, shifted, citations, CHANGE)
    assert isinstance(found, Refusal)
    assert found.code == "mismatch"


@pytest.mark.parametrize("fill", [0, 4, None])
@pytest.mark.parametrize("changed_on", [CHANGE, None])
def test_degenerate_sources_are_refused(fill: int | None, changed_on: date | None) -> None:
    """No source, the same number everywhere, or no data at all: a refusal in words."""
    flat = MonthlyCounts("outlets", FIRST, (fill,) * 54)
    events = series("attacks", 7, 20, 1.0)
    found = artefacts.run(events, flat, flat, changed_on)
    assert isinstance(found, Refusal)
    assert "nan" not in found.sentence
