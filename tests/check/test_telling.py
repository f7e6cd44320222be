"""A claim is told as an editor would write it."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check import check
from counterclaim.check.telling import told
from tests.check.invented import claim, ledger

DEAD: dict[str, Any] = {"counts": "killed", "place": "Vale", "window": "2022"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"comparator": "record", "low": 40, "best": 40, "high": 40, **DEAD}, "a record 40 deaths"),
        ({"comparator": "record", **DEAD}, "a record number of deaths in Vale"),
        ({"low": 1, "best": 1, "high": 1, "counts": "acts", "window": "2022"}, "1 act in 2022"),
        ({"low": 2, "best": 2, "high": 2, "counts": "acts", "window": "2022"}, "2 acts in 2022"),
        ({"low": 4, "counts": "killed", "relation": "mean_of", "operand": "a"}, "a mean of 4"),
        ({"low": 4, "high": 4, "counts": "killed", "operand": "a; b"}, "4 killed (c)"),
        ({"low": 4, "high": 4, "counts": "killed"}, "4 killed at no stated time (c)"),
        (
            {"relation": "greater_than_previous_year", "kind": "relation", **DEAD},
            "a higher number of killed in Vale in 2022",
        ),
    ],
)
def test_a_claim_is_told_in_words(cells: dict[str, Any], expected: str) -> None:
    """A record with its figure, one act, a mean, a relation: no ellipsis and no wrong plural."""
    assert told(ledger(), claim("c", **cells)).startswith(expected)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            [
                claim("cap", best=40, comparator="never_more_than", **DEAD),
                claim("a", 50, **DEAD),
            ],
            "cap allows at most 40 in any year, a gives 50 in 2022",
        ),
        (
            [
                claim("a", 200, **{**DEAD, "window": "2022-05"}),
                claim("b", comparator="fewer_than", high=150, **DEAD),
            ],
            "with 200 (at least 190 with rounding) it would be more than the whole (up to 149)",
        ),
        (
            [
                claim("r", 40, **DEAD).model_copy(update={"comparator": "record"}),
                claim("a", 88, **{**DEAD, "window": "2019"}),
            ],
            "A record of 40 in 2022 does not go with 88 in 2019 (a)",
        ),
        (
            [claim("a", 4, **{**DEAD, "window": "2022-05-04"}, reported="2022-05-01")],
            "was reported on 1 May 2022, before it can have happened",
        ),
        (
            [
                claim("a", 20, **DEAD),
                claim("b", 26, **{**DEAD, "window": "2023"}),
                claim("w", relation="ratio_of", operand="b; a", words="doubled", kind="relation"),
            ],
            "the words stand for a ratio of 2, the figures give 1.3.",
        ),
    ],
)
def test_the_reason_shows_what_was_written(claims: list[Any], expected: str) -> None:
    """Every number of the arithmetic is there, once, as the reader knows it."""
    (found,) = check(ledger(*claims)).findings
    assert expected in found.explanation
