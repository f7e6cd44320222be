"""Small invented ledgers for the tests of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding


def claim(id: str, exact: float | None = None, **cells: Any) -> Claim:
    """A claim; ``exact`` fills comparator, low, best and high."""
    figure = {} if exact is None else {"low": exact, "best": exact, "high": exact}
    if exact is not None:
        figure["comparator"] = "exact"  # type: ignore[assignment]
    return Claim.model_validate({"id": id, **figure, **cells})


def ledger(*claims: Claim, **more: Any) -> Ledger:
    """A ledger of these claims."""
    return Ledger(claims=claims, **more)


def told(findings: Iterable[Finding]) -> list[frozenset[str]]:
    """The claims of each finding."""
    return [frozenset(finding.claims) for finding in findings]
