"""The one pass over the rows: from the file's text to a Parquet file in the columns of events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from counterclaim.errors import CounterclaimError, DamagedFile
from counterclaim.ingest import fields
from counterclaim.ingest.corrections import corrected
from counterclaim.ingest.encoding import as_utf8, fingerprint
from counterclaim.ingest.fields import Forms
from counterclaim.ingest.records import Break, find_break, rewrite
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import UNREADABLE, name, text
from counterclaim.ingest.survey import AGAIN, SAMPLE, survey

MEMORY = "1GB"
ROW_GROUP = 61_440
T = TypeVar("T")
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

    def attempt(source: Source) -> Forms:
        forms = survey(con, source, SAMPLE)
        try:
            write(con, _query(source, forms, dataset, own), target)
        except duckdb.Error as error:
            if UNREADABLE not in str(error):
                raise
            forms = _again(con, source, forms)
            write(con, _query(source, forms, dataset, own), target)
        return forms

    return mending(source, target.parent, attempt)


def mending(source: Source, workspace: Path, attempt: Callable[[Source], T]) -> tuple[Source, T]:
    """What ``attempt`` makes of ``source``, whose text is mended where that changes no record.

    Raises :class:`DamagedFile` with the row at which the file breaks.
    """
    import duckdb

    for left in (2, 1, 0):
        try:
            return source, attempt(source)
        except duckdb.Error as error:
            source = _mended(source, workspace, str(error), last=not left)
    raise AssertionError("the last attempt returns or raises")


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


def _mended(source: Source, workspace: Path, message: str, last: bool) -> Source:
    """The same records in a text that can be read; refuses a file that is broken."""
    if "unicode" in message:
        mended = _decoded(source, workspace)
    elif "CSV" in message:
        mended = _with_one_line_end(source, workspace)
    else:
        raise CounterclaimError(
            "the data engine could not read the file",
            file=source.plain.given,
            seen=message[:200],
            remedy="check that the disk has room, and try again",
        )
    if last or mended == source:
        raise DamagedFile(
            "the file cannot be read as a table",
            file=source.plain.given,
            seen=message[:120],
            remedy=AGAIN,
        )
    return mended


def _decoded(source: Source, workspace: Path) -> Source:
    """Where bytes that are not UTF-8 stand further down than was looked at first."""
    file = source.plain.text
    decoded, said = as_utf8(file, fingerprint(file, file.stat().st_size + 1), workspace)
    return source.reading_from(decoded, *said)


def _with_one_line_end(source: Source, workspace: Path) -> Source:
    """Where line ends of several kinds confuse the bulk reader; raises where a record breaks."""
    header, file = source.header, source.plain.text
    found = find_break(file, header.delimiter, len(source.columns), header.record)
    if found is not None:
        raise _broken(source, found)
    target = workspace / "one-line-end.csv"
    if file == target:
        return source
    rewrite(file, header.delimiter, target)
    return source.reading_from(target, "lines end in different ways: read", line=header.record)


def _broken(source: Source, found: Break) -> DamagedFile:
    cells = found.record.cells
    return DamagedFile(
        _what_broke(found.unclosed, found.last),
        file=source.plain.given,
        row=found.record.number,
        seen=f"{len(cells)} cells: {' | '.join(cells)[:120]}" if cells else "an open quotation",
        expected=f"{len(source.columns)} cells, as in the header",
        remedy="download the file again" if found.last else AGAIN,
    )


def _what_broke(unclosed: bool, last: bool) -> str:
    if unclosed:
        return "a quotation mark is never closed: the download was cut off, or a quote is missing"
    if last:
        return "the last row is cut off: the download did not finish"
    return "a row does not have the columns of the header: columns are shifted"
