"""A scorecard whose answers are set by hand, with one of every kind of cell."""

from __future__ import annotations

import pytest

from counterclaim.case import Case
from counterclaim.count.codes import cell_code
from counterclaim.count.scorecard import Cell, Scored, ScoreRow
from counterclaim.model.answer import Answer, Context, Figure, Refusal, Status
from counterclaim.model.measure import Measure, Scorecard
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.publish import FORMATS, Publication, publish
from tests.report.invented import rich


def deaths(low: int, best: int, high: int, events: int = 9, **more: object) -> Figure:
    """A figure of deaths with as many events, two thirds of them with a death."""
    counts = Quantity.exact(events), Quantity.exact(events * 2 // 3)
    return Figure(Quantity(low, best, high), "deaths", events, *counts, **more)  # type: ignore[arg-type]


def refused(status: Status, reason: str, *context: Context) -> Refusal:
    """A refusal with a reason and what would help."""
    return Refusal(status, "code", reason, context, "supply a fuller file")


ARMY = Measure(id="army", title="Army", code="M", actor="army", kinds=("one_sided",), place="Xand")
ALLY = Measure(id="ally", title="Ally", code="R", actor="ally", note="Read from another file.")
EVENTS = Measure(id="events", title="Events (with a death)", code="E", counts="acts")
SNAPSHOT = Snapshot(
    id="ucdp_ged@25.1#0a1b2c3d",
    dataset="ucdp_ged",
    version="25.1",
    retrieved="2026-01-02",
    licence="CC BY 4.0",
    citation="Somebody 2025",
)


def answers() -> dict[int, tuple[Answer, Answer, Answer]]:
    """Three years: figures, a part that cannot be separated, nothing covered."""
    hidden = Context("Cited titles name the ally", Quantity(best=12), 3, "the ally")
    unseparated = refused(Status.NOT_SEPARABLE, "The data names the army alone.", hidden)
    uncovered = refused(Status.NOT_COVERED, "The data ends in 2023; 2024 is not covered.")
    happened = Figure(Quantity.exact(9), "events", 9, Quantity.exact(9), Quantity.exact(6))
    return {
        2022: (deaths(275, 275, 303), unseparated, happened),
        2023: (deaths(20, 30, 90, partial=True), deaths(1, 2, 3, provisional=True), happened),
        2024: (uncovered, uncovered, uncovered),
    }


@pytest.fixture
def scored() -> Scored:
    """The scorecard of an invented country."""
    measures = (ARMY, ALLY, EVENTS)
    card = Scorecard(id="civilians", code="T1", title="Deaths in Xand", measures=("army",))
    rows = []
    for year, found in answers().items():
        period = Period.year(year)
        cells = (
            Cell(cell_code("T1", period, m.code), m, period, "", answer, SNAPSHOT)
            for m, answer in zip(measures, found, strict=True)
        )
        rows.append(ScoreRow(period, "", tuple(cells)))
    return Scored("A case", card, "", measures, tuple(rows), (SNAPSHOT,))


@pytest.fixture(scope="session")
def rich_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An invented ledger over the shipped data, with canaries and hostile text."""
    return rich(tmp_path_factory.mktemp("cases") / "rich")


@pytest.fixture(scope="session")
def published(rich_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """That case in every format, for the public."""
    pytest.importorskip("altair", reason="needs the extra report")
    pytest.importorskip("typst", reason="needs the extra report")
    return publish(rich_case, list(FORMATS), out=tmp_path_factory.mktemp("public"))
