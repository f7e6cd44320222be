"""Sheets that a spreadsheet program cannot spoil: text cells, drop-downs, no formula anywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from counterclaim.case import tables
from counterclaim.case.cells import Row
from counterclaim.case.exported import Exported
from counterclaim.case.vocabulary import is_closed, words_of
from counterclaim.errors import TableError

EXPORTED = "_exported"
LISTS = "_lists"
DEFINITIONS = "case.yaml"
SPARE = 1_000
"""Empty rows below the last one that already are text and have drop-downs."""
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Workbooks spell control characters ``_x000D_``; a text that looks like one needs its own."""
_FORMULA = ("=", "+", "-", "@", "\t")
_SOURCE_COLUMNS = (
    *("id", "type", "title", "author", "container-title", "publisher"),
    *("issued", "accessed", "URL"),
)


def bytes_of_workbook(held: Exported, file: Path) -> bytes:
    """The workbook; ``file`` is named in the error for a cell that no sheet can hold."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _fill(book, DEFINITIONS, (DEFINITIONS,), _lines(held.definitions), file)
    lists = book.create_sheet(LISTS)
    for name, rows in held.tables.items():
        cells = list(rows.values())
        header = _columns(name, cells)
        sheet = _fill(book, name, header, cells, file)
        if name in tables.TABLES:
            _offer_words(sheet, lists, name, header, len(cells))
    lists.sheet_state = "veryHidden"
    _hide(book, held.packed())
    book.active = 0
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _lines(text: str) -> list[Row]:
    return [{DEFINITIONS: line} for line in text.removesuffix("\n").split("\n")]


def _columns(name: str, rows: Iterable[Row]) -> tuple[str, ...]:
    if name in tables.TABLES:
        return tables.columns_of(tables.record_of(name))
    return tuple(dict.fromkeys([*_SOURCE_COLUMNS, *(field for row in rows for field in row)]))


def _fill(book: Any, name: str, header: Sequence[str], rows: Sequence[Row], file: Path) -> Any:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for column, title in enumerate(header, start=1):
        cell = _put(sheet, 1, column, title, file)
        cell.font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.number_format = "@"
        dimension.width = 100 if name == DEFINITIONS else max(12, min(40, len(title) + 4))
    for number, row in enumerate(rows, start=2):
        for column, title in enumerate(header, start=1):
            if row.get(title):
                _put(sheet, number, column, row[title], file)
    sheet.freeze_panes = "A2"
    return sheet


def _put(sheet: Any, row: int, column: int, text: str, file: Path) -> Any:
    """A text cell, whatever the text looks like."""
    from openpyxl.utils.exceptions import IllegalCharacterError

    cell = sheet.cell(row, column)
    try:
        if len(text) > LONGEST:
            raise IllegalCharacterError
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
    except IllegalCharacterError:
        raise TableError(
            f"a cell of the sheet {sheet.title} cannot hold this text",
            file=file,
            row=row,
            column=column,
            seen=f"{text[:60]} ({len(text)} characters)",
            expected=f"at most {LONGEST} characters, none of them a control character",
        ) from None
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def _offer_words(sheet: Any, lists: Any, table: str, header: Sequence[str], rows: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, name in enumerate(header, start=1):
        words = words_of(table, name)
        if not words:
            continue
        place = lists.max_column + (1 if lists.cell(1, 1).value else 0)
        for number, word in enumerate([f"{table}.{name}", *words], start=1):
            lists.cell(number, place, word).number_format = "@"
        at, letter = get_column_letter(place), get_column_letter(column)
        choice = DataValidation(
            type="list",
            formula1=f"={LISTS}!${at}$2:${at}${len(words) + 1}",
            allow_blank=True,
            showErrorMessage=is_closed(table, name),
            errorTitle=name,
            error="Please choose one of the words in the list.",
        )
        choice.add(f"{letter}2:{letter}{rows + SPARE}")
        sheet.add_data_validation(choice)


def _hide(book: Any, chunks: Iterable[str]) -> None:
    sheet = book.create_sheet(EXPORTED)
    for number, chunk in enumerate(chunks, start=1):
        sheet.cell(number, 1, chunk).data_type = "s"
    sheet.sheet_state = "veryHidden"
