from __future__ import annotations

from pathlib import Path
from typing import Any

from counterclaim.assess.reading import Refusal
from counterclaim.assess.totals import TotalsReading
from counterclaim.case import Case
from counterclaim.model.claim import Claim, Judgement
from tests.assess.cases import case_with, run
from tests.count.rows import tiny_case, ucdp


def read(case: Case, **options: Any) -> TotalsReading:
    """The one assessment of the case, which must not refuse."""
    found = run(case, **options).answer
    assert isinstance(found, TotalsReading)
    return found


def test_the_events_of_a_measure_are_bounded_by_their_own_sums(tmp_path: Path) -> None:
    """Bounds are the sums of lows and of highs; more dependence never narrows the interval."""
    measure = {"dataset": "ucdp_ged", "actor": "state"}
    entry = {"kind": "totals", "series": "m", "window": "2022"}
    case = tiny_case(tmp_path / "c", {"measures": {"m": measure}, "assessments": {"one": entry}})
    rows = [{"low": n, "best": 2 * n, "high": 5 * n, "day": f"2022-03-{n:02}"} for n in range(1, 9)]
    ucdp(case, rows)
    found = read(case)
    assert (found.hard.low, found.best, found.hard.high) == (36, 72, 180)
    widths = [(row.high or 0) - row.low for row in found.rows]
    assert widths == sorted(widths)


def test_a_source_that_repeats_another_says_nothing_of_its_own(tmp_path: Path) -> None:
    """Figures given in the case are joined where one source copies another."""
    figures = [
        {"event": "one", "source": "army", "low": 10, "high": 20},
        {"event": "one", "source": "radio", "low": 15, "high": 40},
        {"event": "two", "source": "army", "low": 1, "high": 3},
    ]
    entry = {"kind": "totals", "figures": figures, "copies": {"radio": "army"}}
    found = read(case_with(tmp_path / "case", {"one": entry}))
    assert (found.hard.low, found.hard.high) == (11, 43)
    assert found.n["sources"] == 1


def test_claims_of_one_incident_are_figures_of_one_event(tmp_path: Path) -> None:
    """Claims judged to tell of one incident do not add up; an open end leaves no upper bound."""
    entry = {"kind": "totals", "claims": ["a", "b", "c"]}
    case = case_with(tmp_path / "case", {"one": entry})
    claims = [
        Claim(id="a", voice="army", low=203, best=203, high=203),
        Claim(id="b", voice="office", low=500, comparator="at_least"),
        Claim(id="c", voice="army", low=20, high=80),
    ]
    case.write("claims", claims)
    judged = {"kind": "claim_incident", "right": "market", "verdict": "yes"}
    case.write("judgements", [Judgement(id=i, left=i, **judged) for i in ("a", "b")])  # type: ignore[arg-type]
    found = read(case)
    assert found.n["events"] == 2
    assert (found.hard.low, found.hard.high) == (223, None)
    assert "no upper bound" in found.sentence


def test_one_event_is_its_own_total(tmp_path: Path) -> None:
    """A single event is refused: its own range is the total."""
    entry = {"kind": "totals", "figures": [{"event": "one", "low": 1, "high": 9}]}
    found = run(case_with(tmp_path / "case", {"one": entry})).answer
    assert isinstance(found, Refusal)
    assert found.code == "one_event"
