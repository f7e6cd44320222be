"""Each noise setting does what it says, and only that."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from counterclaim.demo.world import HEAVY, NONE, Noise, World, build, noise_of
from counterclaim.errors import CounterclaimError

EVENTS = 3000
JOINED = """
    with ged as (select * from read_csv('{ucdp}', header=true, quote='"', escape='"',
                                        all_varchar=true))
    select {what} from ged join '{truth_links}' l on l.record = ged.id and l.dataset = 'ucdp'
    join '{truth_events}' t using (event)"""


def made(folder: Path, **settings: Any) -> World:
    """A world with the noise of ``settings`` alone."""
    return build(folder, EVENTS, seed=9, noise=replace(NONE, **settings))


def ask(world: World, what: str) -> Any:
    """One aggregate over UCDP's rows joined to their true events."""
    files = {key: str(path) for key, path in world.files.items()}
    with duckdb.connect() as db:
        return db.execute(JOINED.format(what=what, **files)).fetchall()[0][0]


def table(world: World, layout: str) -> list[dict[str, str]]:
    """A file's rows, as text."""
    with world.files[layout].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_missing_rows(tmp_path: Path) -> None:
    """The share of events that a dataset lacks is the share that was asked for."""
    world = made(tmp_path, missing_acled=0.3, missing_survey=0.6)
    assert world.rows["acled"] / EVENTS == pytest.approx(0.7, abs=0.03)
    assert world.rows["survey"] / EVENTS == pytest.approx(0.4, abs=0.03)


def test_shifted_dates(tmp_path: Path) -> None:
    """Shifted rows are off by at most the days that were asked for, and claim an exact date."""
    world = made(tmp_path, shifted_dates=0.5, shift_days=3)
    off = "abs(date_start[:10]::date - date_from)"
    assert ask(world, f"max({off})") == 3
    assert ask(world, f"avg(({off} > 0)::int)") == pytest.approx(0.5, abs=0.04)
    longer = "(date_end[:10]::date - date_start[:10]::date) > (date_to - date_from)"
    assert ask(world, f"count(*) filter ({longer})") == 0


def test_coarse_dates(tmp_path: Path) -> None:
    """A coarse window holds the true days and says how wide it is."""
    world = made(tmp_path, coarse_dates=0.5)
    holds = "date_start[:10]::date <= date_from and date_end[:10]::date >= date_to"
    assert ask(world, f"count(*) filter (not ({holds}))") == 0
    assert ask(world, "count(distinct date_prec)") >= 4
    exact = "(date_end[:10]::date = date_start[:10]::date) = (date_prec = '1')"
    assert ask(world, f"bool_and({exact})")


def test_coarse_places(tmp_path: Path) -> None:
    """Coarse rows carry their precision; exact ones lie where the event was."""
    world = made(tmp_path, coarse_places=0.5)
    away = "abs(ged.latitude::double - t.latitude) + abs(ged.longitude::double - t.longitude)"
    assert ask(world, f"max({away}) filter (where_prec in ('1', '2'))") < 1e-5
    assert ask(world, f"min({away}) filter (where_prec in ('3', '4', '6'))") > 0
    assert ask(world, "avg((where_prec <> '1')::int)") == pytest.approx(0.5, abs=0.04)


def test_moved_places(tmp_path: Path) -> None:
    """Moved rows lie elsewhere and say nothing of it."""
    world = made(tmp_path, moved_places=0.4)
    away = "abs(ged.latitude::double - t.latitude) + abs(ged.longitude::double - t.longitude)"
    assert ask(world, f"avg(({away} > 1e-5)::int)") == pytest.approx(0.4, abs=0.04)
    assert ask(world, "count(distinct where_prec)") == 1


def test_misspelt_places_and_actors(tmp_path: Path) -> None:
    """Names are spelt wrongly at the asked share, in the layouts where the noise applies."""
    world = made(tmp_path, misspelt_places=0.5, misspelt_actors=0.5)
    right = "where_coordinates = t.place || ' village'"
    assert ask(world, f"avg(({right})::int)") == pytest.approx(0.5, abs=0.04)
    known = {name.text for name in world.story.acled_names}
    rows = table(world, "acled")
    wrong = sum(not {row["actor1"], row["actor2"]} <= known for row in rows)
    assert wrong / len(rows) == pytest.approx(0.5, abs=0.04)


