"""Words for size and change against the figures."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.words_ratio import findings
from tests.check.invented import claim, ledger

ARDA: dict[str, Any] = {"actor": "Arda", "counts": "acts"}


@pytest.mark.parametrize(
    ("words", "first", "second", "told"),
    [
        ("doubled", 21, 20, 1),
        ("doubled", 30, 20, 0),
        ("halved", 19, 20, 1),
        ("halved", 14, 20, 0),
        ("doubled", 18, 20, 1),
        ("tripled", 28, 20, 1),
        ("tripled", 50, 20, 0),
        ("a majority", 4, 20, 1),
        ("a majority", 9, 20, 0),
    ],
)
def test_words_are_elastic_down_to_half_of_what_they_say(
    words: str, first: int, second: int, told: int
) -> None:
    """Half as much again is let pass as "doubled", a twentieth is not."""
    a, b = claim("a", first, window="2023", **ARDA), claim("b", second, window="2022", **ARDA)
    said = claim("w", kind="relation", words=words, operand=("a", "b"))
    assert len(list(findings(ledger(a, b, said)))) == told


def test_doubled_is_held_against_the_years_in_their_order() -> None:
    """20 and then 41 is doubled, though the earlier year is named first."""
    few, many = claim("a", 20, window="2022", **ARDA), claim("b", 41, window="2023", **ARDA)
    said = claim("w", kind="relation", words="doubled", operand=("a", "b"))
    assert list(findings(ledger(few, many, said))) == []


def test_a_share_in_words_names_its_base_first() -> None:
    """40 of 212 dead are not most of them."""
    whole, part = claim("t", 212, window="2023", **ARDA), claim("p", 40, window="2023", **ARDA)
    said = claim("w", kind="relation", relation="share_of", words="most of", operand=("t", "p"))
    assert [set(each.claims) for each in findings(ledger(whole, part, said))] == [{"w", "t", "p"}]
    other = said.model_copy(update={"operand": ("p", "t"), "relation": "ratio_of"})
    assert len(list(findings(ledger(whole, part, other)))) == 1


def test_more_than_the_year_before_needs_some_figure_that_rises() -> None:
    """All figures falling breaks "more"; one that rises bears it out."""
    words: dict[str, Any] = {"kind": "relation", "relation": "greater_than_previous_year"}
    more = claim("w", actor="Arda", window="2023", **words)
    acts = (claim("a", 3, window="2023", **ARDA), claim("b", 5, window="2022", **ARDA))
    (found,) = findings(ledger(more, *acts))
    assert set(found.claims) == {"w", "a", "b"}
    dead = {"actor": "Arda", "counts": "killed"}
    killed = (claim("c", 47, window="2023", **dead), claim("d", 5, window="2022", **dead))
    assert list(findings(ledger(more, *acts, *killed))) == []


def test_high_fatality_wants_a_mean_that_kills() -> None:
    """Three deaths an attack, half of one without the largest, is not high-fatality."""
    span = {"actor": "Arda", "window": "2022/2025"}
    dead, acts = claim("d", 355, counts="killed", **span), claim("a", 112, counts="acts", **span)
    event = claim("e", 300, counts="killed", actor="Arda", place="Town", window="2022-03-27")
    said = claim("w", kind="relation", actor="Arda", statement="High-fatality attacks went on.")
    (found,) = findings(ledger(dead, acts, event, said))
    assert set(found.claims) == {"w", "d", "a"}
    many = claim("d", 3550, counts="killed", **span)
    assert list(findings(ledger(many, acts, said))) == []
