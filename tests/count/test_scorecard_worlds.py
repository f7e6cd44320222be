from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.count import score
from counterclaim.count.scorecard import Cell
from counterclaim.demo.world import HEAVY, NONE, Noise
from counterclaim.ingest import ingest
from counterclaim.model.answer import Figure, Refusal, Status
from tests.count.worlds import WorldCase, case_of, world_case

SEEDS = (11, 2024)


@pytest.fixture(
    scope="module",
    params=[(seed, noise) for seed in SEEDS for noise in ("none", "heavy")],
    ids=lambda value: f"seed {value[0]}, noise {value[1]}",
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WorldCase:
    """A case over UCDP's view of a world, without noise and with all kinds of it."""
    seed, noise = request.param
    folder = tmp_path_factory.mktemp("world")
    chosen = {"none": NONE, "heavy": HEAVY}[noise]
    return world_case(folder, "ucdp", "ucdp", seed=seed, noise=chosen)


def cells(made: WorldCase | Case) -> Iterator[Cell]:
    """Every cell of the case's scorecard."""
    case = made if isinstance(made, Case) else made.case
    for row in score(case).rows:
        yield from row.cells


def recorded(truth: dict[str, Any], dataset: str, cell: Cell) -> dict[str, Any] | None:
    """What the world knows of the records behind a cell."""
    measure = cell.measure
    year = cell.period.start.year if cell.period.start else 0
    for row in truth["datasets"][dataset]["records"]:
        if (row["actor"], row["year"], row["class"], row["attribution"]) == (
            measure.actor,
            year,
            measure.kinds[0],
            measure.attribution,
        ):
            return dict(row)
    return None


def hidden(truth: dict[str, Any], cell: Cell) -> bool:
    """True if the world says that the dataset cannot tell this cell."""
    return any(
        cell.measure.actor in rule["actors"]
        and (cell.period.start and str(cell.period.start)[:4] <= rule["window"][-10:][:4])
        for rule in truth["datasets"]["ucdp"]["hidden"]
    )


def test_every_range_holds_the_truth(made: WorldCase) -> None:
    """Every figure of a world holds the true number of dead among the events recorded."""
    compared = 0
    for cell in cells(made):
        known = recorded(made.truth, "ucdp", cell)
        if isinstance(cell.answer, Figure) and known and not hidden(made.truth, cell):
            assert cell.answer.quantity.low is not None
            assert cell.answer.quantity.high is not None
            assert cell.answer.quantity.low <= known["deaths"] <= cell.answer.quantity.high
            assert cell.answer.ids == known["events"]
            compared += 1
    assert compared > 50


def test_only_hidden_or_empty_cells_are_refused(made: WorldCase) -> None:
    """A cell is refused only where the world hides it or holds no record of it."""
    refused = [c for c in cells(made) if isinstance(c.answer, Refusal)]
    assert refused
    for cell in refused:
        assert hidden(made.truth, cell) or recorded(made.truth, "ucdp", cell) is None, cell.code


def test_hidden_actors_are_not_separable(made: WorldCase) -> None:
    """While the data records an actor under another's name its cells are not separable."""
    present, separable = made.truth["present_from"], made.truth["datasets"]["ucdp"]["hidden"][0]
    for cell in cells(made):
        start, end = str(cell.period.start), str(cell.period.end)
        is_hidden = cell.measure.actor == "foreign_forces" and end <= separable["window"][-10:]
        if is_hidden and start >= present and cell.measure.kinds == ("one_sided",):
            assert isinstance(cell.answer, Refusal)
            assert cell.answer.status is Status.NOT_SEPARABLE
            assert cell.answer.context


@pytest.mark.parametrize("seed", SEEDS)
def test_monadic_and_dyadic_exports_count_alike(seed: int, tmp_path: Path) -> None:
    """The actor-based and the event-based export of the same events give the same cells."""
    found = [
        [
            (cell.code, cell.answer)
            for cell in cells(
                world_case(tmp_path / layout, "acled", layout, seed=seed, noise=Noise())
            )
        ]
        for layout in ("acled", "acled_monadic", "acled_monadic_api")
    ]
    without_title = [[(code, _figures(answer)) for code, answer in one] for one in found]
    assert without_title[0] == without_title[1] == without_title[2]
    assert any(isinstance(answer, Figure) for _, answer in found[0])


def test_renaming_an_actor_changes_no_total(tmp_path: Path) -> None:
    """Where a release renames an actor, its new name in the case gives the old totals."""
    made = world_case(tmp_path, "ucdp", "ucdp", seed=5, noise=NONE)
    before = {cell.code: _figures(cell.answer) for cell in cells(made)}
    renamed = tmp_path / "renamed.csv"
    text = made.world.files["ucdp"].read_text("utf-8")
    name = next(n.name for n in made.case.table("actor_names") if n.actor == "front")
    renamed.write_text(text.replace(name, "The Renamed Ones"), "utf-8")
    case = case_of(tmp_path / "again", made.world, "ucdp")
    names = case.table("actor_names")
    case.write(
        "actor_names",
        [n.model_copy(update={"name": "The Renamed Ones"}) if n.name == name else n for n in names],
    )
    ingest(case, [renamed], version="24.1")
    assert {cell.code: _figures(cell.answer) for cell in cells(case)} == before


def test_order_and_repetition_of_ingest_change_nothing(tmp_path: Path) -> None:
    """Files taken in any order, and taken twice, give the same scorecard."""
    made = world_case(tmp_path, "ucdp", "ucdp", seed=8, noise=Noise())
    first = {cell.code: cell.answer for cell in cells(made)}
    other = case_of(tmp_path / "other", made.world, "ucdp")
    for file in (made.world.files["ucdp"], made.world.files["ucdp"]):
        ingest(other, [file], version="24.1")
    assert {cell.code: cell.answer for cell in cells(other)} == first
    assert len(other.snapshots()) == 1


def _figures(answer: object) -> object:
    """What an answer says, without the words that name the snapshot."""
    if isinstance(answer, Figure):
        return answer
    assert isinstance(answer, Refusal)
    return answer.status, answer.code