def test_different_deaths_and_wide_ranges(tmp_path: Path) -> None:
    """Deaths differ only where asked; without it wide ranges stand around the true figure."""
    differing = made(tmp_path / "differ", different_deaths=0.8)
    wide = made(tmp_path / "wide", wide_ranges=0.8)
    assert 0.2 < ask(differing, "avg((best::int <> deaths)::int)") < 0.8
    assert ask(wide, "count(*) filter (best::int <> deaths)") == 0
    assert ask(wide, "avg((high::int > best::int)::int)") == pytest.approx(0.8, abs=0.04)


def test_doubles_and_near_doubles(tmp_path: Path) -> None:
    """A double differs in its id alone; a near-double in its day."""
    world = made(tmp_path, doubles=0.1, near_doubles=0.1)
    assert ask(world, "count(*) filter (copy = 'double') / count(*)") == pytest.approx(
        0.083, abs=0.02
    )
    ids, events = ask(world, "count(distinct id)"), ask(world, "count(distinct event)")
    assert ids == world.rows["ucdp"] > events
    plain = {"id", "relid"}
    rows = [tuple(v for k, v in row.items() if k not in plain) for row in table(world, "ucdp")]
    doubles = ask(world, "count(*) filter (copy = 'double')")
    assert len(rows) - len(set(rows)) == doubles
    moved = "copy = 'near_double' and date_start[:10]::date <> date_from"
    near = ask(world, "count(*) filter (copy = 'near_double')")
    assert ask(world, f"count(*) filter ({moved})") > 0.9 * near > 0


def test_flawed_rows(tmp_path: Path) -> None:
    """Broken order, unknown classes and impossible coordinates come at the asked shares."""
    world = made(tmp_path, broken_order=0.1, unknown_categories=0.1, impossible_coordinates=0.1)
    for flaw in (
        "best::int > high::int",
        "type_of_violence not in ('1', '2', '3')",
        "abs(ged.latitude::double) > 90",
    ):
        assert ask(world, f"avg(({flaw})::int)") == pytest.approx(0.1, abs=0.025)


def test_revisions_are_told(tmp_path: Path) -> None:
    """The next release differs from the first in the told ids, and in the renamed actor."""
    world = made(tmp_path, revised_added=0.1, revised_removed=0.1, revised_changed=0.1)
    with duckdb.connect() as db:
        told = db.execute(f"select record, change from '{world.files['truth_revisions']}'")
        changes = dict(told.fetchall())
    before = {row["id"]: row for row in table(world, "ucdp")}
    after = {row["id"]: row for row in table(world, "ucdp_next")}
    of = {c: {k for k, v in changes.items() if v == c} for c in set(changes.values())}
    assert after.keys() - before.keys() == of["added"]
    assert before.keys() - after.keys() == of["removed"]
    old, new = world.story.renamed_in_next_release
    both = before.keys() & after.keys()
    differing = {
        k for k in both if [v.replace(new, old) for v in after[k].values()] != [*before[k].values()]
    }
    assert differing == of["deaths"] | of["place"]
    assert any(row["side_b"] == new for row in after.values())
    assert not any(row["side_b"] == old for row in after.values())


def test_noise_is_read_from_text() -> None:
    """Presets and key=value pairs are read, later ones over earlier ones."""
    assert noise_of("") == Noise()
    assert noise_of("none") == NONE
    assert noise_of("heavy, shift_days=5") == replace(HEAVY, shift_days=5)
    assert noise_of("doubles=0.2").doubles == 0.2


@pytest.mark.parametrize("text", ["dubles=0.1", "loud", "doubles=x", "doubles=2", "shift_days=1.5"])
def test_unknown_noise_is_refused_with_what_is_known(text: str) -> None:
    """A key, preset or value that is not known is an error that names what was expected."""
    with pytest.raises(CounterclaimError) as caught:
        noise_of(text)
    assert caught.value.expected
    assert caught.value.seen is not None
