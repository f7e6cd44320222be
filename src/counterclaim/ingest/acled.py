"""ACLED: one row an event or one row an actor, with headers and codes of several years."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.ingest import dates
from counterclaim.ingest.coverage import Facts, closing, opening
from counterclaim.ingest.fields import Forms, given
from counterclaim.ingest.release import UNKNOWN, Release, named_span
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import name, or_stop, text

WITHIN_A_WEEK = 6  # days before and after the stated one


def own(source: Source, forms: Forms) -> Mapping[str, str]:
    """Days by precision, civilians as targets, number of sources, day of the last revision.

    ``time_precision`` 2 puts an event within a week of its date, 3 within the date's month.
    """
    expressions = _days(source, forms)
    targeting = source.there(("civilian_targeting",))
    if targeting:
        said = f"lower(trim({name(targeting[0])})) = 'civilian targeting'"
        expressions["civilians_targeted"] = f"coalesce({said}, false)"
    cited = given(source, "source_names")
    if cited:
        expressions["sources"] = f"CAST(len(string_split({cited}, ';')) AS BIGINT)"
    revised = given(source, "released")
    if revised:
        expressions["released"] = _revised(revised)
    return expressions


def release(file_name: str, facts: Facts, version: str = "") -> Release:
    """ACLED numbers no releases: a file is known by the day of its last revision.

    The window is the one that the file's name states, else from the first to the last event.
    """
    start, end = named_span(file_name)
    if start is None and facts.first and facts.last:
        start, end = opening(facts.first), closing(facts.last)
    last = facts.last.isoformat() if facts.last else UNKNOWN
    return Release(version or facts.released or last, start, end)


def _days(source: Source, forms: Forms) -> dict[str, str]:
    column = given(source, "from")
    precise = given(source, "date_precision")
    if column is None or precise is None:
        return {}
    day = or_stop(dates.reading(column, forms.date), column)
    month = f"CAST(date_trunc('month', {day}) AS DATE)"
    week, whole = text("2"), text("3")
    at = f"CASE trim({precise})"
    return {
        "provider_day": day,
        "from": f"{at} WHEN {week} THEN {day} - {WITHIN_A_WEEK} WHEN {whole} THEN {month} "
        f"ELSE {day} END",
        "to": f"{at} WHEN {week} THEN {day} + {WITHIN_A_WEEK} WHEN {whole} THEN last_day({day}) "
        f"ELSE {day} END",
    }


def _revised(column: str) -> str:
    """The day of a Unix time in seconds, else the text as given."""
    seconds = f"TRY_CAST({column} AS BIGINT)"
    day = f"CAST(CAST(make_timestamp({seconds} * 1000000) AS DATE) AS VARCHAR)"
    return f"CASE WHEN {seconds} > 100000000 THEN {day} ELSE {column} END"
