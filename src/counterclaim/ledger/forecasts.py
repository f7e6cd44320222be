"""Dated forecasts: what resolves them, and how well they did.

Brier score (Brier 1950, Monthly Weather Review 78:1) with the score of the base rate beside it. A
forecast made or dated after the fact is never scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.errors import PeriodError
from counterclaim.model.answer import Answer, Figure
from counterclaim.model.claim import Forecast
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity

ENOUGH = 20
# Words of chance and their range; the middle is what is scored (Kent 1964; ICD 203 of 2015).
CHANCE_WORDS: Mapping[str, tuple[float, float]] = {
    "almost certain": (0.95, 0.99),
    "very likely": (0.80, 0.95),
    "likely": (0.55, 0.80),
    "about even": (0.45, 0.55),
    "possible": (0.20, 0.55),
    "unlikely": (0.20, 0.45),
    "very unlikely": (0.05, 0.20),
    "almost no chance": (0.01, 0.05),
}
_RULE = re.compile(
    r"(?P<measure>[\w.-]+)(?::(?P<period>\S+))?\s*(?P<sign>>=|<=|>|<|==|=)\s*(?P<value>\d+(?:\.\d+)?)"
)
CountMeasure = Callable[[str, Period], Answer]


@dataclass(frozen=True)
class Scores:
    """The scores of resolved forecasts. ``skill`` is ``None`` below twenty, with the reason why."""

    resolved: int
    open: int
    brier: float | None
    base_rate: float | None
    base_brier: float | None
    skill: float | None
    said: str


def probability_of(forecast: Forecast) -> float | None:
    """The stated probability, or the middle of the range of its word; ``None`` without either."""
    if forecast.probability is not None:
        return float(forecast.probability)
    words = forecast.words.casefold()
    found = [known for known in CHANCE_WORDS if known in words]
    return sum(CHANCE_WORDS[max(found, key=len)]) / 2 if found else None


def is_scorable(forecast: Forecast) -> bool:
    """True for a resolved forecast with a chance, made before its horizon ended."""
    made, horizon = _day(forecast.made_on), _day(forecast.horizon)
    in_time = made is not None and (horizon is None or made < horizon)
    return bool(forecast.outcome) and probability_of(forecast) is not None and in_time


def brier(pairs: Sequence[tuple[float, int]]) -> float:
    """Mean squared difference of probability and outcome (0 or 1); needs at least one pair."""
    return sum((chance - outcome) ** 2 for chance, outcome in pairs) / len(pairs)


def scores_of(forecasts: Iterable[Forecast]) -> Scores:
    """Brier score, base rate and its score; a skill verdict from twenty resolved forecasts on."""
    listed = list(forecasts)
    pairs = [(probability_of(f) or 0.0, int(f.outcome)) for f in listed if is_scorable(f)]
    left = sum(not forecast.outcome for forecast in listed)
    if not pairs:
        return Scores(0, left, None, None, None, None, "no forecast is resolved and scorable")
    base = sum(outcome for _, outcome in pairs) / len(pairs)
    own, naive = brier(pairs), brier([(base, outcome) for _, outcome in pairs])
    skill = 1 - own / naive if len(pairs) >= ENOUGH and naive > 0 else None
    return Scores(len(pairs), left, own, base, naive, skill, _said(len(pairs), skill))


def resolve(forecast: Forecast, count: CountMeasure, *, on: date) -> Forecast:
    """The forecast with its outcome by its rule, or as it was where the rule cannot decide.

    A rule reads ``measure:period >= 300`` (or ``<``, ``<=``, ``>``, ``=``); without a period the
    days from ``made_on`` to the horizon are counted. A forecast that is resolved stays so.
    """
    found = _RULE.fullmatch(forecast.rule.strip())
    window = _window(forecast, found["period"] if found else None)
    horizon = _day(forecast.horizon)
    if forecast.outcome or found is None or window is None or (horizon and horizon > on):
        return forecast
    answer = count(found["measure"], window)
    decided = holds(answer, found["sign"], float(found["value"]))
    if decided is None:
        return forecast
    update = {"outcome": "1" if decided else "0", "resolved_on": on.isoformat()}
    return forecast.model_copy(update=update)


def holds(answer: Answer, sign: str, value: float) -> bool | None:
    """Whether a comparison holds over the whole range; ``None`` where the range straddles it."""
    if not isinstance(answer, Figure):
        return None
    allowed = {
        ">=": Quantity(value, None, None),
        "<=": Quantity(None, None, value),
        ">": Quantity(value + _least(value), None, None),
        "<": Quantity(None, None, value - _least(value)),
    }.get(sign, Quantity.exact(value))
    if allowed.contains(answer.quantity):
        return True
    return None if allowed.overlaps(answer.quantity) else False


def _least(value: float) -> float:
    return 1 if value == int(value) else 1e-9


def _said(resolved: int, skill: float | None) -> str:
    if skill is None:
        return f"{resolved} resolved: no verdict on skill below {ENOUGH}"
    better = "better" if skill > 0 else "no better"
    return f"{better} than always giving the base rate (skill {skill:.2f}, {resolved} resolved)"


def _window(forecast: Forecast, period: str | None) -> Period | None:
    if period:
        return Period.parse(period)
    made, horizon = _day(forecast.made_on), _day(forecast.horizon)
    return Period.of(made, horizon) if made and horizon and made <= horizon else None


def _day(text: str) -> date | None:
    try:
        return Period.parse(text).end if text else None
    except PeriodError:
        return None
