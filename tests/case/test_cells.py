"""CSV text: whatever program wrote the file, its cells are read, or its fault is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case.cells import Sheet, read_sheet
from counterclaim.errors import TableError

CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n,;\"'"), max_size=12
).map(str.strip)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac-roman"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Accents survive every encoding and delimiter that spreadsheet programs write."""
    file = tmp_path / "places.csv"
    file.write_bytes(f"id{delimiter}name\r\nsev{delimiter}Sévaré près\r\n".encode(encoding))
    assert read_sheet(file).rows == ({"id": "sev", "name": "Sévaré près"},)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_write_then_read_is_identity(rows: list[tuple[str, str]]) -> None:
    """Cells with quotes, delimiters and line ends come back as they were."""
    sheet = Sheet(Path("t.csv")).holding(("a", "b"), ({"a": a, "b": b} for a, b in rows))
    text = sheet.encoded().decode()
    back = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)][1:]
    assert back == [list(row) for row in rows if any(row)]


def test_the_file_keeps_its_manner(tmp_path: Path) -> None:
    """Byte order mark, delimiter and line ends are written as they were found."""
    file = tmp_path / "t.csv"
    content = b"\xef\xbb\xbfid;name\r\na;\xc3\xa9\r\n"
    file.write_bytes(content)
    assert read_sheet(file).encoded() == content


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    """Empty lines and line ends inside cells do not shift the number of a row."""
    file = tmp_path / "t.csv"
    file.write_text('id,name\na,"two\nlines"\n\nb,x\n', encoding="utf-8")
    assert read_sheet(file).numbers == (2, 4)


def test_a_trailing_comma_on_every_row_shifts_nothing(tmp_path: Path) -> None:
    """Empty cells beyond the header are ignored."""
    file = tmp_path / "t.csv"
    file.write_text("id,name,\na,x,\n", encoding="utf-8")
    assert read_sheet(file).rows == ({"id": "a", "name": "x"},)


@pytest.mark.parametrize(
    ("content", "message", "row"),
    [
        (b"id,id\na,b\n", "stands twice", 1),
        (b"id,,name\na,b,c\n", "no name", 1),
        (b"id\na,b\n", "more cells", 2),
        (b'id,name\na,"open\n', "not whole", 2),
        (b"PK\x03\x04\x00\x00\xff\x00", "not a text file", None),
    ],
)
def test_faults_are_named_with_their_row(
    tmp_path: Path, content: bytes, message: str, row: int | None
) -> None:
    """A table that cannot be right is refused with file and row."""
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises(TableError, match=message) as caught:
        read_sheet(file)
    assert (caught.value.file, caught.value.row) == (file, row)
