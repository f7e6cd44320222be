"""Small tables that go out to a spreadsheet and come back: CSV and XLSX, every cell text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from counterclaim.errors import TableError

Row = dict[str, str]


def read_rows(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV or XLSX with their numbers (the header is row 1), by column name.

    A semicolon or tab may part the columns. Raises :class:`TableError` if there is no such file
    or it is neither.
    """
    if not file.is_file():
        raise TableError(
            "there is no such file", file=file, remedy="give the path of a CSV or XLSX"
        )
    lines = _workbook(file) if file.suffix.lower() == ".xlsx" else _text(file)
    header = [name.strip().lower() for name in next(lines, [])]
    for at, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield at, dict(zip(header, cells, strict=False))


def write_rows(file: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    """The rows as CSV, or as XLSX with text cells if the file's name ends so."""
    if file.suffix.lower() == ".xlsx":
        return _write_workbook(file, columns, rows)
    file.write_text(as_csv(columns, rows), encoding="utf-8", newline="")
    return file


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as the text of a CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _text(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(
            "not a text in UTF-8", file=file, remedy="save it as CSV UTF-8 or as XLSX"
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _workbook(file: Path) -> Iterator[list[str]]:
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_as_text(cell) for cell in row]
    finally:
        book.close()


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == datetime.min.time() else cell
    if isinstance(cell, date):
        return cell.isoformat()
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else str(cell)


def _write_workbook(file: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(name, "") for name in columns])
    for line in sheet.iter_rows():
        for cell in line:
            cell.number_format = "@"  # a date or an id stays as it was written
    book.save(file)
    return file
