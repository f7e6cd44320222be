"""ACLED: layouts of several years, rows per event and per actor. All rows are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from counterclaim.case import Case
from counterclaim.errors import DamagedFile
from counterclaim.ingest import ingest
from counterclaim.ingest.cards import card
from counterclaim.ingest.receipt import Receipt
from tests.ingest.invented import Write, acled_row, as_text, rows_of

CIVILIANS = "Civilians (Arda)"
SWAPS = {"actor1": "actor2", "assoc_actor_1": "assoc_actor_2", "inter1": "inter2"}


def invented() -> list[dict[str, object]]:
    """Battles, attacks on civilians with helpers, and an event with one actor."""
    rows = [acled_row(n) for n in range(1, 5)]
    rows.append(acled_row(5, assoc_actor_1="Halberd Group; Hill Guard", fatalities=12))
    rows.append(
        acled_row(
            6,
            event_type="Violence against civilians",
            sub_event_type="Attack",
            assoc_actor_1="Halberd Group",
            actor2=CIVILIANS,
            assoc_actor_2="Farmers (Arda)",
            inter2="Civilians",
            civilian_targeting="Civilian targeting",
        )
    )
    rows.append(acled_row(7, event_type="Strategic developments", actor2="", inter2=""))
    return rows


def mirrored(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """A row per actor: each event from both sides, all columns kept."""
    swap = SWAPS | {b: a for a, b in SWAPS.items()}
    pairs = [(row, {k: row[swap.get(k, k)] for k in row}) for row in rows]
    return [one for pair in pairs for one in pair if one["actor1"]]


def actor_based(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """A row per actor, without the columns of the second."""
    columns = card("acled").layouts["actor_based"].columns
    return [{k: row[k] for k in columns} for row in mirrored(rows)]


def told(case: Case, receipt: Receipt) -> tuple[list[object], list[object]]:
    """Everything of events but their row, and participants, in an order of their own."""
    columns = (
        '"id", "from", "to", kind, deaths_best, lat, civilians_targeted, native_actor1, '
        "native_assoc_actor_1, native_inter1, native_actor2, native_assoc_actor_2, native_inter2"
    )
    events = rows_of(case, receipt.snapshot, "events", columns, "ORDER BY ALL")
    return events, rows_of(
        case, receipt.snapshot, "participants", "* EXCLUDE (row)", "ORDER BY ALL"
    )


@pytest.mark.parametrize("shape", [mirrored, actor_based])
@pytest.mark.parametrize("turned", [False, True])
def test_rows_per_actor_give_the_events_of_rows_per_event(
    case: Case, write: Write, shape: object, turned: bool
) -> None:
    """Actor-based files give the same events, participants and deaths, and it is said."""
    rows = invented()
    dyadic = ingest(case, [write("arda.csv", as_text(rows))])[0]
    per_actor = shape(rows)  # type: ignore[operator]
    if turned:  # attacks on civilians told from the victims' side first
        per_actor.sort(key=lambda row: (row["actor1"] != CIVILIANS, row["event_id_cnty"]))
    monadic = ingest(case, [write("arda_actors.csv", as_text(per_actor))])[0]
    assert monadic.rows == dyadic.rows == len(rows)
    assert told(case, monadic) == told(case, dyadic)
    assert any("actor-based" in line for line in monadic.said)
    assert not any("actor-based" in line for line in dyadic.said)


def test_all_four_actor_fields_are_participants(case: Case, write: Write) -> None:
    """Actors beside the first and second are found, split at semicolons, on their side."""
    receipt = ingest(case, [write("arda.csv", as_text(invented()))])[0]
    found = rows_of(
        case,
        receipt.snapshot,
        "participants",
        "side, field, name, role, joint, together",
        "WHERE event = 'acled:ARD5' ORDER BY ALL",
    )
    army = "Military Forces of Arda (2019-)"
    assert found == [
        ("a", "actor1", army, "unclear", True, 3),
        ("a", "assoc_actor_1", "Halberd Group", "unclear", True, 3),
        ("a", "assoc_actor_1", "Hill Guard", "unclear", True, 3),
        ("b", "actor2", "River Front", "unclear", False, 1),
    ]


def test_direction_is_known_only_against_civilians(case: Case, write: Write) -> None:
    """Column order gives no role, except where civilians are the second actor."""
    receipt = ingest(case, [write("arda.csv", as_text(invented()))])[0]
    found = rows_of(
        case, receipt.snapshot, "participants", "DISTINCT role, basis, side", "ORDER BY ALL"
    )
    assert found == [
        ("initiator", "dataset", "a"),
        ("unclear", "column order", "a"),
        ("unclear", "column order", "b"),
        ("victims", "dataset", "b"),
    ]


OLDER: dict[str, dict[str, object]] = {
    "dyadic_2022": {"data_id": 1, "event_id_no_cnty": 3, "iso3": "ARD"},
    "dyadic_2018": {"event_id_no_cnty": 3},
    "dyadic_2015": {"gwno": 999, "event_id_no_cnty": 3, "ally_actor_1": "Halberd Group"},
}


@pytest.mark.parametrize("layout", OLDER)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_older_layouts_are_read(case: Case, write: Write, layout: str, delimiter: str) -> None:
    """Capitals, numeric codes, dates in words, a mark and semicolons are no obstacle."""
    columns = card("acled").layouts[layout].columns
    base = acled_row(3, assoc_actor_1="Halberd Group", event_date="03 November 2021", inter1=1)
    row = {name: (base | OLDER[layout]).get(name, "") for name in columns}
    text = as_text([row], delimiter=delimiter, rename=str.upper)
    receipt = ingest(case, [write("arda.csv", "\ufeff" + text)])[0]
    assert receipt.snapshot.layout == layout
    found = rows_of(case, receipt.snapshot, "events", 'id, "from", kind, deaths_best')
    assert found == [("acled:ARD3", date(2021, 11, 3), "battle", 3)]
    names = rows_of(case, receipt.snapshot, "participants", "name", "ORDER BY name")
    assert ("Halberd Group",) in names


def test_a_row_of_tags_is_skipped_and_rows_keep_their_numbers(case: Case, write: Write) -> None:
    """Under an HXL row the first event stands in row 3."""
    lines = as_text([acled_row(1)]).split("\n")
    tagged = "\n".join([lines[0], "#event+code,#date" + ",#x" * 29, *lines[1:]])
    receipt = ingest(case, [write("arda.csv", tagged)])[0]
    assert rows_of(case, receipt.snapshot, "events", "row") == [(3,)]


def test_coarse_dates_span_what_they_may_mean(case: Case, write: Write) -> None:
    """A week-precise event may lie six days away, a month-precise one anywhere in its month."""
    rows = [acled_row(n, time_precision=n, event_date="2021-06-15") for n in (1, 2, 3)]
    receipt = ingest(case, [write("arda.csv", as_text(rows))])[0]
    found = rows_of(case, receipt.snapshot, "events", '"from", "to"', "ORDER BY row")
    assert found == [
        (date(2021, 6, 15), date(2021, 6, 15)),
        (date(2021, 6, 9), date(2021, 6, 21)),
        (date(2021, 6, 1), date(2021, 6, 30)),
    ]


def test_the_newer_revision_of_an_id_speaks(case: Case, write: Write) -> None:
    """Where two downloads were pasted together, the row revised last counts, and it is named."""
    rows = [acled_row(1), acled_row(2), acled_row(1, fatalities=9, timestamp=1_800_000_000)]
    receipt = ingest(case, [write("arda.csv", as_text(rows))])[0]
    deaths = rows_of(case, receipt.snapshot, "events", "deaths_best", "ORDER BY id")
    assert deaths == [(9,), (2,)]
    assert [rule.rule for rule in receipt.issues] == ["double_id"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_revisions_on_one_day_the_later_speaks(
    case: Case, write: Write, turned: bool
) -> None:
    """Two revisions an hour apart are told apart by their time, in whatever order they stand."""
    rows = [acled_row(1), acled_row(1, fatalities=9, timestamp=1_700_003_601)]
    receipt = ingest(case, [write("arda.csv", as_text(rows[::-1] if turned else rows))])[0]
    assert rows_of(case, receipt.snapshot, "events", "deaths_best") == [(9,)]


@pytest.mark.parametrize("shape", [list, mirrored, actor_based])
def test_rows_revised_at_one_time_that_differ_are_refused(
    case: Case, write: Write, shape: Callable[[list[dict[str, object]]], list[dict[str, object]]]
) -> None:
    """Where nothing says which of two death tolls of one event is newer, the file is refused."""
    rows = shape([acled_row(1), acled_row(2)])
    rows.append(rows[0] | {"fatalities": 9})
    with pytest.raises(DamagedFile, match="different figures") as caught:
        ingest(case, [write("arda.csv", as_text(rows))])
    assert caught.value.column == "event_id_cnty"


def test_every_actor_of_a_file_by_actors_is_kept(case: Case, write: Write) -> None:
    """The actors of a third and fourth row of an event stand on its side b, each once."""
    rows = actor_based([acled_row(1), acled_row(2)])
    third = rows[0] | {"actor1": "Hill Guard", "assoc_actor_1": "Halberd Group"}
    fourth = rows[0] | {"actor1": "Ford Watch", "assoc_actor_1": ""}
    receipt = ingest(case, [write("arda.csv", as_text([*rows, third, fourth, fourth]))])[0]
    found = rows_of(
        case, receipt.snapshot, "participants", "side, name", "WHERE event = 'acled:ARD1'"
    )
    assert sorted(found) == [
        ("a", "Military Forces of Arda (2019-)"),
        ("b", "Ford Watch"),
        ("b", "Halberd Group"),
        ("b", "Hill Guard"),
        ("b", "River Front"),
    ]
    assert [(rule.rule, rule.count) for rule in receipt.issues] == [("more_than_two_actors", 2)]


def test_outdated_rows_of_a_file_by_actors_add_no_actors(case: Case, write: Write) -> None:
    """An actor whom only an older revision of the event names is none of its actors."""
    old = actor_based([acled_row(1, actor2="Hill Guard")])
    new = actor_based([acled_row(1, timestamp=1_800_000_000)])
    receipt = ingest(case, [write("arda.csv", as_text(old + new))])[0]
    found = rows_of(case, receipt.snapshot, "participants", "name", "ORDER BY name")
    assert found == [("Military Forces of Arda (2019-)",), ("River Front",)]


@pytest.mark.parametrize("word", ["NA", "NULL", "NaN"])
def test_words_for_nothing_are_no_actors(case: Case, write: Write, word: str) -> None:
    """What R and databases write into empty cells joins nobody, and is never a number of deaths."""
    rows = [{k: word if v == "" else v for k, v in row.items()} for row in invented()]
    rows[0]["fatalities"] = word
    receipt = ingest(case, [write("arda.csv", as_text(rows))])[0]
    names = rows_of(case, receipt.snapshot, "participants", "DISTINCT name")
    assert (word,) not in names
    deaths = rows_of(case, receipt.snapshot, "events", "deaths_best", "WHERE id = 'acled:ARD1'")
    assert deaths == [(None,)]
    assert [rule.rule for rule in receipt.issues] == ["missing"]


def test_the_name_of_an_export_states_its_window(case: Case, write: Write) -> None:
    """The days in the file's name are its window; otherwise first and last event are."""
    text = as_text([acled_row(1)])
    named = ingest(case, [write("2020-01-01-2021-12-31-Arda.csv", text)])[0]
    assert str(named.snapshot.window) == "2020/2021"
    assert named.snapshot.version == "2023-11-14"
    assert named.snapshot.terms == "no_rows"
