"""The one pass over the rows: from the file's text to a Parquet file in the columns of events."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from counterclaim.errors import DamagedFile
from counterclaim.ingest import fields
from counterclaim.ingest.corrections import corrected
from counterclaim.ingest.fields import Forms
from counterclaim.ingest.records import find_break, rewrite
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import UNREADABLE, name, text
from counterclaim.ingest.survey import AGAIN, SAMPLE, survey

MEMORY = "1GB"
ROW_GROUP = 61_440
Own = Callable[[Source, Forms], Mapping[str, str]]


def connect(workspace: Path) -> Any:
    """A DuckDB that keeps the order of rows, spills to ``workspace`` and stays under a gigabyte."""
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute(f"SET temp_directory = {text(workspace / 'spill')}")
    con.execute("SET preserve_insertion_order = true")
    con.execute("SET enable_progress_bar = false")
    return con


def write(con: Any, query: str, target: Path) -> None:
    """The result of ``query`` as a Parquet file."""
    con.execute(
        f"COPY ({query}) TO {text(target)} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def read_rows(
    con: Any, source: Source, target: Path, dataset: str, own: Own
) -> tuple[Source, Forms]:
    """Write every row of ``source`` to ``target``; gives back what was read, and how.

    Raises :class:`DamagedFile` with row, column and value where going on could give a wrong figure.
    """
    import duckdb

    forms: Forms | None = None
    for _ in range(4):
        try:
            forms = forms or survey(con, source, SAMPLE)
            write(con, _query(source, forms, dataset, own), target)
            return source, forms
        except duckdb.Error as error:
            message = str(error)
            if UNREADABLE in message:
                forms = _again(con, source, forms)
            elif _is_about_csv(message):
                source = _mended(source, target.parent, message)
            else:
                raise
    raise DamagedFile("the file cannot be read as a table", file=source.plain.given, remedy=AGAIN)


def _query(source: Source, forms: Forms, dataset: str, own: Own) -> str:
    columns = fields.expressions(source, forms, dataset, own(source, forms))
    columns |= fields.native(source)
    chosen = ", ".join(f"{expression} AS {name(as_)}" for as_, expression in columns.items())
    return f"SELECT {chosen} FROM {corrected(source, source.numbered())}"


def _again(con: Any, source: Source, forms: Forms | None) -> Forms:
    """The forms after a survey of every row; refuses the file if they are no others."""
    found = survey(con, source)
    if found == forms:
        raise DamagedFile(
            "a cell of the file cannot be read", file=source.plain.given, remedy=AGAIN
        )
    return found


def _is_about_csv(message: str) -> bool:
    return "CSV" in message or "Invalid unicode" in message


def _mended(source: Source, workspace: Path, message: str) -> Source:
    """The same records with one kind of line end, where that was all; else the break is shown."""
    header = source.header
    width = len(source.columns)
    found = find_break(source.plain.text, header.delimiter, width, header.record)
    if found is None:
        with tempfile.NamedTemporaryFile(dir=workspace, suffix=".csv", delete=False) as file:
            target = Path(file.name)
        mended = source.reading_from(rewrite(source.plain.text, header.delimiter, target))
        if mended.plain.text.stat().st_size and source.plain.text.suffix != ".mended":
            return mended
    cells = found.record.cells if found else ()
    raise DamagedFile(
        _what_broke(found is not None and found.unclosed, bool(found and found.last)),
        file=source.plain.given,
        row=found.record.number if found else None,
        seen=f"{len(cells)} cells: {' | '.join(cells)[:120]}" if cells else message[:120],
        expected=f"{width} cells, as in the header",
        remedy=AGAIN if not (found and found.last) else "download the file again",
    )


def _what_broke(unclosed: bool, last: bool) -> str:
    if unclosed:
        return "a quotation mark is never closed: the download was cut off, or a quote is missing"
    if last:
        return "the last row is cut off: the download did not finish"
    return "a row does not have the columns of the header: columns are shifted"
