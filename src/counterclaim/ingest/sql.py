"""Names and values as they stand in SQL, and expressions that read text as values.

Every reader comes as an expression over a text column: ``NULL`` for an empty cell, the value, or
``error(...)``, which ends the pass; the file is then surveyed to say what stood where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

THOUSANDS = r"-?\d{1,3}([,\u00a0\u202f'’ ]\d{3})+(\.0+)?"
THOUSANDS_POINT = r"-?\d{1,3}(\.\d{3})+"
WHOLE_FLOAT = r"-?\d+\.0*"
UNREADABLE = "counterclaim-unreadable"


def name(column: str) -> str:
    """A column name, quoted."""
    return '"' + column.replace('"', '""') + '"'


def text(value: object) -> str:
    """A text literal."""
    return "'" + str(value).replace("'", "''") + "'"


def listed(values: Iterable[object]) -> str:
    """Text literals in a row."""
    return ", ".join(text(value) for value in values)


def blank(column: str) -> str:
    """True where the cell is empty or holds blanks alone."""
    return f"(nullif(trim({column}), '') IS NULL)"


def or_stop(reading: str, column: str) -> str:
    """``reading``; where it gives nothing although the cell is not empty, the pass ends."""
    stop = f"error('{UNREADABLE}' || {column})"
    return f"coalesce({reading}, CASE WHEN {blank(column)} THEN NULL ELSE {stop} END)"


def plain_whole(column: str) -> str:
    """A whole number written with digits alone; anything else ``NULL``."""
    digits = f"(contains({column}, '.') OR contains(lower({column}), 'e'))"
    return f"CASE WHEN {digits} THEN NULL ELSE TRY_CAST({column} AS BIGINT) END"


def grouped_whole(column: str, point_groups: bool = False) -> str:
    """Also ``1,234``, ``1 234``, ``3.0``, and ``1.234`` where a point groups digits."""
    grouped = f"regexp_full_match(trim({column}), {_pattern(THOUSANDS)})"
    if point_groups:
        grouped = f"({grouped} OR regexp_full_match(trim({column}), {_pattern(THOUSANDS_POINT)}))"
        cut = f"trim({column})"
    else:
        cut = f"split_part(trim({column}), '.', 1)"
    number = f"TRY_CAST(regexp_replace({cut}, '[^0-9-]', '', 'g') AS BIGINT)"
    decimal = f"regexp_full_match(trim({column}), {_pattern(WHOLE_FLOAT)})"
    whole = f"TRY_CAST(split_part(trim({column}), '.', 1) AS BIGINT)"
    return (
        f"coalesce({plain_whole(column)}, CASE WHEN {grouped} THEN {number} "
        f"WHEN {decimal} THEN {whole} END)"
    )


def degrees(column: str, decimal_comma: bool = False) -> str:
    """A coordinate; ``NULL`` where it cannot be read (that row becomes an issue)."""
    plain = f"TRY_CAST({column} AS DOUBLE)"
    if not decimal_comma:
        return plain
    return f"coalesce({plain}, TRY_CAST(replace(trim({column}), ',', '.') AS DOUBLE))"


def coded(column: str, codes: Mapping[str, str]) -> str:
    """Our word for the provider's code, ``NULL`` where the code is not known."""
    if not codes:
        return column
    arms = " ".join(f"WHEN {text(code)} THEN {text(word)}" for code, word in codes.items())
    return f"CASE lower(trim({column})) {arms} END"


def _pattern(pattern: str) -> str:
    shown = pattern.replace(r"\u00a0", "\u00a0").replace(r"\u202f", "\u202f")
    return text(shown)
