"""Tables as CSV, as a workbook and as Parquet; text that would be a formula stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from counterclaim.report.formats.archive import settled
from counterclaim.report.material import Material
from counterclaim.report.rows import PUBLIC, SOURCE_TEXT, counted_rows
from counterclaim.report.sheets import Sheet, Value

# What a spreadsheet program may take for the start of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TAB_LENGTH = 31
_UNSAFE_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def csv_text(sheet: Sheet) -> str:
    """The rows as CSV; a text that would be a formula is written behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_neutral(value) for value in row] for row in sheet.rows)
    return out.getvalue()


def _neutral(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """One tab a table, figures as numbers, the same bytes every time."""
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    # A fixed clock: the workbook says nothing of when or by whom it was made.
    book.properties.creator = "Counterclaim"
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.create_sheet(_tab(sheet.name, taken)), sheet)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), _fixed_clock)


def _fixed_clock(name: str, content: bytes) -> bytes:
    import re

    if name != "docProps/core.xml":
        return content
    return re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", content)


def _tab(name: str, taken: set[str]) -> str:
    base = name.translate(_UNSAFE_IN_TABS).strip()[:TAB_LENGTH] or "table"
    found, n = base, 2
    while found.casefold() in taken:
        found, n = f"{base[: TAB_LENGTH - 4]} {n}", n + 1
    taken.add(found.casefold())
    return found


def _fill(tab: object, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    tab.append([*map(_cell_text, sheet.columns)])  # type: ignore[attr-defined]
    for n, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is not None and value != "":
                cell = tab.cell(n, column)  # type: ignore[attr-defined]
                _set(cell, value)
    for cell in tab[1]:  # type: ignore[index]
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, len(sheet.columns) + 1):
        width = max([len(str(row[column - 1] or "")) for row in sheet.rows[:200]] + [10])
        tab.column_dimensions[get_column_letter(column)].width = min(width + 2, 60)  # type: ignore[attr-defined]
    tab.freeze_panes = "A2"  # type: ignore[attr-defined]


def _set(cell: object, value: Value) -> None:
    """Text is text even where it looks like a formula or a link."""
    if isinstance(value, str):
        cell.value = _cell_text(value)  # type: ignore[attr-defined]
        cell.data_type = "s"  # type: ignore[attr-defined]
        cell.quotePrefix = value.startswith(FORMULA_STARTS)  # type: ignore[attr-defined]
    else:
        cell.value = value  # type: ignore[attr-defined]


def _cell_text(text: str) -> str:
    """Without the control characters that a workbook cannot hold, and no longer than a cell."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:32_000]


def parquet(sheets: Iterable[Sheet], material: Material, folder: Path) -> list[Path]:
    """A Parquet file a table, and one a snapshot with the events that the scorecards count.

    Public files hold no text that a provider copied from its sources.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = []
    licence = {"licence": material.licence}
    for sheet in sheets:
        columns = list(zip(*sheet.rows, strict=True))
        arrays = {name: _column(c) for name, c in zip(sheet.columns, columns, strict=True)}
        path = folder / f"{file_name(sheet.name)}.parquet"
        pq.write_table(pa.table(arrays).replace_schema_metadata(licence), path)
        paths.append(path)
    for counted in counted_rows(material.case, material.scored):
        columns_kept = PUBLIC if material.gate.public else (*PUBLIC, *SOURCE_TEXT)
        kept = counted.events.select(*columns_kept).order_by(["from", "id"])
        path = folder / f"events-{counted.snapshot.stem}.parquet"
        terms = {"licence": counted.snapshot.licence, "citation": counted.snapshot.citation}
        found = counted.arrow(kept)
        if material.gate.public:
            material.gate.kept["source fields of events stripped"] += found.num_rows
        pq.write_table(found.replace_schema_metadata(terms), path)
        paths.append(path)
    return paths


def _column(values: Sequence[Value]) -> object:
    import pyarrow as pa

    if all(value is None or value == "" for value in values):
        return pa.array([None] * len(values), pa.string())
    if any(isinstance(value, str) for value in values if value not in {None, ""}):
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array([None if value == "" else value for value in values])


def file_name(name: str) -> str:
    """A table's name as the start of a file name."""
    import re

    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "table"
