"""Tables: cells become records, and what is wrong is said with row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case import Case, tables
from counterclaim.case.cells import Sheet
from counterclaim.errors import NotFound, TableError
from counterclaim.model.claim import Claim

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15).map(str.strip)
NAME = TEXT.filter(lambda text: bool(text) and ";" not in text)
CLAIMS = st.builds(
    Claim,
    id=NAME,
    statement=TEXT,
    comparator=st.sampled_from(("exact", "unstated", "vague")),
    best=st.none() | st.integers() | st.floats(-1e9, 1e9),
    window=st.none() | st.sampled_from(("2022", "2021-12", "../2022", "2022-03-27~")),
    counts=st.none() | st.sampled_from(("killed", "acts")),
    citations=st.lists(NAME, max_size=3).map(tuple),
)


def through_text(claims: list[Claim]) -> tuple[Claim, ...]:
    """The claims after being spelled as cells and read again."""
    rows = tables.keyed(claims, Claim).values()
    return tables.records(Sheet(Path("claims.csv")).holding(tables.columns_of(Claim), rows), Claim)


@given(st.lists(CLAIMS, max_size=4, unique_by=lambda claim: claim.id))
def test_records_survive_their_cells(claims: list[Claim]) -> None:
    """Records written as cells and read again are equal, in the same order."""
    assert through_text(claims) == tuple(claims)


@pytest.mark.parametrize(
    ("text", "message", "row", "column", "seen"),
    [
        ("id,statment\na,x\n", 'did you mean "statement"', 1, 2, "statment"),
        ("id,window\na,Dec-21\n", "not a date", 2, "window", "Dec-21"),
        ("id,window\na,2023/2022\n", "backwards", 2, "window", "2023/2022"),
        ("id,best\na,1\nb,many\n", "not a number", 3, "best", "many"),
        ("id,status\na,sure\n", "not a word", 2, "status", "sure"),
        ("id,counts\na,dead\n", "not a word", 2, "counts", "dead"),
        ("id,low\na,1\n,2\n", "id is empty", 3, "id", ""),
        ("statement\nx\n", "id is missing", 1, None, "statement"),
        ("id\na\nb\na\n", "same id as row 2", 4, "id", "a"),
        ("id,low,high\na,5,2\n", "broken", 2, None, {"low": "5", "high": "2"}),
    ],
)
def test_faults_say_where_and_what(
    case: Case, text: str, message: str, row: int, column: object, seen: object
) -> None:
    """An error names file, row, column and the value seen."""
    file = case.path / "claims.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message) as caught:
        case.table("claims")
    error = caught.value
    assert (error.file, error.row, error.column, error.seen) == (file, row, column, seen)


def test_a_spoiled_month_is_recognised(case: Case) -> None:
    """The error for a month that a spreadsheet turned around says what to type."""
    (case.path / "claims.csv").write_text("id,window\na,Dec-21\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        case.table("claims")
    assert "2021-12" in (caught.value.remedy or "")


def test_optional_columns_may_be_missing(case: Case) -> None:
    """A missing column and an empty cell both stand for the default."""
    (case.path / "claims.csv").write_text("id,status\na,\n", encoding="utf-8")
    assert case.table("claims") == (Claim(id="a"),)


def test_unknown_tables_name_the_nearest() -> None:
    """A table that no case has is refused with the one that was meant."""
    with pytest.raises(NotFound, match='"claims"'):
        tables.record_of("claim")


@pytest.mark.parametrize("name", ["a;b", ";", ""])
def test_a_name_that_a_list_cannot_hold_is_refused(name: str) -> None:
    """A list of names is not written where it would be read back as another list."""
    with pytest.raises(TableError, match="list of names"):
        tables.cells_of(Claim(id="c", citations=(name,)))


def test_five_thousand_claims_are_read(case: Case) -> None:
    """A ledger of 5,000 rows comes back row for row."""
    case.write("claims", [Claim(id=f"c{n}", window="2021-12", best=n) for n in range(5_000)])  # type: ignore[arg-type]
    read = Case.open(case.path).table("claims")
    assert [claim.id for claim in read] == [f"c{n}" for n in range(5_000)]
