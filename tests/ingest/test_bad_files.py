"""Files as users really have them: read rightly and said so, or refused in one readable block."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import CounterclaimError, DamagedFile, UnknownFormat
from counterclaim.ingest import ingest
from counterclaim.ingest.receipt import Receipt
from tests.ingest.invented import (
    GED,
    Write,
    acled_row,
    as_text,
    contents,
    ged_row,
    rows_of,
    web_row,
)

NAME = "GEDEvent_v22_1.csv"
ROWS = [ged_row(n) for n in range(1, 8)]
PLAIN = as_text(ROWS)


def taken(case: Case, file: Path) -> Receipt:
    """The receipt of one file."""
    return ingest(case, [file])[0]


def figures(case: Case, receipt: Receipt) -> list[tuple[object, ...]]:
    """What counting would use of every event."""
    columns = 'id, row, "from", "to", kind, lat, lon, deaths_low, deaths_best, deaths_high, admin1'
    return rows_of(case, receipt.snapshot, "events", columns, "ORDER BY row")


@pytest.fixture
def expected(tmp_path: Path, write: Write) -> list[tuple[object, ...]]:
    """The figures of the undamaged file."""
    fresh = Case.create(tmp_path / "undamaged", "u")
    return figures(fresh, taken(fresh, write("whole_" + NAME, PLAIN)))


def zipped(text: str) -> bytes:
    """A zip with one CSV and what a Mac adds to it."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ged.csv", text)
        archive.writestr("__MACOSX/._ged.csv", b"\x00\x05")
    return sink.getvalue()


