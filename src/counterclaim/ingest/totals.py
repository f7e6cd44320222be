"""Published totals: one row per series, place and year, with low, best and high."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from counterclaim.errors import DamagedFile
from counterclaim.ingest.cards import Series, TotalsLayout
from counterclaim.ingest.checks import RULES, unknown_columns
from counterclaim.ingest.reading import mending, write
from counterclaim.ingest.release import UNKNOWN, Release, ucdp_version
from counterclaim.ingest.source import ROW, Source
from counterclaim.ingest.sql import blank, name, plain_whole, text

FEW_COUNTRIES = 60  # a full table of country-years has three times as many


def read_totals(con: Any, source: Source, target: Path) -> tuple[Source, list[str]]:
    """Write every series of ``source`` to ``target``; what was read, and the issue queries.

    Raises :class:`DamagedFile` for a number or a year that cannot be read.
    """
    layout = source.card.totals[source.match.layout]
    source, _ = mending(source, target.parent, lambda source: _load(con, source))
    _refuse_unreadable(con, source, layout)
    there = [s for s in layout.series if s.best.lower() in source.columns]
    parts = [_series(series, layout, source) for series in there]
    write(con, " UNION ALL ".join(parts), target)
    totals = f"read_parquet({text(target)})"
    return source, [_broken_order(totals), _doubles(totals), *unknown_columns(source)]


def _load(con: Any, source: Source) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE given AS SELECT * FROM {source.numbered()}")


def release(source: Source, version: str, target: Path, con: Any) -> Release:
    """The version that is stated, that the rows name, or that the file's name does."""
    found = version or _in_rows(con, source) or ucdp_version(source.plain.given.name)
    first, last = con.execute(
        f'SELECT min("from"), max("to") FROM read_parquet({text(target)})'
    ).fetchone()
    final = re.fullmatch(r"(\d\d)\.[1-9]", found)
    end = date(2000 + int(final[1]) - 1, 12, 31) if final else last
    return Release(found or UNKNOWN, first, max(end, last))


def _in_rows(con: Any, source: Source) -> str:
    if "version" not in source.columns:
        return ""
    found = con.execute("SELECT DISTINCT trim(version) FROM given WHERE version <> ''").fetchall()
    return str(found[0][0]) if len(found) == 1 else ""


def _series(series: Series, layout: TotalsLayout, source: Source) -> str:
    year = f"TRY_CAST({name(layout.year)} AS BIGINT)"
    there, start = source.columns, f"{source.card.dataset}:{series.name}:"
    values = {
        as_: f"TRY_CAST({name(column)} AS BIGINT)" if column in there else "NULL::BIGINT"
        for as_, column in (("low", series.low), ("best", series.best), ("high", series.high))
    }
    kept = [column for column in layout.keep if column in source.columns]
    columns = {
        "id": f"{text(start)} || {name(layout.key)} || ':' || {year}",
        "series": text(series.name),
        "place": name(layout.place) if layout.place in source.columns else "NULL::VARCHAR",
        "subject": _subject(series, layout),
        "from": f"make_date({year}, 1, 1)",
        "to": f"make_date({year}, 12, 31)",
        **values,
        **{f"native_{column}": name(column) for column in kept},
        "row": ROW,
    }
    chosen = ", ".join(f"{expression} AS {name(as_)}" for as_, expression in columns.items())
    return f"SELECT {chosen} FROM given WHERE NOT {blank(name(series.best))}"


def _subject(series: Series, layout: TotalsLayout) -> str:
    if series.subject:
        return name(series.subject)
    if layout.subject:
        return f"concat_ws(' - ', {', '.join(name(column) for column in layout.subject)})"
    return "NULL::VARCHAR"


def _refuse_unreadable(con: Any, source: Source, layout: TotalsLayout) -> None:
    numbers = [c for s in layout.series for c in (s.low, s.best, s.high) if c in source.columns]
    for column in (layout.year, *numbers):
        quoted = name(column)
        bad = f"NOT {blank(quoted)} AND {plain_whole(quoted)} IS NULL"
        bad = f"{blank(quoted)} OR {bad}" if column == layout.year else bad
        row, value = con.execute(
            f"SELECT min({ROW}), arg_min({quoted}, {ROW}) FROM given WHERE {bad}"
        ).fetchone()
        if row:
            raise DamagedFile(
                "a number cannot be read: going on could give a wrong figure",
                file=source.plain.given,
                row=row,
                column=source.given_name(column),
                seen=value,
                expected="a whole number",
                remedy="download the file again without opening it in a spreadsheet program",
            )


def _issue(rule: str, query: str) -> str:
    return (
        f'SELECT row, "column", value, {text(rule)} AS rule, {text(RULES[rule])} AS message, '
        f"event FROM ({query})"
    )


def _broken_order(totals: str) -> str:
    return _issue(
        "broken_order",
        "SELECT row, series AS \"column\", concat_ws(' / ', low, best, high) AS value, id AS event "
        f"FROM {totals} WHERE low > best OR best > high",
    )


def _doubles(totals: str) -> str:
    return _issue(
        "double_id",
        f"SELECT max(row) AS row, 'id' AS \"column\", 'as row ' || min(row) AS value, id AS event "
        f"FROM {totals} GROUP BY id HAVING count(*) > 1",
    )


def cover(con: Any, relation: str, found: Release) -> dict[str, Any]:
    """Window and places: a table of few countries covers no others."""
    from counterclaim.model.period import Period

    places = con.execute(
        f"SELECT list_sort(list(DISTINCT place)) FROM {relation} WHERE place IS NOT NULL"
    ).fetchone()[0]
    few = tuple(places or ()) if len(places or ()) < FEW_COUNTRIES else ()
    return {"window": Period.of(found.start, found.end), "places": few}
