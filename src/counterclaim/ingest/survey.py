"""How a file writes its dates and numbers, found by counting what fits; the first cell that
cannot be read stops the ingest.

A sample is surveyed before the rows are read, the whole file only when the reading met a cell
that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterclaim.errors import DamagedFile
from counterclaim.ingest import dates, fields
from counterclaim.ingest.fields import Forms
from counterclaim.ingest.source import ROW, Source
from counterclaim.ingest.sql import blank, grouped_whole, name, plain_whole, text

SAMPLE = 2_000
AGAIN = "download the file again and do not open it in a spreadsheet program before ingesting it"


def survey(con: Any, source: Source, limit: int | None = None) -> Forms:
    """The forms of the file, from its first ``limit`` rows or from all.

    Raises :class:`DamagedFile` with row, column and value for a cell that no form reads.
    """
    rows = source.numbered()
    if limit is not None:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE sampled AS SELECT * FROM {source.numbered(limit)}"
        )
        rows = "sampled"
    _refuse_nameless(con, source, rows)
    _refuse_ids(con, source, rows)
    form, said = _dates(con, source, rows, limit)
    points = source.header.delimiter == ";"
    grouped = _numbers(con, source, rows, points)
    comma = _decimal_comma(con, source, rows)
    if grouped:
        said = (*said, f"{grouped} number(s) written with separators or as decimals: read")
    if comma:
        said = (*said, "coordinates with a decimal comma: read")
    said = (*said, *_words_for_nothing(con, source))
    return Forms(form, bool(grouped), points, comma, said)


def _refuse_nameless(con: Any, source: Source, rows: str) -> None:
    for column in source.nameless:
        row, value = _first(con, rows, name(column), f"{name(column)} IS NOT NULL")
        if row:
            raise DamagedFile(
                "a column without a name holds a value: columns are shifted, or header cells are "
                "merged",
                file=source.plain.given,
                row=row,
                column=int(column[1:]),
                seen=value,
                expected="nothing in a column that the header does not name",
                remedy=f"unmerge the header cells, or {AGAIN}",
            )


def _refuse_ids(con: Any, source: Source, rows: str) -> None:
    column = fields.given(source, "id")
    if column is None:
        return
    row, value = _first(con, rows, column, fields.bad_id(source, column))
    if row:
        raise DamagedFile(
            "a row has no id of the provider's form: columns are shifted or the row is damaged",
            file=source.plain.given,
            row=row,
            column=_shown(source, "id"),
            seen=value or "",
            expected=f"an id of the form {source.card.id_pattern or 'of any text'}",
            remedy=AGAIN,
        )


def _numbers(con: Any, source: Source, rows: str, points: bool) -> int:
    """How many numbers need more than plain digits; raises for one that cannot be read."""
    needed = 0
    for target in fields.WHOLE:
        column = fields.given(source, target)
        if column is None:
            continue
        reading = fields.whole(column, Forms(grouped=True, point_groups=points), target)
        row, value = _first(con, rows, column, f"NOT {blank(column)} AND {reading} IS NULL")
        if row:
            raise _unreadable_number(source, target, row, value)
        odd = f"{plain_whole(column)} IS NULL AND {grouped_whole(column, points)} IS NOT NULL"
        needed += con.execute(f"SELECT count(*) FROM {rows} WHERE {odd}").fetchone()[0]
    return needed


def _unreadable_number(source: Source, target: str, row: int, value: str | None) -> DamagedFile:
    what = "a year" if target == "provider_year" else "a number of deaths"
    return DamagedFile(
        f"{what} cannot be read: going on could give a wrong figure",
        file=source.plain.given,
        row=row,
        column=_shown(source, target),
        seen=value,
        expected="a whole number, zero or more",
        remedy=f"correct the cell, or {AGAIN}",
    )


def _words_for_nothing(con: Any, source: Source) -> tuple[str, ...]:
    """Which of the card's words for an empty cell stand in the first rows."""
    rows = f"(SELECT * FROM {source.relation(nothing=())} LIMIT {SAMPLE})"
    cells = ", ".join(name(column) for column in source.columns)
    found = [word for word in source.card.nothing if _holds(con, rows, cells, word)]
    return (f"cells that hold {' or '.join(found)}: read as empty",) if found else ()


