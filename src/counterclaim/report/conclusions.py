"""Findings for a report: from the checks of the ledger, and from the declared assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterclaim.ledger import Ledger
from counterclaim.model.finding import SEVERITIES, Finding

if TYPE_CHECKING:
    from counterclaim.case import Case


def checked(case: Case, ledger: Ledger) -> tuple[Finding, ...]:
    """What the checks find in the case, worst first; nothing where there are no claims."""
    return ()


def assessed(case: Case) -> tuple[Finding, ...]:
    """What the assessments that ``case.yaml`` declares conclude."""
    return ()


def worst_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors before warnings before notes; within one severity the weightiest first."""
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), -f.weight, f.id)))
