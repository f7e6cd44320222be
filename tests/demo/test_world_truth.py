"""The truth of an invented world: repeatable, counted rightly, independent of noise."""

from __future__ import annotations

import filecmp
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from counterclaim.demo.world import HEAVY, LAYOUTS, NONE, Noise, World, build, usual_layouts
from counterclaim.errors import CounterclaimError

EVENTS = 3000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small world with modest noise, in every layout."""
    return build(tmp_path_factory.mktemp("world"), EVENTS, seed=20)


def query(sql: str, **files: Path) -> list[tuple[Any, ...]]:
    """Rows of ``sql``, where ``{name}`` stands for a file."""
    with duckdb.connect() as connection:
        paths = {k: f"'{v}'" for k, v in files.items()}
        rows: list[tuple[Any, ...]] = connection.execute(sql.format(**paths)).fetchall()
    return rows


def truth(world: World) -> dict[str, Any]:
    """The account of a world."""
    loaded: dict[str, Any] = json.loads(world.files["truth"].read_text(encoding="utf-8"))
    return loaded


def test_same_seed_and_settings_give_byte_equal_files(world: World, tmp_path: Path) -> None:
    """The same events, seed, noise and layouts write the same bytes into every file."""
    again = build(tmp_path, EVENTS, seed=20)
    names = sorted(path.name for path in world.files.values())
    assert set(LAYOUTS) <= set(world.files)
    same, different, missing = filecmp.cmpfiles(world.directory, again.directory, names, False)
    assert (sorted(same), different, missing) == (names, [], [])


def test_another_seed_tells_another_story(world: World, tmp_path: Path) -> None:
    """Another seed moves the turning days and changes the rows."""
    other = build(tmp_path, EVENTS, seed=21, layouts=["ucdp"])
    assert other.story.handover != world.story.handover
    assert other.files["ucdp"].read_bytes() != world.files["ucdp"].read_bytes()


def test_noise_and_layouts_do_not_touch_the_truth(world: World, tmp_path: Path) -> None:
    """Totals are those of the seed, whatever the noise; a layout's bytes need no other layout."""
    other = build(tmp_path / "heavy", EVENTS, seed=20, noise=HEAVY, layouts=["acled"])
    alone = build(tmp_path / "alone", EVENTS, seed=20, layouts=["acled"])
    assert truth(other)["totals"] == truth(world)["totals"]
    assert alone.files["acled"].read_bytes() == world.files["acled"].read_bytes()


def test_totals_equal_sums_over_true_events(world: World) -> None:
    """Every listed total is what the actor's true events add up to, and none is left out."""
    rows = query(
        """
        with happened as (
          select *, deaths_foe + if(foe = 'civilians', deaths_civilians, 0) as harm from {events}
        ), parties as (
          select lead as actor, *, harm as inflicted, deaths_lead as suffered from happened
          union all by name
          select partner as actor, *, harm as inflicted, deaths_lead as suffered
          from happened where partner is not null
          union all by name
          select foe as actor, * replace ('alone' as attribution), deaths_lead as inflicted,
            if(foe = 'civilians', deaths_civilians, deaths_foe) as suffered from happened
        )
        select actor, year, class, attribution, count(*), count(*) filter (deaths > 0),
          sum(deaths)::bigint, sum(inflicted)::bigint, sum(suffered)::bigint,
          sum(deaths_civilians)::bigint
        from parties group by all order by all
        """,
        events=world.files["truth_events"],
    )
    keys = ["actor", "year", "class", "attribution", "events", "fatal_events"]
    keys += ["deaths", "inflicted", "suffered", "civilians"]
    listed = [
        tuple(cell[key] for key in keys)
        for cell in truth(world)["totals"]
        if cell["attribution"] != "any" and cell["actor"] not in {"all", "foreign_forces"}
    ]
    assert sorted(listed) == rows


def test_groups_count_a_joint_event_once(world: World) -> None:
    """Over all actors, deaths add up to the true deaths although joint events have two actors."""
    cells = [c for c in truth(world)["totals"] if c["actor"] == "all" and c["attribution"] == "any"]
    found = query(
        "select count(*), sum(deaths)::bigint from {events}", events=world.files["truth_events"]
    )
    assert [(sum(c["events"] for c in cells), sum(c["deaths"] for c in cells))] == found


def test_actors_keep_to_their_time(world: World) -> None:
    """The company ends the day before its successor begins, and acts alone only where named."""
    story = world.story
    spans = query(
        """select actor, min(date_from), max(date_to), min(date_from) filter (alone) from (
             select lead as actor, partner is null as alone, date_from, date_to from {events}
             union all select partner, false, date_from, date_to from {events})
           where actor in ('company', 'successor') group by actor order by actor""",
        events=world.files["truth_events"],
    )
    (_, first, last, alone), (_, next_first, _, _) = spans
    assert story.present_from <= first <= last < story.handover <= next_first
    assert alone is None or alone >= story.separable_from
    low, true, high = story.share
    assert 0 < low <= true <= high <= 100


def test_large_worlds_write_fewer_layouts() -> None:
    """Up to two hundred thousand events every layout is written, beyond it the two main ones."""
    assert usual_layouts(1000) == LAYOUTS
    assert set(usual_layouts(10_000_000)) < set(LAYOUTS)


@pytest.mark.parametrize(("events", "layouts"), [(0, ["ucdp"]), (10, ["gedd"])])
def test_impossible_worlds_are_refused(tmp_path: Path, events: int, layouts: list[str]) -> None:
    """No events, or a layout that is not known, is an error before anything is written."""
    with pytest.raises(CounterclaimError):
        build(tmp_path / "none", events, layouts=layouts)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("events", [1, 7])
def test_tiny_worlds_are_whole(tmp_path: Path, events: int) -> None:
    """A world of very few events has all of its files, and a row for each event without noise."""
    tiny = build(tmp_path, events, noise=NONE)
    assert all(path.exists() for path in tiny.files.values())
    assert tiny.rows["acled"] == events
    assert Noise() != NONE
