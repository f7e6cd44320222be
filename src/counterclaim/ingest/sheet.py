"""A workbook's sheet written out as CSV, so that it goes the same way as every other file.

Cells are XML, so they are transcribed one by one; the rows are then read in bulk like any others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from counterclaim.errors import DamagedFile


def transcribe(given: Path, target: Path, sheet: str = "") -> tuple[Path, tuple[str, ...]]:
    """``target``, written from ``sheet`` of the workbook ``given`` (by default its fullest sheet).

    Dates become ISO, whole numbers lose their ``.0``, rows and their numbers stay. Raises
    :class:`DamagedFile` if the workbook cannot be opened or holds no such sheet.
    """
    import warnings

    import openpyxl

    with warnings.catch_warnings(), given.open("rb") as stream:
        warnings.simplefilter("ignore")  # about styles and validations, which are not read
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except (OSError, KeyError, ValueError, SyntaxError) as error:
            raise DamagedFile(
                "the workbook cannot be opened",
                file=given,
                seen=str(error),
                remedy="open it in a spreadsheet program and save it again as XLSX or CSV",
            ) from None
        try:
            chosen = _chosen(book, given, sheet)
            return _written(chosen, target, len(book.sheetnames))
        finally:
            book.close()


def _chosen(book: Any, given: Path, sheet: str) -> Any:
    if sheet:
        if sheet not in book.sheetnames:
            raise DamagedFile(
                "the workbook has no such sheet",
                file=given,
                seen=", ".join(book.sheetnames),
                expected=sheet,
                remedy="correct the name under mappings in case.yaml",
            )
        return book[sheet]
    return max(book.worksheets, key=lambda s: (s.max_row or 0) * (s.max_column or 0))


def _written(sheet: Any, target: Path, sheets: int) -> tuple[Path, tuple[str, ...]]:
    sheet.reset_dimensions()
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerows(_squared(sheet.iter_rows(values_only=True)))
    named = f" (of {sheets})" if sheets > 1 else ""
    return target, (f"sheet {sheet.title!r}{named} of a workbook: read",)


def _squared(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Rows as text, all of the width of the widest of the first rows."""
    width = 0
    for row in rows:
        cells = [_cell(value) for value in row]
        width = max(width, len(cells))
        yield cells + [""] * (width - len(cells))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
