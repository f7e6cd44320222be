"""Findings for a report: from the checks of the ledger, and from the declared assessments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.ledger import Ledger
from counterclaim.model.answer import Answer
from counterclaim.model.finding import SEVERITIES, Finding
from counterclaim.model.period import Period

if TYPE_CHECKING:
    from counterclaim.case import Case


@dataclass(frozen=True)
class Assessment:
    """What an assessment concludes: its finding, its parts in words, and its chart if any."""

    name: str
    question: str
    finding: Finding
    parts: tuple[tuple[str, str], ...]
    chart: dict[str, Any] | None

    @property
    def window(self) -> str:
        """The time that it speaks of, in words."""
        return dict(self.parts).get("window", "").replace("/", " to ")


def checked(case: Case, ledger: Ledger) -> tuple[Finding, ...]:
    """What the checks and the declared indicators find in the case, worst first."""
    found: list[Finding] = []
    if ledger.claims:
        from counterclaim.check import check

        found += check(ledger).findings
    if case.definitions.indicators:
        found += _indicators(case, ledger)
    return worst_first(found)


def _indicators(case: Case, ledger: Ledger) -> tuple[Finding, ...]:
    from counterclaim.count.counter import Counter
    from counterclaim.ledger.indicators import findings

    counter = Counter(case)
    measures = case.definitions.measures

    def count(measure: str, period: Period) -> Answer:
        return counter.answer(measures[measure], period)[0]

    return findings(ledger, case.definitions.indicators.values(), count)


def assessed(case: Case) -> tuple[Assessment, ...]:
    """What the assessments that ``case.yaml`` declares conclude; the case is left as it is."""
    if not case.definitions.assessments:
        return ()
    from counterclaim.assess import assess
    from counterclaim.assess.writing import rows

    return tuple(
        Assessment(
            result.name,
            result.assessment.declared.question or result.assessment.declared.title,
            result.finding,
            tuple(rows(result)),
            result.chart(),
        )
        for result in assess(case, record=False).results
    )


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings before notes; within one severity the weightiest first."""
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), -f.weight, f.id)))
