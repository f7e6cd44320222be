"""Quantities computed from the figures of a text."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.derived import derived
from counterclaim.ledger import Text
from counterclaim.model.claim import Claim
from tests.check.invented import claim, ledger

TEXT = "In 2020 the guard made 4 raids, killing 10. In 2021 it made 6 raids, killing 5."
SENTENCES = ((0, 43), (44, len(TEXT)))
WHERE: dict[str, Any] = {"document": "d", "actor": "guard"}
FIGURES = (
    claim("a", 4, counts="acts", unit="raid", window="2020", span="23-24", **WHERE),
    claim("b", 10, counts="killed", window="2020", span="40-42", **WHERE),
    claim("c", 6, counts="acts", unit="raid", window="2021", span="60-61", **WHERE),
    claim("e", 5, counts="killed", window="2021", span="77-78", **WHERE),
)


def told(*claims: Claim) -> list[str]:
    """The sentences of what is computed."""
    text = Text(TEXT, SENTENCES, ((0, len(TEXT)),))
    return [one.sentence for one in derived(ledger(*claims, texts={"d": text}), "d")]


def test_deaths_for_each_act_need_one_sentence() -> None:
    """Figures of one sentence are divided, those of different years are not."""
    means = [sentence for sentence in told(*FIGURES) if "each of" in sentence]
    assert len(means) == 2
    assert any("2.5 (10 / 4)" in sentence for sentence in means)


def test_a_yearly_row_is_summed() -> None:
    """The raids and the deaths of both years are added, each with its terms."""
    sums = [sentence for sentence in told(*FIGURES) if "together" in sentence]
    assert any("10 (4 + 6)" in sentence for sentence in sums)
    assert any("15 (10 + 5)" in sentence for sentence in sums)


def test_people_behind_a_share_keep_the_range() -> None:
    """Seventy to eighty percent of 1,500 are 1,050 to 1,200, and another base is named."""
    share = claim(
        "s", counts="share", comparator="between", low=70, high=80, window="2022", **WHERE
    )
    base = claim("t", 1500, counts="troops", window="2021", **WHERE)
    (one,) = derived(ledger(share, base), "d")
    assert one.quantity.low == pytest.approx(1050)
    assert one.quantity.high == pytest.approx(1200)
    assert "another base" in one.caveats[0]


def test_words_are_not_computed_with() -> None:
    """Vague figures and open ends give no derived quantity."""
    vague = claim("v", counts="killed", comparator="vague", low=24, high=99, words="dozens")
    assert derived(ledger(vague, FIGURES[0]), "d") == ()
