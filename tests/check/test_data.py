"""Claims against counted data: every verdict, with the differences of definition."""

from __future__ import annotations

import pytest

from counterclaim.check.data import Counted, against_data
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.model.quantity import Quantity
from counterclaim.model.scope import Scope
from tests.check.invented import claim, ledger

NOW = Figure(Quantity(233, 299, 636), "deaths", 108, events=Quantity.exact(108))
CELLS = {"counts": "killed", "actor": "Arda", "window": "2024"}


def _count(scope: Scope, snapshot: str | None = None) -> Counted:
    earlier = Figure(Quantity(300, 320, 340), "deaths", 90)
    if snapshot:
        return Counted(earlier, "Survey", "24.1", rows=frozenset({"e1", "e2"}))
    return Counted(NOW, "Survey", "25.1", ("one-sided violence only",), frozenset({"e2", "e3"}))


@pytest.mark.parametrize(
    ("value", "verdict"), [(299, "supported"), (500, "within_range"), (100, "contradicted")]
)
def test_figures_are_held_against_the_range(value: int, verdict: str) -> None:
    """The best figure supports, the range allows, beyond it is contradicted."""
    (bound,) = against_data(ledger(claim("c", value, **CELLS)), _count)
    assert bound.verdict == verdict
    assert (bound.finding is None) == (verdict != "contradicted")


def test_a_contradiction_is_an_error_only_where_dataset_and_version_are_named() -> None:
    """Otherwise another source may be meant; the difference of definition is named."""
    (bound,) = against_data(ledger(claim("c", 100, **CELLS)), _count)
    assert bound.finding is not None
    assert bound.finding.severity == "warning"
    assert "one-sided violence only" in bound.finding.explanation
    named = claim("c", 100, statement="Survey 25.1 counts 100 dead.", **CELLS)
    (bound,) = against_data(ledger(named), _count)
    assert bound.finding is not None
    assert bound.finding.severity == "error"


def test_what_was_right_on_an_earlier_snapshot_is_stale() -> None:
    """The finding names the snapshot and the rows that changed."""
    said = claim("c", 320, **CELLS)
    narrow = Counted(Figure(Quantity(233, 250, 260), "deaths", 9), rows=frozenset({"e2", "e3"}))

    def count(scope: Scope, snapshot: str | None = None) -> Counted:
        return _count(scope, snapshot) if snapshot else narrow

    (bound,) = against_data(ledger(said), count, ["survey@24.1"])
    assert bound.verdict == "stale"
    assert bound.finding is not None
    assert bound.finding.figures["changed"] == ["e1", "e3"]


def test_acts_are_held_against_events() -> None:
    """A claim of attacks is compared with the number of events, not with deaths."""
    (bound,) = against_data(ledger(claim("c", 108, **{**CELLS, "counts": "acts"})), _count)
    assert bound.verdict == "supported"


@pytest.mark.parametrize(
    ("status", "cells", "verdict", "told"),
    [
        (Status.NOT_SEPARABLE, {"exact": 47}, "not_separable", True),
        (Status.NOT_SEPARABLE, {"comparator": "at_least", "low": 47}, "not_separable", False),
        (Status.NOT_COVERED, {"exact": 47}, "not_checkable", False),
        (Status.REFUSED, {"exact": 47}, "not_checkable", False),
    ],
)
def test_refusals_are_verdicts(
    status: Status, cells: dict[str, float], verdict: str, told: bool
) -> None:
    """Not separable is told of exact figures; what is not covered counts only in the coverage."""
    refusal = Refusal(status, "code", "The data names no such actor.")
    said = claim("c", **{**CELLS, **cells})  # type: ignore[arg-type]
    (bound,) = against_data(ledger(said), lambda scope, snapshot=None: refusal)
    assert (bound.verdict, bound.finding is not None) == (verdict, told)