def workbook(rows: list[dict[str, object]], above: tuple[str, ...] = ()) -> bytes:
    """A workbook with the rows, below a merged title where there is one."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in above:
        sheet.append([line])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=9
        )
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


SEMICOLONS = as_text(ROWS, delimiter=";")
COMMAS_IN_DEGREES = as_text(
    [row | {k: str(row[k]).replace(".", ",") for k in ("latitude", "longitude")} for row in ROWS],
    delimiter=";",
)
SERIALS = as_text(
    [row | dict.fromkeys(("date_start", "date_end"), 44256 + 1 + n) for n, row in enumerate(ROWS)]
)
EUROPEAN = as_text(
    [
        ged_row(n, date_start=f"{1 + n:02d}/03/2021", date_end=f"{1 + n:02d}/03/2021")
        for n in range(1, 8)
    ]
    + [ged_row(20, date_start="21/03/2021", date_end="21/03/2021")]
)
HXL = PLAIN.replace("\n", "\n#event+id,#x" + ",#y" * 47 + "\n", 1)
TITLED = "Export of 3 May\n\n" + PLAIN

NUMBERED = as_text([{"": n} | row for n, row in enumerate(ROWS)])
WORDS_FOR_NOTHING = as_text([{k: "NA" if v == "" else v for k, v in r.items()} for r in ROWS])

READ_RIGHTLY: dict[str, tuple[str, bytes, str]] = {
    "trailing comma": (
        "ged221_export.csv",
        as_text([web_row(n) for n in range(1, 8)], trailing=",").encode(),
        "trailing comma",
    ),
    "BOM": (NAME, b"\xef\xbb\xbf" + PLAIN.encode(), "byte order mark"),
    "Latin-1": (NAME, PLAIN.encode("cp1252"), "Latin-1"),
    "Mac-Roman": (NAME, PLAIN.encode("mac_roman"), "Mac-Roman"),
    "lines of old Macintoshes": (
        NAME,
        PLAIN.replace("\n", "\r").encode("mac_roman"),
        "old Macintoshes",
    ),
    "UTF-16": (NAME, PLAIN.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (NAME, PLAIN.encode("utf-16-le"), "UTF-16"),
    "semicolons": (NAME, SEMICOLONS.encode(), "semicolons"),
    "decimal commas": (NAME, COMMAS_IN_DEGREES.encode(), "decimal comma"),
    "serial numbers as dates": (NAME, SERIALS.encode(), "serial numbers"),
    "zip": ("ged221.zip", zipped(PLAIN), "zip with one table"),
    "gzip": (NAME + ".gz", gzip.compress(PLAIN.encode()), "gzipped"),
    "XLSX named CSV": (NAME, workbook(ROWS), "an XLSX workbook, named as if"),
    "merged title above the header": (
        "ged221.xlsx",
        workbook(ROWS, above=("All events of 2021",)),
        "header stands in row 2",
    ),
    "lines above the header": (NAME, TITLED.encode(), "header stands in row 2"),
    "HXL tags": (NAME, HXL.encode(), "HXL"),
    "Windows lines": (NAME, PLAIN.replace("\n", "\r\n").encode(), ""),
    "mixed lines": (NAME, PLAIN.replace(",,\n", ",,\r\n", 3).encode(), ""),
    "mixed lines after values": (
        NAME,
        as_text([row | {"gwnob": 435} for row in ROWS]).replace("435\n", "435\r\n", 3).encode(),
        "different ways",
    ),
    "empty rows at the end": (NAME, (PLAIN + "," * 48 + "\n" + "," * 48 + "\n").encode(), ""),
    "empty columns at the end": (NAME, as_text(ROWS, trailing=",,").encode(), "left out"),
    "row numbers of R and pandas": (NAME, NUMBERED.encode(), "numbers the rows"),
    "NA in empty cells": (NAME, WORDS_FOR_NOTHING.encode(), "NA: read as empty"),
    "no header": (NAME, PLAIN.partition("\n")[2].encode(), "no header"),
    "no type in the name": ("GEDEvent_v22_1", PLAIN.encode(), "without a type"),
}


@pytest.mark.parametrize("damage", READ_RIGHTLY)
def test_what_can_be_read_rightly_is_and_is_said(
    case: Case, write: Write, expected: list[tuple[object, ...]], damage: str
) -> None:
    """A file that is only unusual gives the same figures as the plain one, and says what it was."""
    name, content, said = READ_RIGHTLY[damage]
    receipt = taken(case, write(name, content))
    found = figures(case, receipt)
    shift = found[0][1] - expected[0][1]  # type: ignore[operator]
    moved = [(e[0], e[1] + shift, *e[2:]) for e in expected]
    assert found == moved
    assert said in " / ".join(receipt.said)


def test_day_first_dates_are_told_by_days_above_twelve(case: Case, write: Write) -> None:
    """Where some day is above 12, day-first dates are read as such and never as months."""
    receipt = taken(case, write(NAME, EUROPEAN))
    days = rows_of(
        case, receipt.snapshot, "events", "strftime(\"from\", '%Y-%m-%d')", "ORDER BY row"
    )
    assert days[0] == ("2021-03-02",)
    assert days[-1] == ("2021-03-21",)


def test_thousands_separators_in_deaths_are_read(case: Case, write: Write) -> None:
    """A death toll written 1,234 counts 1234, however late in the file it stands."""
    rows = [ged_row(n % 20) | {"id": 7_000 + n} for n in range(2_600)]
    rows[2_500] |= {"best": "1,234", "high": "2,000", "low": "3.0"}
    receipt = taken(case, write(NAME, as_text(rows)))
    found = rows_of(
        case,
        receipt.snapshot,
        "events",
        "deaths_low, deaths_best, deaths_high",
        "WHERE id = 'ucdp_ged:9500'",
    )
    assert found == [(3, 1234, 2000)]
    assert any("separators" in line for line in receipt.said)


def test_row_numbers_are_those_of_a_spreadsheet(case: Case, write: Write) -> None:
    """Cells of several lines do not shift the row numbers of issues."""
    rows = [*ROWS, ged_row(9, low=9, best=8, high=7)]
    receipt = taken(case, write(NAME, as_text(rows)))
    broken = next(rule for rule in receipt.issues if rule.rule == "broken_order")
    assert (broken.count, broken.examples[0].row) == (1, 9)
    assert broken.examples[0].value == "9 / 8 / 7"


LINES = PLAIN.split("\n")
SHIFTED = as_text([*ROWS, ged_row(9)]).replace("Arda Radio", "Arda, Radio")
DAMAGED: dict[str, tuple[str, bytes, type[CounterclaimError], str]] = {
    "web page": (NAME, b"<!DOCTYPE html><html><body>Log in</body></html>", DamagedFile, "web page"),
    "dates reduced by a spreadsheet": (
        NAME,
        as_text([r | {"date_start": "00:00.0", "date_end": "00:00.0"} for r in ROWS]).encode(),
        DamagedFile,
        "minutes and seconds",
    ),
    "some dates reduced": (
        NAME,
        as_text([*ROWS, ged_row(9, date_end="00:00.0")]).encode(),
        DamagedFile,
        "row 9, column date_end",
    ),
    "cut off within a row": (NAME, PLAIN[:-80].encode(), DamagedFile, "cut off"),
    "cut off within quotes": (
        NAME,
        PLAIN[: PLAIN.rindex("south")].encode(),
        DamagedFile,
        "cut off",
    ),
    "empty": (NAME, b"", DamagedFile, "empty"),
    "blanks alone": (NAME, b"\n\n \n", DamagedFile, "empty"),
    "header alone": (NAME, (LINES[0] + "\n").encode(), DamagedFile, "no rows"),
    "quotation marks escaped by a backslash": (
        NAME,
        as_text([r | {"source_headline": 'A "raid", they say'} for r in ROWS])
        .replace('""', '\\"')
        .encode(),
        DamagedFile,
        "not doubled",
    ),
    "no header, columns in another order": (
        NAME,
        as_text([dict(reversed(r.items())) for r in ROWS]).partition("\n")[2].encode(),
        UnknownFormat,
        "no dataset",
    ),
    "PDF": (NAME, b"%PDF-1.7\n%\xe2\xe3", UnknownFormat, "PDF"),
    "JSON": (NAME, b'{"TotalCount": 3}', UnknownFormat, "JSON"),
    "zip of two": ("two.zip", b"", UnknownFormat, "exactly one"),
    "zip cut off": ("cut.zip", zipped(PLAIN)[:-60], DamagedFile, "cut off"),
    "gzip cut off": (NAME + ".gz", gzip.compress(PLAIN.encode())[:-60], DamagedFile, "cut off"),
    "zeros": (NAME, PLAIN.encode() + b"\0" * 900, DamagedFile, "zero bytes"),
    "unquoted comma": (
        NAME,
        SHIFTED.replace('"Arda, Radio"', "Arda, Radio", 1).encode(),
        DamagedFile,
        "row 2",
    ),
    "header twice": (
        NAME,
        PLAIN.replace("deaths_a,", "deaths_b,", 1).encode(),
        DamagedFile,
        "deaths_b",
    ),
    "words in deaths": (
        NAME,
        as_text([*ROWS, ged_row(9, best="about ten")]).encode(),
        DamagedFile,
        "row 9, column best",
    ),
    "deaths below zero": (
        NAME,
        as_text([*ROWS, ged_row(9, high=-99)]).encode(),
        DamagedFile,
        "row 9, column high",
    ),
    "half a death": (
        NAME,
        as_text([*ROWS, ged_row(9, best="3.5")]).encode(),
        DamagedFile,
        "row 9, column best",
    ),
    "no id": (NAME, as_text([*ROWS, ged_row(9, id="")]).encode(), DamagedFile, "row 9, column id"),
    "no date at all": (
        NAME,
        as_text([*ROWS, ged_row(9, date_start="", date_end="", year="")]).encode(),
        DamagedFile,
        "row 9",
    ),
    "same id, other figures": (
        NAME,
        as_text([*ROWS, ged_row(3, best=99, high=99)]).encode(),
        DamagedFile,
        "row 9, column id",
    ),
    "another table": (NAME, b"id,year,amount\n1,2021,3\n", UnknownFormat, "nearest"),
    "a column missing": (
        NAME,
        as_text([{k: v for k, v in r.items() if k != "best"} for r in ROWS]).encode(),
        UnknownFormat,
        "lacks best",
    ),
}


def two_tables() -> bytes:
    """A zip that holds two tables."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.csv", PLAIN)
        archive.writestr("b.csv", PLAIN)
    return sink.getvalue()


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_could_give_a_wrong_figure_is_refused_whole(
    case: Case, write: Write, damage: str
) -> None:
    """A damaged file is refused in one block that names it, and leaves the case as it was."""
    name, content, error, said = DAMAGED[damage]
    file = write(name, content if damage != "zip of two" else two_tables())
    before = contents(case.path)
    with pytest.raises(error) as caught:
        taken(case, file)
    shown = str(caught.value)
    assert said in shown
    assert str(file) in shown
    assert "do:" in shown
    assert contents(case.path) == before


