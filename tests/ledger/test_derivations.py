"""Computed quantities keep their ranges and name their parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case.definitions import Derivation
from counterclaim.errors import NotFound
from counterclaim.ledger import Ledger
from counterclaim.ledger.derivations import Derived, computed, derive
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Quantity


def _claim(id: str, **cells: Any) -> Claim:
    return Claim.model_validate({"id": id, **cells})


_SHARE: dict[str, Any] = {"counts": "share", "comparator": "between", "operand": ("corps",)}
_TROOPS: dict[str, Any] = {"counts": "troops", "comparator": "about", "unit": "troops"}
BOOK = Ledger(
    claims=(
        _claim("share", low=70, high=80, place="Continent", **_SHARE),
        _claim("troops", low=1500, best=1500, high=1500, place="Land", **_TROOPS),
        _claim("a", counts="killed", low=20, high=80, window="2024-07"),
        _claim("b", counts="killed", low=81, voice="a ministry", window="2025-01"),
        _claim("from", window="2025-06-04"),
        _claim("to", window="2025-06-06"),
        _claim("bare"),
    )
)


def _derive(op: str, *of: str) -> Derived:
    return derive(BOOK, Derivation.model_validate({"id": "d", "op": op, "of": of}))


def test_a_share_of_a_figure_keeps_its_range_and_its_doubt() -> None:
    """70 to 80% of about 1,500 is 1,050 to 1,200, with the caveat that the base was another."""
    derived = _derive("product", "share", "troops")
    assert derived.quantity == Quantity(1050, None, 1200)
    assert derived.parts == ("share", "troops")
    assert isinstance(derived.answer, Figure)
    assert any("another base" in caveat for caveat in derived.answer.caveats)


def test_an_open_end_stays_open() -> None:
    """20 to 80 and at least 81 are at least 101; two speakers are named as such."""
    derived = _derive("sum", "a", "b")
    assert derived.quantity == Quantity(101, None, None)
    assert isinstance(derived.answer, Figure)
    assert "the parts are told by different speakers" in derived.answer.caveats


def test_durations_come_from_dates() -> None:
    """Two days lie between the fourth and the sixth; one window has its own days."""
    assert _derive("duration", "from", "to").quantity == Quantity(2, None, 2)
    assert _derive("duration", "a").quantity == Quantity.exact(31)


def test_overlapping_parts_of_a_sum_are_named() -> None:
    """The same scope twice may be the same people."""
    derived = _derive("sum", "a", "a")
    assert isinstance(derived.answer, Figure)
    assert "a and a may count the same people or acts" in derived.answer.caveats


def test_refusals_pass_through() -> None:
    """A refused cell or a claim without figure refuses the whole, with its reason."""
    refusal = Refusal(Status.NOT_COVERED, "ends", "The data ends in 2024.")
    asked = Derivation.model_validate({"id": "d", "op": "sum", "of": ["a", "deaths:2025"]})
    assert derive(BOOK, asked, lambda cell: refusal).answer == refusal
    assert isinstance(_derive("sum", "a", "bare").answer, Refusal)
    assert isinstance(computed("ratio", [Quantity.exact(1), Quantity(0, 0, 3)]), Refusal)


def test_an_unknown_part_is_an_error() -> None:
    """The message names the reference and where to mend it."""
    with pytest.raises(NotFound, match="not there"):
        _derive("sum", "a", "nope")


_RANGES = st.tuples(st.integers(1, 500), st.integers(0, 500)).map(
    lambda t: Quantity(t[0], None, sum(t))
)


@given(_RANGES, _RANGES, st.sampled_from(["sum", "difference", "product", "ratio", "share"]))
def test_results_hold_every_combination_of_the_ends(
    left: Quantity, right: Quantity, op: str
) -> None:
    """Whatever the true parts are, the true result lies in the computed range."""
    answer = computed(op, [left, right])  # type: ignore[arg-type]
    assert isinstance(answer, Figure)
    one, two = float(left.low or 0), float(right.high or 0)
    true = {
        "sum": one + two,
        "difference": one - two,
        "product": one * two,
        "ratio": one / two,
        "share": min(100.0, 100 * one / two),
    }[op]
    low, high = answer.quantity.low, answer.quantity.high
    assert low is not None
    assert high is not None
    assert low - 1e-9 <= true <= high + 1e-9
