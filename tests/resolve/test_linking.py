from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from counterclaim.case import Case
from counterclaim.demo.world import HEAVY, Noise
from counterclaim.errors import NotFound
from counterclaim.model.claim import Judgement
from counterclaim.resolve import link
from counterclaim.resolve.judgements import judge
from counterclaim.resolve.opening import Embedded
from counterclaim.resolve.sensitivity import CELLS
from tests.count.rows import acled, tiny_case, ucdp
from tests.resolve.styles import STYLES, matched_files
from tests.resolve.worlds import LinkedWorld, linked_world

U, A = "ucdp_ged", "acled"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> LinkedWorld:
    """A small world with modest noise."""
    return linked_world(tmp_path_factory.mktemp("world"), 1200, 31, Noise())


@pytest.mark.parametrize(
    ("events", "seed", "noise"),
    [
        (1000, 41, Noise()),
        (3000, 42, HEAVY),
        (2000, 43, Noise(shifted_dates=0.3, shift_days=3, misspelt_places=0.4)),
        (2000, 44, Noise(coarse_places=0.3, coarse_dates=0.3, different_deaths=0.8)),
    ],
)
def test_links_of_invented_worlds_are_right(
    tmp_path: Path, events: int, seed: int, noise: Noise
) -> None:
    """At the default setting 95 of 100 links are true, and 85 of 100 shared events are found."""
    world = linked_world(tmp_path, events, seed, noise)
    links = link(world.case, U, A, with_grid=False)
    precision, recall = world.scores(links.same, U, A)
    assert precision >= 0.95
    assert recall >= 0.85


def test_probabilities_are_not_boasts(tmp_path: Path) -> None:
    """Of the pairs that are held to be nearly sure, nearly all are true; of the rest, enough."""
    world = linked_world(tmp_path, 4000, 45, HEAVY)
    table = link(world.case, U, A, with_grid=False).table
    rows = [row for row in table.to_pylist() if row["relation"] == "same"]
    hits = world.hits((row["left"], row["right"]) for row in rows)
    for low, high in ((0.5, 0.9), (0.9, 0.99), (0.99, 1.01)):
        inside = [
            (row["probability"], hit)
            for row, hit in zip(rows, hits, strict=True)
            if low <= row["probability"] < high
        ]
        claimed = sum(p for p, _ in inside) / len(inside)
        true = sum(hit for _, hit in inside) / len(inside)
        assert true >= claimed - 0.1


def test_each_record_has_one_partner_at_most(world: LinkedWorld) -> None:
    """No record stands in two pairs of the same."""
    same = link(world.case, U, A, with_grid=False).same
    assert len({a for a, _ in same}) == len({b for _, b in same}) == len(same)


def test_order_of_rows_and_of_datasets_changes_nothing(world: LinkedWorld, tmp_path: Path) -> None:
    """Shuffled files give the same bytes, and left and right may be swapped."""
    straight = link(world.case, U, A)
    turned = link(world.case, A, U)
    assert straight.csv() == link(world.case, U, A).csv()
    assert {(b, a) for a, b in turned.same} == set(straight.same)
    shuffled = _shuffled(world.case, tmp_path / "shuffled")
    assert link(shuffled, U, A).json() == straight.json()


def _shuffled(case: Case, folder: Path) -> Case:
    """The same case with the rows of its data in another order."""
    import shutil

    shutil.copytree(case.path, folder)
    for file in (folder / "data").glob("*.parquet"):
        table = pq.read_table(file)
        order = random.Random(file.name).sample(range(table.num_rows), table.num_rows)
        pq.write_table(table.take(pa.array(order)), file)
    return Case.open(folder)


def test_every_pair_names_its_reasons(world: LinkedWorld) -> None:
    """JSON gives words for every feature of a pair, and CSV is a sheet that can be judged."""
    links = link(world.case, U, A, with_grid=False)
    told = json.loads(links.json())
    assert set(told["pairs"][0]["reasons"]) == {
        "dates", "place", "parties", "kind", "deaths", "text",
    }  # fmt: skip
    assert all(all(pair["reasons"].values()) for pair in told["pairs"])
    rows = list(csv.DictReader(links.csv().splitlines()))
    assert {"left", "right", "verdict", "reason", "by"} <= set(rows[0])


def test_the_grid_of_windows_is_counted(world: LinkedWorld) -> None:
    """There is a count for each number of days and kilometres, and a wider window holds more."""
    grid = link(world.case, U, A).grid
    assert set(grid.links) == set(CELLS)
    assert grid.links[0, 1] < grid.links[2, 10] <= grid.links[7, 50]
    assert grid.range == (min(grid.links.values()), max(grid.links.values()))


