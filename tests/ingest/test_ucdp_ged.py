"""UCDP GED: versions, stages, sides, roles, issues and coverage."""

from __future__ import annotations

from datetime import date

import pytest

from counterclaim.case import Case
from counterclaim.errors import CounterclaimError
from counterclaim.ingest import ingest, recognise
from counterclaim.ingest.cards import card
from counterclaim.ingest.release import ucdp_release, ucdp_version
from tests.ingest.invented import Write, as_text, ged_row, rows_of

NAME = "GEDEvent_v22_1.csv"


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("GEDEvent_v25_1.csv", "25.1"),
        ("ged251.csv", "25.1"),
        ("ged241_land_2020-01-01_2023.csv", "24.1"),
        ("ucdp-ged-23.1.xlsx", "23.1"),
        ("GEDEvent_v25_0_10.csv", "25.0.10"),
        ("candidate_26_0_4.csv", "26.0.4"),
        ("GEDEvent_v25_01_25_09.csv", "25.01.25.09"),
        ("mali_2021-01-01-2024-12-31.csv", ""),
        ("events.csv", ""),
    ],
)
def test_the_version_is_read_from_the_name(name: str, version: str) -> None:
    """File names of UCDP say their version; dates in a name are not taken for one."""
    assert ucdp_version(name) == version


@pytest.mark.parametrize(
    ("version", "start", "end", "stage"),
    [
        ("25.1", date(1989, 1, 1), date(2024, 12, 31), "final"),
        ("26.0.4", date(2026, 4, 1), date(2026, 4, 30), "candidate"),
        ("25.01.25.09", date(2025, 1, 1), date(2025, 9, 30), "candidate"),
    ],
)
def test_a_version_says_its_window(version: str, start: date, end: date, stage: str) -> None:
    """Final releases end a year before their number; candidates cover their months."""
    found = ucdp_release(version)
    assert (found.start, found.end, found.stage) == (start, end, stage)


def test_a_version_of_another_form_is_refused() -> None:
    """A version that UCDP could not have printed is refused with the forms that there are."""
    with pytest.raises(CounterclaimError, match="version"):
        ucdp_release("latest")


def test_releases_of_2017_to_2019_are_read(case: Case, write: Write) -> None:
    """The 42 columns of the older releases, in their order, give the same figures."""
    columns = card("ucdp_ged").layouts["release_2017"].columns
    rows = [{name: ged_row(n)[name] for name in columns} for n in range(1, 4)]
    receipt = ingest(case, [write("ged191.csv", as_text(rows))], version="22.1")[0]
    assert (receipt.snapshot.layout, receipt.issues) == ("release_2017", ())
    assert not any("the file has not" in line for line in receipt.said)
    deaths = "deaths_low, deaths_best, deaths_high"
    found = rows_of(case, receipt.snapshot, "events", deaths, "ORDER BY row")
    assert found == [(0, 1, 3), (1, 2, 4), (2, 3, 5)]


def test_joint_governments_are_split_and_other_commas_are_not(case: Case, write: Write) -> None:
    """Two governments acting together are two participants; a comma alone never splits a name."""
    rows = [
        ged_row(1, side_a="Government of Arda, Government of Beld (Old Union)"),
        ged_row(2, type_of_violence=2, side_a="River Cartel New Wave, Hill Cartel - Sons"),
    ]
    receipt = ingest(case, [write(NAME, as_text(rows))])[0]
    found = rows_of(
        case,
        receipt.snapshot,
        "participants",
        "event, side, name, role, basis, joint, together",
        "ORDER BY ALL",
    )
    one, two = "ucdp_ged:900001", "ucdp_ged:900002"
    assert found == [
        (one, "a", "Government of Arda", "initiator", "dataset", True, 2),
        (one, "a", "Government of Beld (Old Union)", "initiator", "dataset", True, 2),
        (one, "b", "Civilians", "victims", "dataset", False, 1),
        (two, "a", "River Cartel New Wave, Hill Cartel - Sons", "party", "dataset", False, 1),
        (two, "b", "Civilians", "party", "dataset", False, 1),
    ]
    doubt = [rule for rule in receipt.issues if rule.rule == "joint_unresolved"]
    assert [issue.row for rule in doubt for issue in rule.examples] == [3]


