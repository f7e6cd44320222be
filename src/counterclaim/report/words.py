"""How figures and refusals are said to a reader. Codes stay in the code; people read these."""

from __future__ import annotations

from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.period import Period, label
from counterclaim.model.quantity import Number, Quantity

STATUS_WORDS = {
    Status.REFUSED: "cannot be given",
    Status.NOT_SEPARABLE: "not recorded; cannot be separated",
    Status.NOT_RECORDED: "not recorded",
    Status.NOT_COVERED: "not covered",
}

CAVEATS = {
    "order_widened": "The data's low, best and high are out of order in the sum; the range was "
    "widened to hold the best.",
    "period_by_provider": "The provider counts some events in this period that touch others.",
    "single_source": "Some of these events rest on one source.",
    "value_missing": "Some events give no such number of deaths and are not in the sum.",
    "point_values": "Some events give one number of deaths without a range; it stands for low and "
    "high.",
    "best_zero_high_above": "Some events have no death by the best figure and some by the high.",
    "no_range_for_subgroup": "The data gives no range for this number of deaths.",
    "joint_side_deaths": "Deaths of a side on which several acted jointly stay with the side.",
    "partner_not_separable": "The part of others who acted beside them cannot be separated; this "
    "is no evidence of none.",
    "named_from": "The dataset begins to name this actor inside the period: part of the year.",
    "published_total": "The provider's own published total; its rows are not in the case.",
    "by_difference": "By difference of published totals; the events are not in the rows.",
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


def dated(period: Period) -> str:
    """``2021-12 to 2025-06``, ``since 2017-03``, ``until 2023``, ``2024``."""
    text = period.text.replace("~", "")
    left, slash, right = text.partition("/")
    about = "about " if period.about_start or period.about_end else ""
    if not slash:
        return about + label(Period.parse(left))
    if right in {"", ".."}:
        return f"since {about}{left}"
    return f"until {about}{right}" if left in {"", ".."} else f"{about}{left} to {right}"


def number(value: Number | None) -> str:
    """A number with thin grouping: ``1,500``."""
    if value is None:
        return "…"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