def test_a_judgement_goes_before_a_score(tmp_path: Path) -> None:
    """What was judged no is not proposed, what was judged yes is, however unlike."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}, {"id": 2, "day": "2022-06-01", "where_coordinates": "Ask town"}])
    acled(case, [{}, {"day": "2022-09-09", "latitude": "5", "location": "Alm"}])
    assert link(case, U, A).same == (("ucdp_ged:1", "acled:ALA1"),)
    for left, right, verdict in (
        ("ucdp_ged:1", "acled:ALA1", "no"),
        ("acled:ALA2", "ucdp_ged:2", "yes"),
    ):
        judge(case, _judgement(left, right, verdict))
    assert link(case, U, A).same == (("ucdp_ged:2", "acled:ALA2"),)


def _judgement(left: str, right: str, verdict: str) -> Judgement:
    fields = {"id": "", "kind": "same_incident", "left": left, "right": right, "by": "A. Analyst"}
    return Judgement.model_validate({**fields, "verdict": verdict})


def test_a_single_day_is_offered_as_part_of_a_summary(tmp_path: Path) -> None:
    """A day with four dead inside a fortnight with forty is part of it, not the same."""
    case = tiny_case(tmp_path / "case", {})
    whole = {"id": 1, "day": "2022-06-01", "last": "2022-06-14", "date_prec": "4"}
    ucdp(case, [{**whole, "low": "38", "best": "40", "high": "44"}])
    acled(case, [{"day": "2022-06-07", "fatalities": "4"}])
    links = link(case, U, A)
    assert links.same == ()
    assert links.table["relation"].to_pylist() == ["has_part"]
    assert link(case, A, U).table["relation"].to_pylist() == ["part_of"]


def test_coarse_places_match_by_area(tmp_path: Path) -> None:
    """A centroid far away is no obstacle inside its district, and none helps in another."""
    case = tiny_case(tmp_path / "case", {})
    coarse = {"where_prec": "3", "where_coordinates": "Dal district", "best": "7", "high": "7"}
    ucdp(case, [
        {"id": 1, "adm_2": "Dal district", "latitude": "2.2", **coarse},
        {"id": 2, "adm_2": "Fjell district", "latitude": "1.1", "day": "2022-08-01", **coarse},
    ])  # fmt: skip
    acled(case, [
        {"admin2": "Dal", "fatalities": "7"},
        {"admin2": "Dal", "fatalities": "7", "day": "2022-08-01"},
    ])  # fmt: skip
    assert link(case, U, A).same == (("ucdp_ged:1", "acled:ALA1"),)


@pytest.mark.parametrize("seed", [5, 6])
def test_styles_of_two_providers_need_no_table_of_actors(tmp_path: Path, seed: int) -> None:
    """Files of three countries in two styles are linked by what their names and places say."""
    same, true = _styled(tmp_path, seed, 60)
    assert len(same & true) >= 0.94 * len(same)
    assert len(same & true) >= 0.94 * len(true)


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_short_files_are_linked_as_well(tmp_path: Path, seed: int) -> None:
    """Fifteen records are too few to unlearn that most have a partner."""
    same, true = _styled(tmp_path, seed, 15)
    assert len(same & true) >= 0.9 * len(same)
    assert len(same & true) >= 0.85 * len(true)


def _styled(
    folder: Path, seed: int, happenings: int
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The links and the true pairs of each style's files."""
    same: set[tuple[str, str]] = set()
    true: set[tuple[str, str]] = set()
    for style in STYLES:
        name = style.country[1]
        case, pairs = matched_files(folder / name, style, seed, happenings)
        links = link(case, U, A, with_grid=False).same
        same |= {(f"{name} {a}", b) for a, b in links}
        true |= {(f"{name} {a}", b) for a, b in pairs}
    return same, true


def test_who_stands_beside_civilians_is_no_party(tmp_path: Path) -> None:
    """Victims whose calling is named are civilians still, and the attacker alone is compared."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"type_of_violence": "3", "side_a": "Blue Front", "side_b": "Civilians"}])
    attack = {
        "event_type": "Violence against civilians", "actor1": "Blue Front",
        "actor2": "Civilians (Aland)", "assoc_actor_2": "Farmers (Aland); Women (Aland)",
    }  # fmt: skip
    acled(case, [attack])
    row = link(case, U, A).table.to_pylist()[0]
    assert row["parties"] == "the armed party the same"


def test_an_area_and_a_point_share_the_district_that_both_name(tmp_path: Path) -> None:
    """A road inside a district is compared within that district, not within the whole region."""
    case = tiny_case(tmp_path / "case", {})
    road = {"where_prec": "5", "where_coordinates": "Ask-Dal road", "adm_2": "Dal district"}
    ucdp(case, [{"id": 1, "best": "7", "high": "7", **road}])
    acled(case, [{"admin2": "Dal", "fatalities": "7"}])
    row = link(case, U, A).table.to_pylist()[0]
    assert row["place"].startswith("same district")


def test_rough_points_are_not_held_to_the_kilometre(tmp_path: Path) -> None:
    """Twenty kilometres between points that are only near speak less against a pair."""
    far = {"latitude": "1.18", "fatalities": "5", "location": "Ask"}
    scores = []
    for name, precision in (("exact", "1"), ("rough", "2")):
        case = tiny_case(tmp_path / name, {})
        ucdp(case, [{"id": 1, "best": "5", "high": "5", "where_prec": precision}])
        acled(case, [far])
        pairs = link(case, U, A).table.to_pylist()
        scores.append(pairs[0]["score"] if pairs else -1.0)
    assert scores[1] > scores[0]


def test_unknown_datasets_are_named(tmp_path: Path) -> None:
    """A dataset that the case does not hold is an error that lists those it does."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{}])
    with pytest.raises(NotFound, match="ucdp_ged"):
        link(case, U, "nothing")


@pytest.mark.parametrize(
    ("names", "told"),
    [((U, U), "with itself"), ((U, "ucdp_ged@24.1#abc"), "with itself"), ((U, ""), "two datasets")],
)
def test_a_dataset_is_not_linked_with_itself(
    tmp_path: Path, names: tuple[str, str], told: str
) -> None:
    """One dataset, named once or twice, is an error that says what would serve."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{}])
    with pytest.raises(NotFound, match=told):
        link(case, *names)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_bytes(world: LinkedWorld) -> None:
    """The same expressions on Spark give the same links."""
    pytest.importorskip("pyspark")
    from counterclaim.count.engine import engine

    on_spark = link(world.case, U, A, engine=engine("spark=local[2]"), with_grid=False)
    assert on_spark.csv() == link(world.case, U, A, engine=Embedded(), with_grid=False).csv()