ISSUES: dict[str, dict[str, object]] = {
    "broken_order": {"low": 9, "best": 5, "high": 7},
    "impossible_coordinates": {"latitude": 95.2},
    "unreadable_coordinates": {"longitude": "west of it"},
    "missing_coordinates": {"longitude": ""},
    "unknown_category": {"type_of_violence": 8},
    "unknown_code": {"where_prec": 12},
    "dates_out_of_order": {"date_start": "2021-05-09", "date_end": "2021-05-01"},
    "year_differs": {"year": 2018},
    "missing": {"best": ""},
}


@pytest.mark.parametrize("rule", ISSUES)
def test_a_problem_row_becomes_an_issue_and_stays(case: Case, write: Write, rule: str) -> None:
    """A row with a problem is kept with its values and named as an issue with its row number."""
    rows = [ged_row(1), ged_row(2), ged_row(3, **ISSUES[rule])]
    receipt = ingest(case, [write(NAME, as_text(rows))])[0]
    named = {found.rule: found.examples[0].row for found in receipt.issues}
    assert receipt.rows == 3
    assert named.get(rule) == 4
    assert receipt.snapshot.issues == sum(found.count for found in receipt.issues)


def test_an_unknown_class_never_becomes_a_default(case: Case, write: Write) -> None:
    """A class that the codebook does not know leaves the kind empty and keeps the code."""
    rows = [ged_row(1), ged_row(2, type_of_violence=8)]
    snapshot = ingest(case, [write(NAME, as_text(rows))])[0].snapshot
    kinds = rows_of(case, snapshot, "events", "kind, native_kind", "ORDER BY row")
    assert kinds == [("one_sided", "3"), (None, "8")]


def test_doubles_are_named_and_kept(case: Case, write: Write) -> None:
    """Two ids for one event are both kept and named; one id in two equal rows counts once."""
    rows = [ged_row(5), ged_row(5, id=7), ged_row(6), ged_row(6)]
    receipt = ingest(case, [write(NAME, as_text(rows))])[0]
    named = {r.rule: [(i.row, i.value) for i in r.examples] for r in receipt.issues}
    assert receipt.rows == 3
    assert named == {"double_event": [(3, "as row 2")], "double_id": [(5, "as row 4")]}


def test_a_candidate_file_is_provisional(case: Case, write: Write) -> None:
    """Candidate data is marked as such, its rows without deaths included."""
    rows = [
        ged_row(n, year=2026, best=0, low=0, high=0, date_start="2026-04-02", date_end="2026-04-02")
        for n in range(1, 4)
    ]
    receipt = ingest(case, [write("GEDEvent_v26_0_4.csv", as_text(rows))])[0]
    assert receipt.snapshot.stage == "candidate"
    assert str(receipt.snapshot.window) == "2026-04"
    assert receipt.rows == 3


def test_a_file_that_names_no_version_is_asked_about(case: Case, write: Write) -> None:
    """Where nothing says the release, whole years are taken and the analyst is asked."""
    text = as_text([ged_row(1, date_start="2021-01-03", date_end="2021-01-03"), ged_row(2)])
    receipt = ingest(case, [write("events.csv", text)])[0]
    assert str(receipt.snapshot.window) == "2021"
    assert "Which release" in receipt.question
    stated = ingest(case, [write("events.csv", text)], version="22.1")[0]
    assert stated.snapshot.version == "22.1"
    assert stated.question == ""


