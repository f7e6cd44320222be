"""Number words, separators and vague words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.draft.language import tokenize
from counterclaim.draft.numerals import Numeral, find_numerals
from counterclaim.draft.vague import VAGUE, VagueRange, with_default_ranges

_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def numerals(text: str, language: str = "en") -> list[Numeral]:
    """The numerals of a text."""
    return find_numerals(tokenize(text, 0, len(text), language), language, VAGUE)


def spelled(value: int) -> str:
    """An English spelling below one million, written independently of the reader."""
    if value >= 1000:
        rest = f" {spelled(value % 1000)}" if value % 1000 else ""
        return f"{spelled(value // 1000)} thousand{rest}"
    if value >= 100:
        rest = f" and {spelled(value % 100)}" if value % 100 else ""
        return f"{spelled(value // 100)} hundred{rest}"
    if value < 20:
        return _ENGLISH[value]
    return _TENS[value // 10] + (f"-{_ENGLISH[value % 10]}" if value % 10 else "")


@given(st.integers(min_value=1, max_value=999_999))
def test_every_spelled_number_is_read_back(value: int) -> None:
    """What is spelled out in English is read back as one numeral of the same worth."""
    (found,) = numerals(spelled(value) + " men")
    assert found.value == value


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", "\u202f", "\u00a0", ""]))
def test_every_grouping_of_digits_is_read(value: int, separator: str) -> None:
    """Commas and no-break spaces between groups of three never change the worth."""
    (found,) = numerals(f"{value:,}".replace(",", separator) + " men")
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a half-million people", 500_000),
        ("half a million", 500_000),
        ("two dozen trucks", 24),
        ("a dozen", 12),
        ("a hundred and six", 106),
        ("1.5 million", 1_500_000),
        ("1.500 soldiers", 1500),
        ("a couple of guards", 2),
        ("twelve hundred wounded", 1200),
    ],
)
def test_english_forms(text: str, value: int) -> None:
    """Halves, dozens, scales and continental points are read."""
    assert [n.value for n in numerals(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept", 97),
        ("soixante et onze", 71),
        ("mille deux cents", 1200),
        ("cent vingt et un", 121),
        ("une soixantaine", 60),
        ("une demi-douzaine", 6),
        ("1 500 hommes", 1500),
        ("2,3 millions", 2_300_000),
        ("deux millions", 2_000_000),
        ("quatre-vingts", 80),
    ],
)
def test_french_forms(text: str, value: int) -> None:
    """French number words, collectives and spaced groups are read."""
    assert [n.value for n in numerals(text, "fr")] == [value]


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("dozens of men", "en", 24, 99),
        ("tens of thousands", "en", 20_000, 99_999),
        ("several hundred", "en", 300, 999),
        ("des dizaines de civils", "fr", 24, 99),
        ("plusieurs centaines", "fr", 300, 999),
    ],
)
def test_vague_words_have_a_range(text: str, language: str, low: int, high: int) -> None:
    """Vague words carry the range of the table and no best value."""
    (found,) = numerals(text, language)
    assert (found.low, found.value, found.high) == (low, None, high)


def test_a_case_overrides_the_table() -> None:
    """A case's own range for a word replaces the default, the others stay."""
    table = with_default_ranges({"dozens": (12, 50)})
    assert table["dozens"] == VagueRange(12, 50)
    assert table["scores"] == VAGUE["scores"]


def test_words_that_only_contain_numbers_are_none() -> None:
    """ "Tended", "often" and "weighed" hold no number."""
    assert numerals("He often tended and weighed the stone") == []
