"""Each row that has a problem becomes an issue: row, column, value, rule, and what was made of it.

Every check is one query over the events file. Nothing is corrected and nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.ingest import fields
from counterclaim.ingest.participants import unresolved
from counterclaim.ingest.source import ROW, Source
from counterclaim.ingest.sql import blank, coded, degrees, name, text

COLUMNS = ("row", "column", "value", "rule", "message", "event")
RULES: dict[str, str] = {
    "broken_order": "low, best and high are out of order; kept as given",
    "double_id": "the same id stands in more than one row; counted once",
    "double_event": "the same days, place, actors and deaths as another row; both kept",
    "impossible_coordinates": "no such place on earth; kept as given",
    "unreadable_coordinates": "the coordinate cannot be read; left empty",
    "missing_coordinates": "one of the two coordinates is missing",
    "unknown_category": "a class that the codebook does not know; the kind stays empty",
    "unknown_code": "a code that the codebook does not know; left empty",
    "dates_out_of_order": "ends before it begins; kept as given",
    "implausible_date": "before 1900 or after 2100; kept as given",
    "year_differs": "the year is none of the years of its dates; counted in the year as given",
    "missing": "a value that every row should have; left empty, never zero",
    "joint_unresolved": "may name several actors; no rule splits it, kept as one name",
    "unknown_column": "a column that nobody expects; kept as given",
    "correction_outdated": "the provider has changed what a correction expects; not applied",
    "correction_applied": "a known error of the provider, corrected as its card says",
    "more_than_two_actors": "a third row of the same event; its actors are kept on side b",
}


def queries(source: Source, events: str, there: Sequence[str]) -> list[str]:
    """The checks of an events file, each a SELECT in the columns of the issues table.

    ``events`` is the file as a relation; ``there`` are its actor fields.
    """
    checks = [*_deaths(), *_coordinates(), *_dates(), *_codes(source), *_missing(source)]
    found = [
        _issue(rule, column, value, condition, events) for rule, column, value, condition in checks
    ]
    found.append(_double_events(events, there))
    for query in unresolved(source.card, there, events):
        found.append(_shaped("joint_unresolved", query))
    return found + unknown_columns(source)


def raw_queries(source: Source, nulls: Sequence[str]) -> list[str]:
    """Checks that need the file's text, for the columns (``nulls``) in which values are missing."""
    parts = []
    for target in nulls:
        column = fields.given(source, target)
        if column is None:
            continue
        shown = source.given_name(fields.columns_of(source, target)[0])
        if target in {"lat", "lon"}:
            rule, unread = "unreadable_coordinates", f"{degrees(column, True)} IS NULL"
        else:
            codes = source.card.codes.get(target, {})
            rule, unread = "unknown_code", f"{coded(column, codes)} IS NULL"
        parts.append(
            _shaped(
                rule,
                f'SELECT {ROW} AS row, {text(shown)} AS "column", {column} AS value, '
                f"'' AS event FROM {source.numbered()} WHERE NOT {blank(column)} AND {unread}",
            )
        )
    return parts


def unknown_columns(source: Source) -> list[str]:
    """Columns of the file that neither a layout nor the ignore list of the card names."""
    if source.card.extra == "keep":
        return []
    return [
        _shaped(
            "unknown_column",
            f'SELECT {source.header.record}::BIGINT AS row, {text(column)} AS "column", '
            f"{text(column)} AS value, '' AS event",
        )
        for column in source.match.extra
    ]


def _shaped(rule: str, query: str) -> str:
    return (
        f'SELECT row, "column", value, {text(rule)} AS rule, {text(RULES[rule])} AS message, '
        f"event FROM ({query})"
    )


def _issue(rule: str, column: str, value: str, condition: str, events: str) -> str:
    return _shaped(
        rule,
        f'SELECT row, {text(column)} AS "column", CAST({value} AS VARCHAR) AS value, id AS event '
        f"FROM {events} WHERE {condition}",
    )


Check = tuple[str, str, str, str]


def _deaths() -> list[Check]:
    shown = "concat_ws(' / ', deaths_low, deaths_best, deaths_high)"
    broken = "deaths_low > deaths_best OR deaths_best > deaths_high OR deaths_low > deaths_high"
    return [("broken_order", "deaths_low, deaths_best, deaths_high", shown, broken)]


def _coordinates() -> list[Check]:
    shown = "concat_ws(', ', lat, lon)"
    off = "lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180 OR (lat = 0 AND lon = 0)"
    off += " OR isnan(lat) OR isnan(lon)"
    return [
        ("impossible_coordinates", "lat, lon", shown, off),
        ("missing_coordinates", "lat, lon", shown, "(lat IS NULL) <> (lon IS NULL)"),
    ]


def _dates() -> list[Check]:
    span = 'concat_ws(\'/\', "from", "to")'
    far = "\"from\" < DATE '1900-01-01' OR \"to\" > DATE '2100-12-31'"
    year = 'provider_year < year("from") OR provider_year > year("to")'
    return [
        ("dates_out_of_order", "from, to", span, '"from" > "to"'),
        ("implausible_date", "from, to", span, far),
        ("year_differs", "provider_year", f"concat_ws(' for ', provider_year, {span})", year),
    ]


def _codes(source: Source) -> list[Check]:
    if not fields.columns_of(source, "native_kind"):
        return []
    return [("unknown_category", "native_kind", "native_kind", "kind IS NULL")]


def _missing(source: Source) -> list[Check]:
    """Values that the layout wants in every row, empty in a row."""
    card = source.card
    layout = card.forms[source.match.layout]
    required = {column.lower() for column in layout.filled or layout.required}
    targets = ("from", "to", "provider_year", "deaths_low", "deaths_best", "deaths_high")
    wanted = [t for t in targets if set(fields.columns_of(source, t)) & required]
    checks = [("missing", t, "''", f"{name(t)} IS NULL") for t in wanted]
    sides = [fs[0] for fs in card.sides.values() if fs and fs[0] in required and fs[0] != "actor2"]
    return checks + [
        ("missing", f, "''", f"nullif(trim({name('native_' + f)}), '') IS NULL") for f in sides
    ]


def _double_events(events: str, there: Sequence[str]) -> str:
    """Rows that agree in days, place, actors and deaths with another row."""
    actors = ", ".join(name(f"native_{field}") for field in there)
    same = '"from", "to", lat, lon, place, country, kind, deaths_low, deaths_best, deaths_high' + (
        f", {actors}" if actors else ""
    )
    hashed = f'SELECT row, id, hash({same}) AS likeness FROM {events} WHERE "from" IS NOT NULL'
    return _shaped(
        "double_event",
        f"WITH hashed AS ({hashed}), twice AS (SELECT likeness, min(row) AS first FROM hashed "
        "GROUP BY likeness HAVING count(*) > 1) "
        "SELECT h.row, 'row' AS \"column\", 'as row ' || t.first AS value, h.id AS event "
        "FROM hashed h JOIN twice t USING (likeness) WHERE h.row > t.first",
    )
