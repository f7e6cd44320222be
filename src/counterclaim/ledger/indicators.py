"""Claims of success against indicators that the case declared beforehand.

An indicator ties a claim ("all regional capitals are back under control") to a test: a Measure
counted over a period, or a count of the register of sites. The test is declared in the case, not
chosen after the answer is known; what cannot be counted is said to be open (``open`` holds why).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from counterclaim.case.definitions import Indicator
from counterclaim.ledger.book import Ledger
from counterclaim.ledger.forecasts import holds
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Verdict, content_hash, finding_id
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity

KIND = "success_against_indicator"
CountMeasure = Callable[[str, Period], Answer]
_SIGNS = {
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "fewer_than": "<",
    "exact": "=",
    "zero": "=",
}


@dataclass(frozen=True)
class Tested:
    """An indicator with its answer, and whether it bears out the claim (``None``: open)."""

    indicator: Indicator
    answer: Answer
    holds: bool | None


def answered(
    ledger: Ledger, indicators: Iterable[Indicator], count: CountMeasure
) -> tuple[Tested, ...]:
    """Every indicator, counted."""
    return tuple(_tested(ledger, indicator, count) for indicator in indicators)


def findings(
    ledger: Ledger, indicators: Iterable[Indicator], count: CountMeasure
) -> tuple[Finding, ...]:
    """A note for every claim of success, with the indicator's answer beside it."""
    return tuple(_finding(ledger, tested) for tested in answered(ledger, indicators, count))


def _tested(ledger: Ledger, indicator: Indicator, count: CountMeasure) -> Tested:
    test = indicator.test
    answer = _answered(ledger, indicator, count)
    sign = _SIGNS.get(str(test.get("comparator", "at_least")), "")
    decided = holds(answer, sign, float(test.get("value", 0))) if sign else None
    return Tested(indicator, answer, decided)


def _answered(ledger: Ledger, indicator: Indicator, count: CountMeasure) -> Answer:
    """By the register of sites, by a measure, or with what the test says of why neither can."""
    test = indicator.test
    if test.get("open"):
        return Refusal(Status.NOT_COVERED, "left_open", str(test["open"]).strip())
    return _sites(ledger, test) if "sites" in test else _measured(ledger, indicator, count)


def _measured(ledger: Ledger, indicator: Indicator, count: CountMeasure) -> Answer:
    measure, period = indicator.test.get("measure"), _period(ledger, indicator)
    if not measure or period is None:
        return Refusal(
            Status.REFUSED,
            "incomplete_test",
            "The indicator names no measure, or neither it nor its claim has a period.",
            remedy="give test.measure and test.period in case.yaml",
        )
    return count(str(measure), period)


def _sites(ledger: Ledger, test: dict[str, Any]) -> Answer:
    """The number of registered sites of a function that an actor holds at the end of a period."""
    wanted = test["sites"] if isinstance(test["sites"], dict) else {"function": test["sites"]}
    window = Period.parse(str(test["period"])) if test.get("period") else None
    held = [
        site
        for site in ledger.sites
        if wanted.get("function", site.function) == site.function
        and (
            not wanted.get("actor")
            or ledger.actor_id(site.actor) == ledger.actor_id(wanted["actor"])
        )
        and (window is None or site.valid is None or site.valid.overlaps(window))
    ]
    return Figure(Quantity.exact(len(held)), "sites", len(held))


def _period(ledger: Ledger, indicator: Indicator) -> Period | None:
    stated = indicator.test.get("period")
    claim = ledger.by_id.get(indicator.claim)
    return Period.parse(str(stated)) if stated else (claim.window if claim else None)


def _finding(ledger: Ledger, tested: Tested) -> Finding:
    claim = ledger.by_id.get(tested.indicator.claim)
    said = claim.statement if claim else tested.indicator.title
    return Finding(
        id=finding_id(KIND, [tested.indicator.id, tested.indicator.claim]),
        kind=KIND,
        severity="note",
        verdict=_verdict(tested.holds),
        claims=(claim.id,) if claim else (),
        explanation=f"“{said.rstrip('.')}” against the declared indicator “"
        f"{tested.indicator.title or tested.indicator.id}”: {_answer(tested)}",
        settle="Say by which measure the claim is meant, and for which day.",
        figures={"test": dict(tested.indicator.test)},
        content_hash=content_hash(
            [_content(claim), str(tested.answer), str(tested.indicator.test)]
        ),
    )


def _verdict(decided: bool | None) -> Verdict:
    if decided is None:
        return "not_decided"
    return "supported" if decided else "in_tension"


def _answer(tested: Tested) -> str:
    if isinstance(tested.answer, Refusal):
        return f"it cannot be counted. {tested.answer.reason}"
    word = {True: "is met", False: "is not met", None: "is left open by the range"}[tested.holds]
    test = tested.indicator.test
    wanted = f"{test.get('comparator', 'at_least')} {test.get('value', 0):,}".replace("_", " ")
    unit = f" {tested.answer.unit}" if tested.answer.unit else ""
    return f"{tested.answer.quantity}{unit}. The test ({wanted}) {word}."


def _content(claim: Claim | None) -> str:
    return "\x1e".join(claim.cells().values()) if claim else ""
