"""Quantities: the order of low, best and high survives every operation."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.quantity import Quantity, total

ENDS = st.none() | st.integers(-10_000, 10_000)


@st.composite
def quantities(draw: st.DrawFn, low: int = -10_000, closed: bool = False) -> Quantity:
    """Any quantity, or only closed ones."""
    a, b, c = sorted(draw(st.lists(st.integers(low, 10_000), min_size=3, max_size=3)))
    if closed:
        return Quantity(a, b, c)
    shown = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    return Quantity(*(v if keep else None for v, keep in zip((a, b, c), shown, strict=True)))


@st.composite
def with_member(draw: st.DrawFn, low: int = -10_000) -> tuple[Quantity, int]:
    """A closed quantity and one value that it allows."""
    quantity = draw(quantities(low=low, closed=True))
    assert isinstance(quantity.low, int)
    assert isinstance(quantity.high, int)
    return quantity, draw(st.integers(quantity.low, quantity.high))


def in_order(quantity: Quantity) -> bool:
    """True if what is stated stands in order."""
    stated = [end for end in quantity.ends if end is not None]
    return stated == sorted(stated)


@given(quantities(), quantities())
def test_operations_keep_the_order(a: Quantity, b: Quantity) -> None:
    """Sums, differences, products and hulls are quantities again."""
    assert all(in_order(q) for q in (a + b, a - b, a * b, -a, a.scaled(-3), a.hull(b)))


@given(with_member(), with_member())
def test_operations_hold_the_truth(a: tuple[Quantity, int], b: tuple[Quantity, int]) -> None:
    """Whatever the true values in two ranges, the result of the operation is in the result."""
    (left, x), (right, y) = a, b
    for result, truth in ((left + right, x + y), (left - right, x - y), (left * right, x * y)):
        assert result.contains(Quantity.exact(truth))


@given(with_member(low=0), with_member(low=1))
def test_quotients_hold_the_truth(a: tuple[Quantity, int], b: tuple[Quantity, int]) -> None:
    """A quotient by a positive range holds the true quotient, up to rounding of the machine."""
    result = a[0] / b[0]
    assert result.low is not None
    assert result.high is not None
    truth = a[1] / b[1]
    assert result.low <= truth or math.isclose(result.low, truth)
    assert truth <= result.high or math.isclose(result.high, truth)


@given(quantities(), quantities(), quantities())
def test_sums_do_not_depend_on_order(a: Quantity, b: Quantity, c: Quantity) -> None:
    """Addition is commutative and associative, and zero changes nothing."""
    assert a + b == b + a
    assert (a + b) + c == a + (b + c) == total((c, a, b))
    assert a + Quantity.exact(0) == a


@given(quantities(), quantities())
def test_overlap_is_symmetric_and_follows_containment(a: Quantity, b: Quantity) -> None:
    """Overlap is symmetric; a range that holds another overlaps it; a hull holds both."""
    assert a.overlaps(b) == b.overlaps(a)
    assert not a.contains(b) or a.overlaps(b)
    assert a.hull(b).contains(a)
    assert a.hull(b).contains(b)


@given(st.integers(), st.integers(), st.integers())
def test_broken_order_is_widened(low: int, best: int, high: int) -> None:
    """A provider's broken order becomes a range around best, and says that it was broken."""
    quantity, widened = Quantity.ordered(low, best, high)
    assert quantity.best == best
    assert widened == (not low <= best <= high)


@pytest.mark.parametrize(
    "ends", [(2, 1, 3), (1, None, 0), (None, 5, 4), (math.nan, 1, 2), (0, 1, math.inf)]
)
def test_broken_quantities_are_refused(ends: tuple[float | None, ...]) -> None:
    """A broken order or a value that is not finite is an error."""
    with pytest.raises(ValueError, match=r"broken|finite"):
        Quantity(*ends)


def test_open_ends_stay_open() -> None:
    """What has no upper limit has none after adding."""
    at_least = Quantity(low=500) + Quantity.exact(20)
    assert at_least.ends == (520, None, None)
    assert at_least.is_open


def test_a_share_of_a_base_keeps_its_range() -> None:
    """Sixty to seventy-five percent of 400 are 240 to 300."""
    assert (Quantity(low=60, high=75) * Quantity.exact(400)).scaled(0.01) == Quantity(
        240, None, 300
    )


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    """No ratio is given where the base may be nothing."""
    with pytest.raises(ZeroDivisionError):
        Quantity.exact(3) / Quantity(low=0, high=4)


def test_a_part_leaves_the_rest_bound_by_bound() -> None:
    """Bounds of a part that was summed into the whole are taken off one by one."""
    assert Quantity(30, 40, 60).less_part(Quantity(10, 15, 20)) == Quantity(20, 25, 40)


def test_spelling() -> None:
    """A reader sees best with its range, and never one end alone."""
    assert str(Quantity(1000, 2000, 3500)) == "2,000 (1,000-3,500)"
    assert str(Quantity(low=5)) == "5-…"
    assert str(Quantity.exact(7)) == "7"
