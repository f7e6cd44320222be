"""Counting: a Measure becomes an expression over rows, its result an Answer with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.count.counter import Counter
    from counterclaim.count.explanation import explain
    from counterclaim.count.scorecard import score

__all__ = ["Counter", "explain", "score"]


def __getattr__(name: str) -> Any:
    """Loads the engines only when something is counted."""
    if name == "explain":
        from counterclaim.count.explanation import explain

        return explain
    if name == "Counter":
        from counterclaim.count.counter import Counter

        return Counter
    if name == "score":
        from counterclaim.count.scorecard import score

        return score
    raise AttributeError(name)
