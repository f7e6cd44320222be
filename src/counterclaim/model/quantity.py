"""Quantities with a range, and the interval arithmetic that keeps ``low <= best <= high``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low``, ``best`` and ``high``; ``None`` is an open end or an unstated best.

    Sums of lows and of highs are bounds, never a confidence interval.
    Raises ``ValueError`` where the order is broken or a value is not a finite number.
    """

    low: Number | None = None
    best: Number | None = None
    high: Number | None = None

    def __post_init__(self) -> None:
        for value in (self.low, self.best, self.high):
            if value is not None and value - value != 0:
                raise ValueError(f"not a finite number: {value}")
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if known != sorted(known):
            raise ValueError(f"low <= best <= high is broken: {self.low}, {self.best}, {self.high}")

    @classmethod
    def exact(cls, value: Number) -> Quantity:
        """One known value."""
        return cls(value, value, value)

    @classmethod
    def ordered(cls, low: Number, best: Number, high: Number) -> tuple[Quantity, bool]:
        """The quantity, widened where the order was broken; the flag says that it was."""
        ends = min(low, best), max(high, best)
        return cls(ends[0], best, ends[1]), ends != (low, high)

    @property
    def is_exact(self) -> bool:
        """True if all three are one value."""
        return self.low is not None and self.low == self.best == self.high

    @property
    def is_open(self) -> bool:
        """True if an end is unknown."""
        return self.low is None or self.high is None

    @property
    def is_empty(self) -> bool:
        """True if nothing at all is stated."""
        return self.low is None and self.best is None and self.high is None

    def __str__(self) -> str:
        if self.is_exact:
            return _figure(self.best)
        ends = f"{_figure(self.low)}-{_figure(self.high)}"
        return ends if self.best is None else f"{_figure(self.best)} ({ends})"

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(
            _both(self.low, other.low), _both(self.best, other.best), _both(self.high, other.high)
        )

    def __neg__(self) -> Quantity:
        return Quantity(_minus(self.high), _minus(self.best), _minus(self.low))

    def __sub__(self, other: Quantity) -> Quantity:
        return self + (-other)

    def __mul__(self, other: Quantity) -> Quantity:
        """The product; an open end gives an open end unless both are non-negative."""
        best = None
        if self.best is not None and other.best is not None:
            best = self.best * other.best
        ends = (self.low, self.high, other.low, other.high)
        if None in ends:
            return Quantity(_open_product(self.low, other.low), best, None)
        products = [a * b for a in ends[:2] for b in ends[2:]]  # type: ignore[operator]
        return Quantity(min(products), best, max(products))

    def __truediv__(self, other: Quantity) -> Quantity:
        """The quotient; raises ``ZeroDivisionError`` if the divisor may be zero."""
        if other.low is None or other.low <= 0:
            raise ZeroDivisionError("a divisor that may be zero")
        return self * Quantity(
            None if other.high is None else 1 / other.high,
            None if other.best is None else 1 / other.best,
            1 / other.low,
        )

    def less_part(self, part: Quantity) -> Quantity:
        """What is left when ``part`` was summed into this one bound by bound.

        For totals that one provider added up from the same rows, where the bounds of the part
        are inside the bounds of the whole; otherwise use ``-``.
        """
        values = [
            None if whole is None or piece is None else whole - piece
            for whole, piece in zip(self.ends, part.ends, strict=True)
        ]
        return Quantity(*values)

    @property
    def ends(self) -> tuple[Number | None, Number | None, Number | None]:
        """``(low, best, high)``."""
        return self.low, self.best, self.high

    def scaled(self, factor: Number) -> Quantity:
        """Multiplied by an exact number."""
        return self * Quantity.exact(factor)

    def overlaps(self, other: Quantity) -> bool:
        """True if some value can satisfy both; an open end excludes nothing."""
        return _at_most(self.low, other.high) and _at_most(other.low, self.high)

    def contains(self, other: Quantity) -> bool:
        """True if every value of ``other`` is allowed here."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        high = self.high is None or (other.high is not None and other.high <= self.high)
        return low and high

    def hull(self, other: Quantity) -> Quantity:
        """The narrowest range that holds both; ``best`` only where they agree."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Quantity(low, self.best if self.best == other.best else None, high)


def total(quantities: Iterable[Quantity]) -> Quantity:
    """The sum of all; zero of nothing."""
    result = Quantity.exact(0)
    for quantity in quantities:
        result = result + quantity
    return result


def _both(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else left + right


def _minus(value: Number | None) -> Number | None:
    return None if value is None else -value


def _at_most(left: Number | None, right: Number | None) -> bool:
    return left is None or right is None or left <= right


def _open_product(left: Number | None, right: Number | None) -> Number | None:
    if left is None or right is None or left < 0 or right < 0:
        return None
    return left * right


def _figure(value: Number | None) -> str:
    if value is None:
        return "…"
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"
