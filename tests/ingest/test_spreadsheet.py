"""The analyst's own sheet, read through a mapping in ``case.yaml``."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import CounterclaimError, DamagedFile, DefinitionError, UnknownFormat
from counterclaim.ingest import ingest
from tests.ingest.invented import Write, as_text, rows_of

MAPPING = """
mappings:
  field_list:
    title: List of the field office
    licence: own work
    citation: Field office (2022). List of incidents.
    columns:
      id: Ref
      date: Day
      initiator: Who did it
      initiator_with: Together with
      victims: Whom
      kind: Class
      deaths: Killed
      low: Killed min
      high: Killed max
      country: Country
    kinds: {raid: violence_against_civilians, clash: battle}
"""


def sheet_row(number: int, **changes: object) -> dict[str, object]:
    """A row of an invented sheet of a field office."""
    row: dict[str, object] = {
        "Ref": f"F-{number}",
        "Day": f"2022-05-{number:02d}",
        "Who did it": "Hill Guard",
        "Together with": "",
        "Whom": "Villagers",
        "Class": "raid",
        "Killed": number,
        "Killed min": "",
        "Killed max": "",
        "Country": "Arda",
        "Phoned by": "a neighbour",
    }
    return row | changes


@pytest.fixture
def mapped(case: Case) -> Case:
    """A case whose definitions describe the sheet."""
    return with_mapping(case, MAPPING)


def with_mapping(case: Case, mapping: str) -> Case:
    """The case with a mapping at the end of its definitions."""
    file = case.path / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8") + mapping, encoding="utf-8")
    return Case.open(case.path)


def test_a_sheet_is_read_through_its_mapping(mapped: Case, write: Write) -> None:
    """Columns, kinds, roles and partners come out as the mapping says; other columns are kept."""
    rows = [
        sheet_row(1),
        sheet_row(2, **{"Class": "clash", "Together with": "Lake Company; River Company"}),
    ]
    receipt = ingest(mapped, [write("list.csv", as_text(rows))])[0]
    assert receipt.snapshot.dataset == "field_list"
    assert receipt.snapshot.licence == "own work"
    events = rows_of(
        mapped,
        receipt.snapshot,
        "events",
        'id, "from", "to", kind, deaths_best, deaths_low, country',
        "ORDER BY row",
    )
    one_sided = "violence_against_civilians"
    assert events == [
        ("field_list:F-1", date(2022, 5, 1), date(2022, 5, 1), one_sided, 1, None, "Arda"),
        ("field_list:F-2", date(2022, 5, 2), date(2022, 5, 2), "battle", 2, None, "Arda"),
    ]
    people = rows_of(
        mapped,
        receipt.snapshot,
        "participants",
        "name, role, basis, together",
        "WHERE event LIKE '%F-2' ORDER BY side, name",
    )
    assert people == [
        ("Hill Guard", "initiator", "analyst", 3),
        ("Lake Company", "initiator", "analyst", 3),
        ("River Company", "initiator", "analyst", 3),
        ("Villagers", "victims", "analyst", 1),
    ]
    assert any("Phoned by" in line for line in receipt.said)


def test_a_workbook_with_real_dates_gives_the_same(mapped: Case, write: Write) -> None:
    """A sheet of a workbook is read like its CSV, dates as dates."""
    import openpyxl

    rows = [sheet_row(n) for n in range(1, 4)]
    book = openpyxl.Workbook()
    book.create_sheet("notes").append(["call back"])
    sheet = book.worksheets[0]
    sheet.append(list(rows[0]))
    for row in rows:
        day = datetime.fromisoformat(str(row["Day"]))
        sheet.append([day if k == "Day" else v for k, v in row.items()])
    sink = io.BytesIO()
    book.save(sink)
    columns = 'id, row, "from", kind, deaths_best'
    found = [
        rows_of(mapped, ingest(mapped, [file])[0].snapshot, "events", columns, "ORDER BY row")
        for file in (write("list.csv", as_text(rows)), write("list.xlsx", sink.getvalue()))
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_a_class_without_a_kind_is_an_issue(mapped: Case, write: Write) -> None:
    """A class of the sheet that the mapping does not name leaves the kind empty."""
    receipt = ingest(mapped, [write("list.csv", as_text([sheet_row(1, Class="ambush")]))])[0]
    assert [(r.rule, r.examples[0].value) for r in receipt.issues] == [
        ("unknown_category", "ambush")
    ]


def test_ambiguous_days_and_months_are_refused(mapped: Case, write: Write) -> None:
    """Where nothing tells the day from the month, the sheet is refused until its mapping does."""
    file = write(
        "list.csv", as_text([sheet_row(1, Day="03/04/2022"), sheet_row(2, Day="05/06/2022")])
    )
    with pytest.raises(DamagedFile, match="day or the month"):
        ingest(mapped, [file])
    definitions = (mapped.path / "case.yaml").read_text(encoding="utf-8")
    stated = definitions.replace(
        "    kinds: {raid", "    date_format: '%d/%m/%Y'\n    kinds: {raid"
    )
    (mapped.path / "case.yaml").write_text(stated, encoding="utf-8")
    fresh = Case.open(mapped.path)
    snapshot = ingest(fresh, [file])[0].snapshot
    days = rows_of(fresh, snapshot, "events", '"from"', "ORDER BY row")
    assert days == [(date(2022, 4, 3),), (date(2022, 6, 5),)]


def test_a_sheet_without_its_mapping_is_not_known(case: Case, write: Write) -> None:
    """Without a mapping the message says that one is needed."""
    with pytest.raises(UnknownFormat, match="mappings"):
        ingest(case, [write("list.csv", as_text([sheet_row(1)]))])


def test_a_wrong_column_of_ours_is_named_with_the_nearest(case: Case, write: Write) -> None:
    """A typing error in a mapping names the column that was probably meant."""
    wrong = with_mapping(case, MAPPING.replace("deaths: Killed\n", "deaths_bset: Killed\n"))
    with pytest.raises(DefinitionError, match="deaths_best"):
        ingest(wrong, [write("list.csv", as_text([sheet_row(1)]))])


def test_an_unknown_dataset_is_named_with_those_that_there_are(mapped: Case, write: Write) -> None:
    """``--as`` with a name that nothing has lists the datasets and mappings."""
    with pytest.raises(CounterclaimError, match="field_list"):
        ingest(mapped, [write("list.csv", as_text([sheet_row(1)]))], "fieldlist")


def test_rows_without_ids_are_numbered(case: Case, write: Write, tmp_path: Path) -> None:
    """A sheet without a column of ids identifies its rows by their number."""
    plain = with_mapping(case, MAPPING.replace("      id: Ref\n", ""))
    snapshot = ingest(plain, [write("list.csv", as_text([sheet_row(1), sheet_row(2)]))])[0].snapshot
    ids = rows_of(plain, snapshot, "events", "id", "ORDER BY row")
    assert ids == [("field_list:row2",), ("field_list:row3",)]


@pytest.mark.parametrize(
    ("phoned", "number", "names"),
    [("a neighbour; the clinic", 2, "a neighbour; the clinic"), ("3", 3, None), ("", None, None)],
)
def test_a_column_of_sources_holds_names_or_a_number(
    case: Case, write: Write, phoned: str, number: int | None, names: str | None
) -> None:
    """Names are kept and counted between semicolons; digits are the number itself."""
    asked = with_mapping(case, MAPPING.replace("      id: Ref\n", "      sources: Phoned by\n"))
    row = sheet_row(1, **{"Phoned by": phoned})
    snapshot = ingest(asked, [write("list.csv", as_text([row]))])[0].snapshot
    assert rows_of(asked, snapshot, "events", "sources, source_names") == [(number, names)]