def test_a_folder_is_refused(case: Case, tmp_path: Path) -> None:
    """A folder in place of a file is named as one."""
    with pytest.raises(UnknownFormat, match="folder"):
        taken(case, tmp_path)


def test_merged_header_cells_over_values_are_refused(case: Case, write: Write) -> None:
    """A header cell left empty by merging does not let values pass without a name."""
    rows = [{("" if k == "region" else k): v for k, v in row.items()} for row in ROWS]
    with pytest.raises(DamagedFile, match="merged") as caught:
        taken(case, write(NAME, as_text(rows)))
    assert caught.value.column == 1 + GED.index("region")


def test_one_bad_file_among_several_keeps_all_out(case: Case, write: Write) -> None:
    """Files given together are taken in together or not at all."""
    good, bad = write(NAME, PLAIN), write("GEDEvent_v23_1.csv", "<html>")
    before = contents(case.path)
    with pytest.raises(DamagedFile):
        ingest(case, [good, bad])
    assert contents(case.path) == before


@pytest.mark.parametrize("edit", [str.upper, lambda text: text])
def test_column_names_are_recognised_in_any_case(
    case: Case, write: Write, edit: Callable[[str], str]
) -> None:
    """Capitals in the header of an older ACLED file change nothing."""
    file = write("arda.csv", as_text([acled_row(n) for n in range(1, 4)], rename=edit))
    assert taken(case, file).snapshot.dataset == "acled"


def test_odd_bytes_far_down_are_read_too(case: Case, write: Write) -> None:
    """A file whose first accented letter in another encoding comes after megabytes is read."""
    rows = [
        ged_row(n % 20) | {"id": n, "adm_1": "Region", "source_original": "x" * 2_000}
        for n in range(2_400)
    ]
    rows.append(ged_row(1, id=9_999, adm_1="Sévaré"))
    receipt = taken(case, write(NAME, as_text(rows).encode("cp1252")))
    found = rows_of(case, receipt.snapshot, "events", "admin1", "WHERE id = 'ucdp_ged:9999'")
    assert found == [("Sévaré",)]
    assert any("Latin-1" in line for line in receipt.said)
