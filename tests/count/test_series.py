from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.count import score
from counterclaim.count.counter import Counter
from counterclaim.count.series import by_month, coverage, event_table, tallies
from counterclaim.demo.world import HEAVY
from counterclaim.model.answer import Figure, Refusal
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period
from tests.count.rows import acled, tiny_case, ucdp
from tests.count.worlds import WorldCase, world_case

MEASURE = {"id": "m", "dataset": "acled", "counts": "acts", "actor": "front"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldCase:
    """A case over UCDP's noisy view of a world."""
    return world_case(tmp_path_factory.mktemp("world"), "ucdp", "ucdp", seed=5, noise=HEAVY)


def tiny(folder: Path) -> tuple[Counter, Measure]:
    """Three events with named sources, two of them in one month."""
    case = tiny_case(folder / "case", {"measures": {"m": {**MEASURE}}})
    acled(
        case,
        [
            {"day": "2022-03-04", "source": "Agency; Radio"},
            {"day": "2022-03-20", "source": "agency", "time_precision": "3"},
            {"day": "2022-06-30", "source": "Radio", "geo_precision": "3"},
        ],
    )
    return Counter(case), case.definitions.measures["m"]


def test_months_hold_events_outlets_and_citations(tmp_path: Path) -> None:
    """Outlets are distinct whatever their case, citations are all that are named."""
    counter, measure = tiny(tmp_path)
    found = by_month(counter, measure, Period.parse("2022-03/2022-06"))
    assert [(m.events, m.outlets, m.citations) for m in found.months] == [
        (2, 2, 3),
        (0, 0, 0),
        (0, 0, 0),
        (1, 1, 1),
    ]
    assert found.refusal is None


def test_months_that_are_not_covered_are_no_zeros(tmp_path: Path) -> None:
    """A month before the data begin or after they end has no count, and says why."""
    counter, measure = tiny(tmp_path)
    found = by_month(counter, measure, Period.parse("2021-12/2022-08"))
    assert found.months[0].events is None
    assert found.months[-1].events is None
    assert {m.status for m in found.months if m.events is None} <= {"not_covered", "part_month"}


def test_months_cut_by_the_window_fall_away(tmp_path: Path) -> None:
    """Only whole months of the window are counted."""
    counter, measure = tiny(tmp_path)
    found = by_month(counter, measure, Period.parse("2022-03-02/2022-05-30"))
    assert [m.month for m in found.months] == [date(2022, 4, 1)]


def test_what_differs_in_codings_is_summed_apart(tmp_path: Path) -> None:
    """Single sources, coarse dates and coarse places can be left out as a whole."""
    counter, measure = tiny(tmp_path)
    found = tallies(counter, measure, Period.parse("2022"))
    assert not isinstance(found, Refusal)
    assert sum(tally.events for tally in found) == 3
    assert sum(tally.events for tally in found if tally.coarse_date) == 1
    assert sum(tally.events for tally in found if tally.coarse_place) == 1


def test_a_dataset_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Months, events and sums of a dataset that the case does not hold are refused alike."""
    counter, measure = tiny(tmp_path)
    other = measure.model_copy(update={"dataset": "ucdp_ged"})
    window = Period.parse("2022")
    assert by_month(counter, other, window).refusal is not None
    assert isinstance(event_table(counter, other, window), Refusal)
    assert isinstance(tallies(counter, other, window), Refusal)
    assert coverage(counter, [other]) is None


def test_published_totals_have_no_days(tmp_path: Path) -> None:
    """A measure of a provider's published series has no months and no events."""
    counter, measure = tiny(tmp_path)
    total = measure.model_copy(update={"series": "deaths"})
    assert by_month(counter, total, Period.parse("2022")).refusal is not None
    assert isinstance(event_table(counter, total, Period.parse("2022")), Refusal)


def test_newer_releases_speak_for_days_that_older_ones_do_not_cover(tmp_path: Path) -> None:
    """Each day is counted from one release: the newest that covers it."""
    measure = {**MEASURE, "dataset": "ucdp_ged"}
    case = tiny_case(tmp_path / "case", {"measures": {"m": measure}})
    ucdp(case, [{"day": "2021-05-04"}, {"day": "2022-01-02"}], version="23.1")
    ucdp(case, [{"day": "2022-05-04", "id": 77}], version="24.1")
    table = event_table(Counter(case), case.definitions.measures["m"], Period.parse("2021/2022"))
    assert not isinstance(table, Refusal)
    ids = table["id"].to_pylist()
    assert len(ids) == len(set(ids))
    assert "ucdp_ged:77" in ids


def test_sums_by_coding_and_single_events_add_up_to_the_scorecard(world: WorldCase) -> None:
    """For every cell of a world's scorecard the events and the sums by coding give its figure."""
    case, checked = world.case, 0
    counter = Counter(case)
    for cell in (cell for row in score(case).rows[-2:] for cell in row.cells):
        if not isinstance(cell.answer, Figure) or "order_widened" in cell.answer.caveats:
            continue
        found = tallies(counter, cell.measure, cell.period)
        table = event_table(counter, cell.measure, cell.period)
        assert not isinstance(found, Refusal)
        assert not isinstance(table, Refusal)
        assert sum(t.events for t in found) == table.num_rows == cell.answer.ids
        assert sum(t.best or 0 for t in found) == cell.answer.quantity.best
        checked += 1
    assert checked > 10


def test_months_add_up_to_the_events_that_begin_in_them(world: WorldCase) -> None:
    """The months of two years hold as many events as begin in these years."""
    case: Case = world.case
    counter, window = Counter(case), Period.parse("2021/2022")
    measure = case.definitions.measures["state_state_based_any"]
    months = by_month(counter, measure, window).months
    table = event_table(counter, measure, window)
    assert not isinstance(table, Refusal)
    begun = [day for day in table["from"].to_pylist() if window.holds(day)]
    assert sum(month.events or 0 for month in months) == len(begun)