def _holds(con: Any, rows: str, cells: str, word: str) -> bool:
    query = f"SELECT count(*) FROM {rows} WHERE {text(word)} IN ({cells})"
    return bool(con.execute(query).fetchone()[0])


def _decimal_comma(con: Any, source: Source, rows: str) -> bool:
    column = fields.given(source, "lat")
    if column is None:
        return False
    odd = f"TRY_CAST({column} AS DOUBLE) IS NULL AND regexp_full_match(trim({column}), "
    found = con.execute(f"SELECT count(*) FROM {rows} WHERE {odd}'-?[0-9]+,[0-9]+')").fetchone()
    return bool(found[0])


def _dates(con: Any, source: Source, rows: str, limit: int | None) -> tuple[str, tuple[str, ...]]:
    columns = [c for c in dict.fromkeys(fields.given(source, t) for t in ("from", "to")) if c]
    if not columns:
        return "iso", ()
    stated = source.card.date_format
    forms = (stated,) if stated else dates.FORMS
    filled, fits = _fits(con, rows, columns, forms)
    full = [form for form in forms if fits[form] == filled]
    if not filled or full[:1] == ["iso"]:
        return full[0] if full else "iso", ()
    if not full:
        raise _unreadable_date(con, source, rows, columns, max(forms, key=lambda f: fits[f]))
    if {"us", "eu"} <= set(full):
        if limit is not None:
            return _dates(con, source, source.numbered(), None)
        full = [_either(source, columns)]
    return full[0], (f"dates are written {dates.SHOWN.get(full[0], full[0])}: read so",)


def _fits(
    con: Any, rows: str, columns: Iterable[str], forms: Iterable[str]
) -> tuple[int, dict[str, int]]:
    """How many date cells are filled, and how many of them each form reads."""
    forms = tuple(forms)
    counts = [f"count(*) FILTER (NOT {blank(c)})" for c in columns]
    per_form = [" + ".join(f"count({dates.reading(c, f)})" for c in columns) for f in forms]
    found = con.execute(f"SELECT {' + '.join(counts)}, {', '.join(per_form)} FROM {rows}")
    filled, *fitting = found.fetchone()
    return filled, dict(zip(forms, fitting, strict=True))


def _either(source: Source, columns: Iterable[str]) -> str:
    """Month first or day first, where no day above 12 decides it."""
    if source.card.slash_dates:
        return source.card.slash_dates
    raise DamagedFile(
        "it cannot be told whether the day or the month comes first in the dates",
        file=source.plain.given,
        column=", ".join(dict.fromkeys(_shown(source, target) for target in ("from", "to"))),
        expected="a day above 12 somewhere, or dates as year-month-day",
        remedy="state date_format in the mapping (%d/%m/%Y or %m/%d/%Y), or save dates as ISO",
    )


def _unreadable_date(
    con: Any, source: Source, rows: str, columns: Iterable[str], form: str
) -> DamagedFile:
    target, row, value = "from", None, None
    for target, column in zip(("from", "to"), columns, strict=False):  # noqa: B007
        bad = f"NOT {blank(column)} AND {dates.reading(column, form)} IS NULL"
        row, value = _first(con, rows, column, bad)
        if row:
            break
    is_reduced = con.execute(f"SELECT {dates.reduced('?::VARCHAR')}", [value]).fetchone()[0]
    message = (
        "a spreadsheet program reduced the dates to minutes and seconds: the days are lost"
        if is_reduced
        else "a date cannot be read like the others of its column: its event could fall in a wrong "
        "period"
    )
    return DamagedFile(
        message,
        file=source.plain.given,
        row=row,
        column=_shown(source, target),
        seen=value,
        expected=f"a date {dates.SHOWN.get(form, form)}",
        remedy=AGAIN,
    )


def _first(con: Any, rows: str, column: str, condition: str) -> tuple[int | None, str | None]:
    """The first row where ``condition`` holds, and the cell's text."""
    query = f"SELECT min({ROW}), arg_min({column}, {ROW}) FROM {rows} WHERE {condition}"
    row, value = con.execute(query).fetchone()
    return row, value


def _shown(source: Source, target: str) -> str:
    return source.given_name(fields.columns_of(source, target)[0])
