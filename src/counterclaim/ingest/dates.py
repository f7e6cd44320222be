"""Dates as files write them: ISO, American, European, in words, serial numbers of spreadsheets.

A file keeps to one form. Which one is decided by every date of a column: ``10/06/2023`` alone does
not say which of its numbers is the month.
"""

from __future__ import annotations

from typing import Literal

from counterclaim.ingest.sql import text

DateForm = Literal["iso", "us", "eu", "words", "serial"]
FORMS: tuple[DateForm, ...] = ("iso", "us", "eu", "words", "serial")
# Years of two digits first: a year of four would take them for the first century.
_SHORT = ("%d-%b-%y", "%d %b %y", "%d-%B-%y", "%d %B %y")
_LONG = (
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%B-%Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%b %d, %Y",
    "%b %d %Y",
)
IN_WORDS = (*_SHORT, *_LONG)
REDUCED = r"\d{1,2}:\d{2}(\.\d+|:\d{2}(\.\d+)?)?"
SHOWN: dict[str, str] = {
    "iso": "year-month-day",
    "us": "month/day/year",
    "eu": "day/month/year",
    "words": "in words (1 November 2024)",
    "serial": "serial numbers of a spreadsheet, counted in days from 1899-12-30",
}
_SERIALS = (10_000, 80_000)  # 1927 to 2119: no year number and no count falls in between


def reading(column: str, form: str) -> str:
    """``column`` as a DATE, ``NULL`` where it is not of ``form``.

    ``form`` is one of FORMS or a ``strptime`` format, which is recognised by its per cent sign.
    """
    day = f"split_part(trim({column}), ' ', 1)"
    if "%" in form:
        return f"TRY_CAST(try_strptime(trim({column}), {text(form)}) AS DATE)"
    if form == "iso":
        return f"TRY_CAST({column} AS DATE)"
    if form in {"us", "eu"}:
        return _slashed(day, form)
    if form == "words":
        formats = ", ".join(text(spelling) for spelling in IN_WORDS)
        return f"TRY_CAST(try_strptime(trim({column}), [{formats}]) AS DATE)"
    return _serial(column)


def reduced(column: str) -> str:
    """True where a spreadsheet left minutes and seconds alone (``00:00.0``)."""
    return f"regexp_full_match(trim({column}), {text(REDUCED)})"


def _slashed(day: str, form: str) -> str:
    first, second = ("month", "day") if form == "us" else ("day", "month")
    parts = f"string_split_regex({day}, '[/.-]')"
    number = {key: f"TRY_CAST({parts}[{i}] AS BIGINT)" for i, key in ((1, first), (2, second))}
    year = f"TRY_CAST({parts}[3] AS BIGINT)"
    full = f"CASE WHEN {year} < 70 THEN {year} + 2000 WHEN {year} < 100 THEN {year} + 1900 "
    full += f"ELSE {year} END"
    written = f"format('{{:04d}}-{{:02d}}-{{:02d}}', {full}, {number['month']}, {number['day']})"
    fits = rf"regexp_full_match({day}, '\d{{1,2}}[/.-]\d{{1,2}}[/.-](\d{{4}}|\d{{2}})')"
    return f"CASE WHEN {fits} THEN TRY_CAST({written} AS DATE) END"


def _serial(column: str) -> str:
    low, high = _SERIALS
    days = f"TRY_CAST(split_part(trim({column}), '.', 1) AS BIGINT)"
    fits = (
        rf"regexp_full_match(trim({column}), '\d{{5}}(\.\d+)?') AND {days} BETWEEN {low} AND {high}"
    )
    return f"CASE WHEN {fits} THEN DATE '1899-12-30' + CAST({days} AS INTEGER) END"
