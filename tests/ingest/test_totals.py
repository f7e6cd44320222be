"""Published totals: country-years and dyad-years as series with low, best and high."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import DamagedFile
from counterclaim.ingest import ingest
from counterclaim.ingest.cards import card
from tests.ingest.invented import Write, as_text, rows_of

COLUMNS = card("ucdp_totals").totals["dyad_year"].columns


def dyad_row(year: int, **changes: object) -> dict[str, object]:
    """An invented dyad-year."""
    row: dict[str, object] = dict.fromkeys(COLUMNS, "") | {
        "dyad_id": 7,
        "side_a": "Government of Arda",
        "side_b": "River Front",
        "year": year,
        "bd_best": 30,
        "bd_low": 28,
        "bd_high": 44,
        "battle_location": "Arda",
        "version": "22.1",
    }
    return row | changes


def test_a_dyad_year_is_a_total_with_its_subject(case: Case, write: Write) -> None:
    """Place, subject, days and the three figures come out, the version from the rows."""
    receipt = ingest(case, [write("totals.csv", as_text([dyad_row(2020), dyad_row(2021)]))])[0]
    assert (receipt.snapshot.table, receipt.snapshot.version) == ("totals", "22.1")
    columns = 'id, series, place, subject, CAST("from" AS VARCHAR), low, best, high'
    found = rows_of(case, receipt.snapshot, "totals", columns, "ORDER BY id")
    subject = "Government of Arda - River Front"
    assert found[0] == ("ucdp_totals:bd:7:2020", "bd", "Arda", subject, "2020-01-01", 28, 30, 44)
    assert len(found) == 2


def test_broken_order_in_totals_is_an_issue(case: Case, write: Write) -> None:
    """A total whose best exceeds its high is kept and named."""
    receipt = ingest(case, [write("totals.csv", as_text([dyad_row(2020, bd_high=3)]))])[0]
    assert [(r.rule, r.examples[0].row) for r in receipt.issues] == [("broken_order", 2)]


def test_a_total_that_is_no_number_is_refused(case: Case, write: Write) -> None:
    """A word where a total should be stops the ingest with its row and column."""
    with pytest.raises(DamagedFile) as caught:
        ingest(case, [write("totals.csv", as_text([dyad_row(2020), dyad_row(2021, bd_low="few")]))])
    assert (caught.value.row, caught.value.column, caught.value.seen) == (3, "bd_low", "few")


def test_country_years_come_out_series_by_series(case: Case, shared: Path) -> None:
    """Every series of the country-year file stands once per country and year."""
    file = shared / "data" / "ucdp" / "organizedviolencecy_v25_1.csv"
    receipt = ingest(case, [file])[0]
    assert str(receipt.snapshot.window) == "1989/2024"
    found = rows_of(
        case,
        receipt.snapshot,
        "totals",
        "low, best, high, subject",
        "WHERE place = 'Mali' AND year(\"from\") = 2024 AND series LIKE 'os_%govt_killings' "
        "ORDER BY series",
    )
    assert found[0] == (263, 345, 693, None)
    assert found[1][3] == "Government of Mali"
    series = len(card("ucdp_totals").totals["country_year"].series)
    rows = rows_of(case, receipt.snapshot, "totals", "count(*), count(DISTINCT id)")[0]
    assert rows[0] == rows[1] == receipt.rows
    assert rows[0] % series == 0


def test_totals_that_were_cut_off_are_refused(case: Case, write: Write) -> None:
    """A table of totals whose last row is short is refused like any other file."""
    text = as_text([dyad_row(2020), dyad_row(2021)])
    with pytest.raises(DamagedFile, match="cut off") as caught:
        ingest(case, [write("totals.csv", text[:-30])])
    assert caught.value.row == 3
