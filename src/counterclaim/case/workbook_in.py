"""A workbook becomes text cells again, also where a spreadsheet program made dates of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from counterclaim.case import tables
from counterclaim.case.cells import Row, Sheet
from counterclaim.case.exported import Exported
from counterclaim.case.vocabulary import is_period
from counterclaim.case.workbook_out import DEFINITIONS, EXPORTED
from counterclaim.errors import DamagedFile, TableError

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TABLES = (*(name for name in tables.TABLES if name != "snapshots"), "sources")


@dataclass(frozen=True)
class Workbook:
    """The sheets of the case as text; ``definitions`` is ``None`` if their sheet is missing."""

    sheets: dict[str, Sheet]
    definitions: str | None
    exported: Exported


def read_workbook(file: Path) -> Workbook:
    """The text of every sheet that the case knows; hidden and unrelated sheets are left alone.

    Raises ``DamagedFile`` if it is no workbook, ``TableError`` with sheet, row and column for a
    cell whose text cannot be known.
    """
    book = _opened(file)
    sheets: dict[str, Sheet] = {}
    for name in book.sheetnames:
        if name in _TABLES:
            sheets[name] = _sheet(book[name], file)
        elif not name.startswith("_") and name != DEFINITIONS:
            _refuse_misspelled(name, file)
    definitions = _definitions(book[DEFINITIONS], file) if DEFINITIONS in book.sheetnames else None
    if not sheets and definitions is None:
        raise DamagedFile(
            "no sheet of this workbook is a table of a case",
            file=file,
            seen=", ".join(book.sheetnames),
            expected=", ".join([DEFINITIONS, *_TABLES]),
        )
    return Workbook(sheets, definitions, _exported(book, file))


def text_of(cell: Any, table: str, column: str, file: Path) -> str:
    """The text of a cell. A month that became a date is restored in columns that hold periods."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"} or isinstance(value, bool | time):
        raise _unknown(cell, table, column, file, "not a text: a formula, an error or a switch")
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, date):
        return _date_text(cell, value, table, column, file)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _date_text(cell: Any, value: date, table: str, column: str, file: Path) -> str:
    shown = _QUOTED.sub("", cell.number_format.lower())
    clock = isinstance(value, datetime) and value.time() != time()
    if not is_period(table, column) or clock or "y" not in shown:
        raise _unknown(cell, table, column, file, "a spreadsheet program made a date of this text")
    if "d" in shown:
        return value.strftime("%Y-%m-%d")
    if "m" in shown and value.day == 1:
        return value.strftime("%Y-%m")
    if "m" not in shown and (value.month, value.day) == (1, 1):
        return value.strftime("%Y")
    raise _unknown(cell, table, column, file, "the date is not the one that is shown")


def _unknown(cell: Any, table: str, column: str, file: Path, message: str) -> TableError:
    return TableError(
        message,
        file=_place(file, table),
        row=cell.row,
        column=f"{column} ({cell.coordinate})",
        seen=cell.value,
        expected="text",
        remedy="format the cell as text, type what it should say, and import again",
    )


def _opened(file: Path) -> Any:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(file)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise DamagedFile(
            f"not a workbook that can be read ({error})",
            file=file,
            expected="an .xlsx file, as `counterclaim sheet CASE export` writes it",
        ) from None


def _sheet(sheet: Any, file: Path) -> Sheet:
    rows = sheet.iter_rows()
    strip = str.strip if sheet.title in tables.TABLES else str
    first = next(rows, ())
    header = _header(first, sheet.title, file)
    found = list(_body(rows, header, sheet.title, file))
    return Sheet(
        _place(file, sheet.title),
        header=tuple(header),
        rows=tuple({name: strip(text) for name, text in row.items()} for _, row in found),
        numbers=tuple(number for number, _ in found),
    )


def _header(cells: Iterable[Any], table: str, file: Path) -> list[str]:
    names = [str(cell.value or "").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for column, name in enumerate(names, start=1):
        if not name or name in names[: column - 1]:
            fault = f"the column {name} stands twice" if name else "a column has no name"
            raise TableError(fault, file=_place(file, table), row=1, column=column)
    return names


def _body(
    rows: Iterable[tuple[Any, ...]], header: list[str], table: str, file: Path
) -> Iterator[tuple[int, Row]]:
    for cells in rows:
        for cell in cells[len(header) :]:
            if cell.value is not None:
                raise _unknown(cell, table, "beyond the header", file, "a cell outside the table")
        row = {
            name: text_of(cell, table, name, file)
            for name, cell in zip(header, cells, strict=False)
        }
        if any(text.strip() for text in row.values()):
            yield cells[0].row, row


def _definitions(sheet: Any, file: Path) -> str:
    lines = [
        text_of(cells[0], DEFINITIONS, DEFINITIONS, file) for cells in sheet.iter_rows(min_row=2)
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _exported(book: Any, file: Path) -> Exported:
    if EXPORTED not in book.sheetnames:
        return Exported()
    chunks = [str(cell.value) for (cell, *_) in book[EXPORTED].iter_rows() if cell.value]
    try:
        return Exported.unpacked(chunks)
    except ValueError:
        raise DamagedFile(
            "the hidden record of the export was changed",
            file=_place(file, EXPORTED),
            remedy="delete that sheet: rows that differ from the case are then told as conflicts",
        ) from None


def _refuse_misspelled(name: str, file: Path) -> None:
    near = tables.did_you_mean(name, _TABLES)
    if near:
        raise TableError(f"unknown sheet {name}{near}", file=file, seen=name)


def _place(file: Path, sheet: str) -> Path:
    return Path(f"{file}, sheet {sheet}")
