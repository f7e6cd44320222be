"""Headlines give up their figures, speakers and doers."""

from __future__ import annotations

import pytest

from counterclaim.case.rules import Rules
from counterclaim.check.titles import agents_in, denies_harm, figures_in, speaker_in


@pytest.mark.parametrize(
    ("title", "counts", "low", "high"),
    [
        ("Ministry says 1,203 killed in valley operation", "killed", 1203, 1203),
        ("At least 31 dead after raid on market", "killed", 31, None),
        ("Village raid leaves a dozen wounded", "wounded", 12, 12),
        ("Dozens killed as convoy hits mine", "killed", 24, 99),
        ("Over 40 people missing since March", "disappeared", 41, None),
        ("Au moins 14 morts dans une attaque", "killed", 14, None),
    ],
)
def test_figures_beside_a_word_of_harm_are_read(
    title: str, counts: str, low: int, high: int | None
) -> None:
    """The comparator before and the harm beside the number decide what it says."""
    (found,) = figures_in(title, Rules())
    assert (found.counts, found.quantity.low, found.quantity.high) == (counts, low, high)


@pytest.mark.parametrize(
    "title",
    ["The 17 September attack: has the strategy failed?", "Five years on, 60% lack water", ""],
)
def test_dates_and_shares_are_no_figures_of_harm(title: str) -> None:
    """A number without such a word is left alone."""
    assert list(figures_in(title, Rules())) == []


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Valley army says it has taken the fort", "Valley army"),
        ("300 killed by soldiers, says rights group", "rights group"),
        ("Quiet returns to the valley", ""),
    ],
)
def test_speakers_are_read(title: str, speaker: str) -> None:
    """Who says it, before or after."""
    assert speaker_in(title) == speaker


def test_doers_are_read() -> None:
    """ "Killed by X" and "X captures" name a doer."""
    assert agents_in("Forty killed by masked riders, says mayor")[1].startswith("masked riders")
    assert "Rebels" in agents_in("Rebels capture the northern fort")


def test_denials_are_read() -> None:
    """No civilians killed is a figure of nought."""
    assert denies_harm("Army: no civilians killed in strike")
    assert not denies_harm("No end in sight")