def test_coverage_is_no_wider_than_the_rows(case: Case, write: Write) -> None:
    """An extract of one country's one-sided rows by one actor covers only that."""
    snapshot = ingest(case, [write(NAME, as_text([ged_row(n) for n in range(1, 9)]))])[0].snapshot
    assert snapshot.places == ("Arda",)
    assert snapshot.kinds == ("one_sided",)
    assert snapshot.actors == ("Government of Arda",)
    assert str(snapshot.window) == "2021-03/2021-12"


def test_a_file_of_many_regions_and_kinds_is_not_limited(case: Case, write: Write) -> None:
    """A release over the regions of the world and every kind of violence limits nothing."""
    regions = ("Africa", "Asia", "Europe", "Americas", "Middle East")
    rows = [
        ged_row(
            n,
            region=regions[n % 5],
            country=f"Land {n}",
            type_of_violence=1 + n % 3,
            side_a=f"Government of Land {n}",
            side_b=f"Front {n}",
            year=1989 + n,
            date_start=f"{1989 + n}-06-01",
            date_end=f"{1989 + n}-06-01",
        )
        for n in range(33)
    ]
    snapshot = ingest(case, [write(NAME, as_text(rows))])[0].snapshot
    assert (snapshot.places, snapshot.kinds, snapshot.actors) == ((), (), ())
    assert str(snapshot.window) == "1989/2021"


def test_what_the_analyst_states_goes_before_what_rows_show(case: Case, write: Write) -> None:
    """A stated window and stated places replace those found."""
    receipt = ingest(
        case,
        [write(NAME, as_text([ged_row(1)]))],
        coverage={"window": "2020/2021", "places": ["Arda", "Beld"]},
        released="2022-06-01",
        retrieved="2022-07-01",
        filters="country Arda or Beld",
    )[0]
    snapshot = receipt.snapshot
    assert str(snapshot.window) == "2020/2021"
    assert snapshot.places == ("Arda", "Beld")
    assert (snapshot.released, snapshot.retrieved) == ("2022-06-01", "2022-07-01")
    assert snapshot.filters == "country Arda or Beld"


def test_columns_that_nobody_expects_are_named(case: Case, write: Write) -> None:
    """A new column of the provider is an issue and is kept; one on the ignore list is not named."""
    rows = [ged_row(n) | {"drone": "yes", "version": "22.1"} for n in range(1, 3)]
    receipt = ingest(case, [write(NAME, as_text(rows))])[0]
    named = [(i.row, i.column) for r in receipt.issues for i in r.examples]
    assert named == [(1, "drone")]
    assert rows_of(case, receipt.snapshot, "events", "DISTINCT native_drone") == [("yes",)]


def test_a_file_is_recognised_without_a_case(write: Write) -> None:
    """Dataset, layout and version are told from the file alone."""
    found = recognise(write(NAME, as_text([ged_row(1)])))
    assert (found.dataset, found.layout, found.version) == ("ucdp_ged", "release", "22.1")
    assert (found.missing, found.extra) == ((), ())


def test_text_and_values_stay_as_given(case: Case, write: Write) -> None:
    """Descriptions of several lines and titles come out as they went in; titles fall back."""
    rows = [ged_row(1), ged_row(2, source_headline="", source_article='"Paper,2021,Told"')]
    snapshot = ingest(case, [write(NAME, as_text(rows))])[0].snapshot
    found = rows_of(case, snapshot, "events", "note, source_titles, sources", "ORDER BY row")
    assert found[0] == ("near the river,\nsouth of the ford", "Villagers tell of a raid", 2)
    assert found[1][1] == '"Paper,2021,Told"'


def test_rows_beyond_the_end_of_a_version_are_refused(case: Case, write: Write) -> None:
    """A file whose every row lies after the end of its version cannot be of that version."""
    with pytest.raises(CounterclaimError, match=r"20\.1"):
        ingest(case, [write("GEDEvent_v20_1.csv", as_text([ged_row(1)]))])
