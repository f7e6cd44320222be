"""The layouts of an invented world: exact columns, the same events, ranges that hold the truth."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from counterclaim.demo.world import HEAVY, NONE, World, build
from counterclaim.model.actor import Actor, ActorName, ActorRelation

ACLED = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country
admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities
tags timestamp
"""
READ = "read_csv({0}, header=true, delim=',', quote='\"', escape='\"', all_varchar=true)"


@pytest.fixture(scope="module", params=[("heavy", 31), ("none", 32)], ids=["heavy", "none"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with every way of going wrong, and one with none."""
    name, seed = request.param
    noise = HEAVY if name == "heavy" else NONE
    return build(tmp_path_factory.mktemp(name), 4000, seed=seed, noise=noise)


def rows(world: World, layout: str) -> list[dict[str, str]]:
    """A file's rows, as text."""
    with world.files[layout].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def events(world: World) -> duckdb.DuckDBPyConnection:
    """A database with the truth, the links and UCDP's rows as tables."""
    db = duckdb.connect()
    ged = READ.format(f"'{world.files['ucdp']}'")
    db.execute(f"create table ged as select * from {ged}")
    for name in ("truth_events", "truth_links"):
        db.execute(f"create table {name} as select * from '{world.files[name]}'")
    return db


def test_ged_has_the_columns_of_the_release(world: World, shared: Path) -> None:
    """The header is that of a real GED release file, and each row has 49 fields."""
    real = shared / "data/ucdp/ged251_mali_one_sided_state_2021-12-31_2024.csv"
    with real.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    for layout in ("ucdp", "ucdp_next"):
        with world.files[layout].open(encoding="utf-8", newline="") as file:
            made = list(csv.reader(file))
        assert made[0] == header
        assert {len(row) for row in made} == {49}
        assert len(made) == world.rows[layout] + 1


def test_web_export_has_its_columns_dates_and_trailing_comma(world: World, shared: Path) -> None:
    """47 names, 48 fields in each row, US dates: as the real web export."""
    real = shared / "data/ucdp/ged241_burkina_faso_web_export.csv"
    with real.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with world.files["ucdp_web"].open(encoding="utf-8", newline="") as file:
        made = list(csv.reader(file))
    assert made[0] == header
    assert {(len(row), row[-1]) for row in made[1:]} == {(48, "")}
    month, day, year = made[1][header.index("date_start")].split(" ")[0].split("/")
    assert (len(month), len(day), len(year)) == (2, 2, 4)


def test_acled_has_31_columns(world: World) -> None:
    """The dyadic file and the actor-based one have the 31 columns of today, in order."""
    expected = ACLED.split()
    assert list(rows(world, "acled")[0]) == expected
    assert list(rows(world, "acled_monadic")[0]) == expected
    left_out = {"actor2", "assoc_actor_2", "inter2"}
    assert list(rows(world, "acled_monadic_api")[0]) == [c for c in expected if c not in left_out]


@pytest.mark.parametrize("layout", ["acled_monadic", "acled_monadic_api"])
def test_monadic_and_dyadic_hold_the_same_events(world: World, layout: str) -> None:
    """Each event of the dyadic file stands twice in the actor-based one, once from either side."""
    dyadic, monadic = rows(world, "acled"), rows(world, layout)
    ids = [row["event_id_cnty"] for row in dyadic]
    assert len(set(ids)) == len(ids)
    assert sorted(ids * 2) == sorted(row["event_id_cnty"] for row in monadic)
    sides = {(row["event_id_cnty"], row["actor1"]) for row in monadic}
    assert sides == {(row["event_id_cnty"], row[a]) for row in dyadic for a in ("actor1", "actor2")}


def test_texts_are_untidy(world: World) -> None:
    """Long texts have quotes, commas, letters beyond ASCII, and some run over several lines."""
    ged = rows(world, "ucdp")
    articles = "".join(row["source_article"] for row in ged)
    assert '"' in articles
    assert "," in articles
    assert not articles.isascii()
    lines = sum("\n" in row["where_description"] for row in ged) / len(ged)
    assert 0.02 < lines < 0.4
    assert sum(len(",".join(row.values())) for row in ged) / len(ged) > 500


def test_each_record_holds_the_true_deaths(world: World) -> None:
    """Low and high hold the true total, whatever the noise."""
    ((checked, outside),) = (
        events(world)
        .execute("""
        select count(*), count(*) filter (not t.deaths between low::int and high::int)
        from ged join truth_links l on l.record = ged.id and l.dataset = 'ucdp'
        join truth_events t on t.event = l.event""")
        .fetchall()
    )
    assert checked == world.rows["ucdp"]
    assert outside == 0


def test_each_side_holds_its_true_deaths(world: World) -> None:
    """The bounds by side that UCDP's columns allow hold the true deaths of the side."""
    sides = {
        "deaths_a": "deaths_lead",
        "deaths_b": "deaths_foe",
        "deaths_civilians": "deaths_civilians",
    }
    for column, true in sides.items():
        outside = (
            events(world)
            .execute(f"""
            select count(*) from (
              select t.{true} as deaths, ged.{column}::int as d, deaths_unknown::int as u,
                low::int as lo, best::int as best, high::int as hi
              from ged join truth_links l on l.record = ged.id and l.dataset = 'ucdp'
              join truth_events t on t.event = l.event)
            where not deaths between greatest(0, d - (best - lo)) and d + u + (hi - best)""")
            .fetchall()
        )
        assert outside == [(0,)]


def test_ged_holds_only_events_with_a_possible_death(world: World) -> None:
    """No row of UCDP's layout has a high of zero; some true events without a death are absent."""
    assert all(int(row["high"]) > 0 for row in rows(world, "ucdp"))
    bloodless = (
        events(world).execute("select count(*) from truth_events where deaths = 0").fetchall()
    )
    assert bloodless[0][0] > 0


def test_records_tally_equals_the_file(world: World) -> None:
    """What the account says about UCDP's records is what the rows add up to, class by class."""
    account = json.loads(world.files["truth"].read_text(encoding="utf-8"))
    cells = [
        (c["year"], c["class"], c["events"], c["low"], c["best"], c["high"], c["fatal_best"])
        for c in account["datasets"]["ucdp"]["records"]
        if c["actor"] == "all" and c["attribution"] == "any"
    ]
    found = (
        events(world)
        .execute("""
        select year::int, ['state_based', 'non_state', 'one_sided'][type_of_violence::int] as kind,
          count(*), sum(low::int)::bigint, sum(best::int)::bigint, sum(high::int)::bigint,
          count(*) filter (best::int > 0)
        from ged where type_of_violence in ('1', '2', '3') group by all""")
        .fetchall()
    )
    assert sorted(cells) == sorted(found)


def test_foreign_forces_hide_before_they_are_named(world: World) -> None:
    """UCDP's layout names the sponsor's government from the named day on, and never before."""
    sponsor, named = f"Government of {world.story.sponsor}", world.story.separable_from
    ged = rows(world, "ucdp")
    naming = [row for row in ged if sponsor in row["side_a"]]
    assert naming
    assert min(row["date_start"][:10] for row in naming) >= str(named)
    account = json.loads(world.files["truth"].read_text(encoding="utf-8"))
    true = [c for c in account["totals"] if c["actor"] == "company" and c["year"] < named.year]
    assert sum(c["events"] for c in true) > 0
    hidden = account["datasets"]["ucdp"]["hidden"]
    assert any("company" in item["actors"] for item in hidden)


def test_joint_action_is_in_any_of_four_fields(world: World) -> None:
    """In ACLED's layout the foreign force stands in each of the four actor columns somewhere."""
    names = {n.text for n in world.story.acled_names if n.actor in (1, 2)}
    table = rows(world, "acled")
    for column in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"):
        assert any(row[column] in names for row in table), column


def test_case_tables_are_records_of_the_case(world: World) -> None:
    """actors.csv, actor_names.csv and relations.csv are read by the case's own models."""
    models: Iterable[tuple[str, Any]] = (
        ("actors", Actor),
        ("actor_names", ActorName),
        ("relations", ActorRelation),
    )
    for name, model in models:
        found = [model.model_validate(row) for row in rows(world, name)]
        assert found
    used = {row[c] for row in rows(world, "ucdp") for c in ("side_a", "side_b")}
    known = {row["name"] for row in rows(world, "actor_names") if row["dataset"] == "ucdp_ged"}
    assert {part for name in used for part in name.split(", ")} <= known


def test_without_noise_every_dataset_holds_the_world(tmp_path: Path) -> None:
    """With no noise a record is its event: all events, right deaths, one record each."""
    made = build(tmp_path, 500, seed=5, noise=NONE)
    db = events(made)
    differing = db.execute("""
        select count(*) from ged join truth_links l on l.record = ged.id and l.dataset = 'ucdp'
        join truth_events t using (event)
        where (low::int, best::int, high::int) <> (t.deaths, t.deaths, t.deaths)
          or date_start[:10] <> t.date_from::varchar or date_end[:10] <> t.date_to::varchar""")
    assert differing.fetchall() == [(0,)]
    assert made.rows["acled"] == made.rows["survey"] == 500
    fatal = db.execute("select count(*) from truth_events where deaths > 0").fetchall()
    assert fatal == [(made.rows["ucdp"],)]
