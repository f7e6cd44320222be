"""How figures and refusals are said to a reader. Codes stay in the code; people read these."""

from __future__ import annotations

from counterclaim.count.caveats import CAVEATS
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.quantity import Number, Quantity

__all__ = ["CAVEATS", "STATUS_WORDS", "answer_words", "count", "figure_words", "marks", "number"]

STATUS_WORDS = {
    Status.REFUSED: "cannot be given",
    Status.NOT_SEPARABLE: "not recorded; cannot be separated",
    Status.NOT_RECORDED: "not recorded",
    Status.NOT_COVERED: "not covered",
}


def quantity_words(quantity: Quantity) -> str:
    """``275 (275-303)``, ``293``, ``50-70``, ``at least 81``; a low never without its high."""
    low, best, high = quantity.ends
    if quantity.is_exact or (best is not None and low is None and high is None):
        return number(best)
    if best is not None and low is not None and high is not None:
        return f"{number(best)} ({number(low)}-{number(high)})"
    if low is not None and high is not None:
        return f"{number(low)}-{number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else "not stated"


def answer_words(answer: Answer) -> str:
    """What stands in a cell: the figure, or the status in words."""
    if isinstance(answer, Refusal):
        return STATUS_WORDS[answer.status]
    return figure_words(answer)


def figure_words(figure: Figure) -> str:
    """Deaths as ``275 (275-303)``; events as ``25 (22)``, in brackets those with a death."""
    if figure.unit != "events":
        return quantity_words(figure.quantity)
    fatal = figure.fatal_events.best if figure.fatal_events else None
    return number(figure.quantity.best) + ("" if fatal is None else f" ({number(fatal)})")


def marks(answer: Answer) -> tuple[str, ...]:
    """``part year`` and ``provisional`` for figures that are so."""
    if isinstance(answer, Refusal):
        return ()
    states = {"part of the period": answer.partial, "provisional": answer.provisional}
    return tuple(word for word, holds in states.items() if holds)


def count(how_many: int | None, noun: str) -> str:
    """``1 event``, ``2,000 events``."""
    return f"{number(how_many)} {noun}" + ("" if how_many == 1 else "s")


def number(value: Number | None) -> str:
    """A number with thin grouping: ``1,500``."""
    if value is None:
        return "…"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
