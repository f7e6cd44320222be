"""The words for two directions of response: one direction's verdict, and the label of both.

Two labels cannot be told apart by timing alone: that one side reacts to surges of the other, and
that the other falls after the first acts. Wherever one is printed, so is its mirror image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.assess.reading import (
    Interval,
    Refusal,
    detectable_words,
    probability,
    span,
    times,
)

RISES, FALLS, EQUAL, UNKNOWN = "rises", "falls", "equivalent", "cannot tell"
TIT_FOR_TAT = "tit-for-tat"
ONE_WAY = "one-way response"
SUPPRESSION = "suppression or operation after a surge"
INDEPENDENT = "independent within limits"


@dataclass(frozen=True, kw_only=True)
class Direction:
    """One direction: does ``answer`` come more or less often after ``cause``?

    ``ratio`` compares the ``window_days`` days after a cause with the other days of the same
    60-day block; ``p`` is the shift test's, ``p_holm`` adjusted for both directions; ``sign`` is
    the direction of the strongest response in that test.
    """

    cause: str
    answer: str
    causes: int
    answers: int
    window_days: int
    blocks: int
    phi: float
    ratio: float
    interval: Interval
    detectable: tuple[float | None, float | None]
    p: float
    p_holm: float
    sign: int
    verdict: str = UNKNOWN
    conflict: bool = False
    sentence: str = ""


def judged(direction: Direction, p_holm: float, alpha: float, equivalence: float) -> Direction:
    """The direction with its adjusted p, verdict and sentence."""
    verdict = _verdict(direction, p_holm, alpha, equivalence)
    conflict = p_holm < alpha and verdict == UNKNOWN
    settled = replace(direction, p_holm=p_holm, verdict=verdict, conflict=conflict)
    return replace(settled, sentence=_direction_sentence(settled, equivalence))


def _verdict(direction: Direction, p_holm: float, alpha: float, equivalence: float) -> str:
    low, high = direction.interval
    if p_holm < alpha:
        agrees = (direction.ratio > 1) == (direction.sign > 0)
        return (RISES if direction.sign > 0 else FALLS) if agrees else UNKNOWN
    return EQUAL if low >= 1 / equivalence and high <= equivalence else UNKNOWN


def _direction_sentence(direction: Direction, equivalence: float) -> str:
    seen = detectable_words(direction.detectable)
    size = (
        f"in the {direction.window_days} days after {direction.cause}, {direction.answer} came "
        f"{times(direction.ratio)} as often as on other days of the same two months (95% interval "
        f"{span(direction.interval)}; {probability(direction.p_holm)} after Holm)"
    )
    ending = {
        RISES: f"More {direction.answer} come after {direction.cause}.",
        FALLS: f"Fewer {direction.answer} come after {direction.cause}.",
        EQUAL: f"A response beyond x{1 / equivalence:.2f} to x{equivalence:.2g} is ruled out.",
        UNKNOWN: "This direction cannot be told.",
    }[direction.verdict]
    return (
        f"With {direction.causes} {direction.cause} and {direction.answers} {direction.answer}, "
        f"{seen} would have been seen; {size}. {ending}"
    )


def label(directions: Sequence[Direction]) -> str:
    """The label that the tested directions justify together."""
    found = [direction.verdict for direction in directions]
    if found == [RISES, RISES]:
        return TIT_FOR_TAT
    if RISES in found:
        return ONE_WAY
    if FALLS in found:
        return SUPPRESSION
    return INDEPENDENT if found == [EQUAL, EQUAL] else UNKNOWN


def strongest(directions: Sequence[Direction]) -> Direction:
    """The direction with the smallest p (the first of equals)."""
    return min(directions, key=lambda direction: direction.p)


def maximum_pressure(directions: Sequence[Direction]) -> str:
    """``shown for A on B`` if B falls after A and A does not depend on B; else ``not shown``."""
    for acting in directions:
        reverse = [d for d in directions if d.cause == acting.answer]
        if acting.verdict == FALLS and [d.verdict for d in reverse] == [EQUAL]:
            return f"shown for {acting.cause} on {acting.answer}"
    return "not shown"


def sentence(
    verdict: str,
    judged_directions: Sequence[Direction],
    directions: Sequence[Direction | Refusal],
    equivalence: float,
) -> str:
    """The plain sentence of the assessment: what could be seen, then what was."""
    if verdict == UNKNOWN:
        return _cannot_tell(judged_directions)
    parts = [d.sentence for d in judged_directions]
    parts += [f"The other direction: {d.reason}" for d in directions if isinstance(d, Refusal)]
    limits = f" (x{1 / equivalence:.2f} to x{equivalence:.2g})" if verdict == INDEPENDENT else ""
    return f"{' '.join(parts)} Together: {verdict}{limits}."


def _cannot_tell(directions: Sequence[Direction]) -> str:
    seen = "; ".join(
        f"of {d.answer} after {d.cause} {detectable_words(d.detectable)}" for d in directions
    )
    lead = directions[0]
    return (
        f"Cannot tell. With {lead.causes} {lead.cause} and {lead.answers} {lead.answer} only this "
        f"would have been seen: {seen}. This is not evidence that the sides ignore each other."
    )


def would_change(lead: Direction) -> str:
    """One sentence: what would have to be different for another verdict."""
    if lead.verdict in (RISES, FALLS):
        return "Days that are really dates of reporting, or a third actor that drives both series."
    return (
        f"A longer series: the interval {span(lead.interval)} for {lead.answer} after {lead.cause} "
        "would have to leave 1 aside, or lie wholly inside the declared limits."
    )


def cautions(verdict: str, directions: Sequence[Direction]) -> tuple[str, ...]:
    """What must be said beside the verdict."""
    notes = ["Clusters pull the ratio towards 1: the true response may be stronger."]
    if verdict in (ONE_WAY, SUPPRESSION):
        notes.append(
            "By timing alone, a side that reacts to the other's surges and a side after whose acts "
            "the other falls look alike."
        )
    if any(d.conflict for d in directions):
        notes.append("Shift test and rate ratio point in different directions: no label is given.")
    return tuple(notes)
