from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

import counterclaim.demo
from counterclaim.assess import Assessed, Result, assess
from counterclaim.assess.multiverse import MultiverseReading
from counterclaim.assess.totals import TotalsReading
from counterclaim.case import Case
from counterclaim.count import Counter
from counterclaim.ingest import ingest
from counterclaim.model.answer import Figure
from counterclaim.model.period import Period
from tests.assess.cases import TODAY

CASES = Path(counterclaim.demo.__file__).parent / "cases"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A copy of the shipped case with its data read in."""
    folder = tmp_path_factory.mktemp("shipped") / "case"
    (original,) = CASES.iterdir()
    shutil.copytree(original, folder)
    case = Case.open(folder)
    ingest(case, sorted((folder / "sources").glob("*.csv")))
    return case


@pytest.fixture(scope="module")
def timed(shipped: Case) -> tuple[Assessed, float]:
    """All its assessments, and the seconds of computing that they took."""
    started = time.process_time()
    return assess(shipped, on=TODAY), time.process_time() - started


def of(timed: tuple[Assessed, float], kind: str) -> Result:
    """The first assessment of a kind."""
    return next(r for r in timed[0].results if r.assessment.declared.kind == kind)


def test_all_together_take_less_than_ten_seconds(timed: tuple[Assessed, float]) -> None:
    """The default assessments of the shipped case take under ten seconds of computing."""
    assert timed[1] < 10


def test_reciprocity_refuses_and_says_what_could_have_been_seen(
    timed: tuple[Assessed, float],
) -> None:
    """Five, three and four operations are too few; only a many-fold rise would have shown."""
    result = of(timed, "reciprocity")
    assert "Too few events" in result.answer.sentence
    assert "5, 3, 4" in result.answer.sentence
    assert "would have been seen" in result.answer.sentence


def test_no_trend_is_read_from_the_yearly_operations(timed: tuple[Assessed, float]) -> None:
    """Nothing is read from 5, 3, 4."""
    assert of(timed, "trend").answer.verdict == "no trend can be read"


def test_the_share_of_codings_is_shown(timed: tuple[Assessed, float], shipped: Case) -> None:
    """The statement is tried under every declared coding; the plain one gives the scorecard's."""
    found = of(timed, "multiverse").answer
    assert isinstance(found, MultiverseReading)
    assert 0 < found.holds < found.answered == len(found.cells)
    measure = shipped.definitions.measures["civilians_joint"]
    cell, _, _ = Counter(shipped).answer(measure, Period.parse("2024"))
    assert isinstance(cell, Figure)
    values = [c.value for c in found.cells if "left out" not in str(c.coding)]
    assert set(cell.quantity.ends) <= set(values)


def test_succession_says_that_the_data_end_too_early(timed: tuple[Assessed, float]) -> None:
    """The data end before June 2025, and it is said until when they would have to reach."""
    answer = of(timed, "succession").answer
    assert answer.verdict == "refused"
    assert "before 2025-06-06" in answer.sentence
    assert "2026-02-01" in answer.would_change


def test_the_contested_total_keeps_the_hard_bounds(
    timed: tuple[Assessed, float], shipped: Case
) -> None:
    """The bounds of the total are the low and high of the scorecard's cell."""
    found = of(timed, "totals").answer
    assert isinstance(found, TotalsReading)
    measure = shipped.definitions.measures["civilians_joint"]
    cell, _, _ = Counter(shipped).answer(measure, Period.parse("2024"))
    assert isinstance(cell, Figure)
    assert (found.hard.low, found.best, found.hard.high) == cell.quantity.ends


def test_one_dataset_does_not_pass_the_gate(timed: tuple[Assessed, float]) -> None:
    """The under-count is refused at the gate, with the overlaps as they are."""
    assert of(timed, "undercount").answer.verdict == "refused"


def test_sources_come_first_where_a_change_is_found(timed: tuple[Assessed, float]) -> None:
    """The change in recorded attacks is said after the break in its sources."""
    result = of(timed, "change_date")
    assert result.finding.explanation.startswith("Sources first")
    assert result.finding.verdict == "in_tension"
