"""What an assessment hands back: a Reading, or a Refusal that says what could have been seen.

Numbers and the sentences that quote them are made together by the assessment, so that they
cannot disagree. A Refusal is an answer like any other: it is returned, never raised.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Interval = tuple[float, float]
LARGEST_LOG = 700.0
SMALLEST, MOST = 0.0005, 10_000  # ratios beyond which digits would only seem exact


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A result: verdict, its sentences, and everything needed to judge or repeat it.

    ``interval`` is the 95% interval of the headline ratio; ``detectable`` the smallest fall and
    the smallest rise (as ratios) that would have been seen with 80% power, ``None`` where even
    the strongest one would not.
    """

    verdict: str
    sentence: str
    would_change: str
    method: str
    n: Mapping[str, int]
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    seed: int | None = None
    interval: Interval | None = None
    detectable: tuple[float | None, float | None] | None = None
    cautions: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """The assessment was not run: why, what could have been seen, what would allow it."""

    code: str
    reason: str
    could_have_seen: str
    would_change: str
    method: str
    n: Mapping[str, int] = field(default_factory=dict)
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    verdict: str = "refused"

    @property
    def sentence(self) -> str:
        """Reason and what could have been seen, as one paragraph."""
        return capital(" ".join(part for part in (self.reason, self.could_have_seen) if part))


def capital(text: str) -> str:
    """The text with a capital at its beginning, for a series name that opens a sentence."""
    return text[:1].upper() + text[1:]


def ratio_of(log: float) -> float:
    """The ratio of a difference of logarithms; without limit where no number would hold it."""
    return math.exp(log) if log < LARGEST_LOG else math.inf


def times(ratio: float | None) -> str:
    """A ratio as it is printed: ``x2.5``, ``x0.07``, ``none`` where there is none."""
    if ratio is None:
        return "none"
    if not math.isfinite(ratio):
        return "without limit"
    if 0 < ratio < SMALLEST:
        return "nearly x0"
    if ratio > MOST:
        return f"over x{MOST:,}"
    if 0 < ratio < 0.01:
        return f"x{ratio:.1g}"
    return f"x{ratio:.2f}" if ratio < 2 else f"x{ratio:.3g}" if ratio < 100 else f"x{ratio:.0f}"


def amount(value: float) -> str:
    """A number of things as it is printed: whole from 100 on, at most four digits below."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"


def span(interval: Interval) -> str:
    """An interval of ratios as it is printed: ``x0.32 to x10.7``."""
    low, high = interval
    return f"{times(low)} to {times(high)}" if math.isfinite(high) else f"{times(low)} or more"


def change(ratio: float) -> str:
    """A ratio in words: ``a fall of 28%``, ``a rise of 40%``, ``no difference``."""
    percent = round(100 * abs(ratio - 1)) if math.isfinite(ratio) else None
    if percent is None:
        return "a rise from none"
    if percent == 0:
        return "no difference"
    if ratio >= 3:
        return f"a rise to {ratio:.1f} times"
    return f"a {'rise' if ratio > 1 else 'fall'} of {percent}%"


def detectable_words(detectable: tuple[float | None, float | None]) -> str:
    """What would have been seen, as a clause: ``a fall to x0.38 or less or a rise to ...``."""
    down, up = detectable
    fall = f"a fall to {times(down)} or below" if down else "no fall, not even a complete stop,"
    rise = f"a rise to {times(up)} or above" if up and math.isfinite(up) else "no rise"
    return f"{fall} and {rise}"


def probability(p: float) -> str:
    """A p-value as it is printed: three decimals, never ``0.000``."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def holm(pvalues: tuple[float, ...]) -> tuple[float, ...]:
    """Holm's adjusted p-values, in the order given (Holm 1979, Scand. J. Statist. 6:65)."""
    order = sorted(range(len(pvalues)), key=pvalues.__getitem__)
    adjusted, running = [0.0] * len(pvalues), 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(pvalues) - rank) * pvalues[index]))
        adjusted[index] = running
    return tuple(adjusted)
