"""The columns of the events table as expressions over the provider's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterclaim.ingest import dates
from counterclaim.ingest.source import ROW, Source
from counterclaim.ingest.sql import (
    UNREADABLE,
    blank,
    coded,
    degrees,
    grouped_whole,
    name,
    or_stop,
    plain_whole,
    text,
)
from counterclaim.model.event import EVENTS

DEATHS = tuple(c.name for c in EVENTS if c.name.startswith("deaths_"))
WHOLE = (*DEATHS, "provider_year")
CODED = {"kind": "native_kind", "date_precision": "", "place_precision": ""}
TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True)
class Forms:
    """How the file writes dates and numbers: found out by a survey of its rows."""

    date: str = "iso"
    grouped: bool = False
    point_groups: bool = False
    decimal_comma: bool = False
    said: tuple[str, ...] = field(default=(), compare=False)


def columns_of(source: Source, target: str) -> tuple[str, ...]:
    """The file's columns, as keys, from which the events column ``target`` is read."""
    wanted = source.card.columns.get(CODED.get(target) or target, ())
    return source.there(wanted)


def given(source: Source, target: str) -> str | None:
    """The text behind ``target`` in SQL: the first of its columns that is filled."""
    found = [name(column) for column in columns_of(source, target)]
    if not found:
        return None
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"


def whole(column: str, forms: Forms, target: str) -> str:
    """A whole number; deaths below zero are unreadable, since no sum could hold them."""
    number = grouped_whole(column, forms.point_groups) if forms.grouped else plain_whole(column)
    return f"CASE WHEN {number} >= 0 THEN {number} END" if target in DEATHS else number


def expressions(
    source: Source, forms: Forms, dataset: str, own: Mapping[str, str]
) -> dict[str, str]:
    """Every column of EVENTS in order, as SQL; ``own`` are those of the connector."""
    return {
        column.name: own.get(column.name)
        or f"CAST({_expression(source, forms, dataset, column.name)} AS {TYPES[column.type]})"
        for column in EVENTS
    }


def native(source: Source) -> dict[str, str]:
    """The provider's other columns, as ``native_<name>``: what no events column took over whole."""
    kept = {column.lower() for column in source.card.keep}
    sides = {field for fields in source.card.sides.values() for field in fields}
    used = (
        {columns_of(source, column.name)[0] for column in EVENTS if columns_of(source, column.name)}
        - kept
        - sides
    )
    return {
        f"native_{column}": name(column)
        for column in source.columns
        if column not in used and not column.startswith("#")
    }


def _expression(source: Source, forms: Forms, dataset: str, target: str) -> str:
    if target == "row":
        return ROW
    column = given(source, target)
    if target == "id":
        return _id(source, column, dataset)
    if column is None:
        return "NULL"
    if target in {"from", "to"}:
        return or_stop(dates.reading(column, forms.date), column)
    if target in WHOLE:
        return or_stop(whole(column, forms, target), column)
    if target in CODED:
        return coded(column, source.card.codes.get(target, {}))
    if target in {"lat", "lon"}:
        return degrees(column, forms.decimal_comma)
    if target == "sources":
        return f"CASE WHEN {plain_whole(column)} >= 0 THEN {plain_whole(column)} END"
    return column


def _id(source: Source, column: str | None, dataset: str) -> str:
    """``dataset:id``; nameless columns are checked here, because every row passes."""
    filled = [f"{name(c)} IS NOT NULL" for c in source.nameless]
    if column is None:
        identified, bad = f"'row' || {ROW}", filled
    else:
        identified, bad = f"trim({column})", [*filled, bad_id(source, column)]
    shown = f"coalesce({column or ROW}::VARCHAR, '')"
    stop = f"WHEN {' OR '.join(bad)} THEN error({text(UNREADABLE)} || {shown}) " if bad else ""
    whole_id = f"{text(dataset + ':')} || {identified}"
    return f"CASE {stop}ELSE {whole_id} END" if stop else whole_id


def bad_id(source: Source, column: str) -> str:
    """True where a row has no id, or none of the provider's form."""
    pattern = source.card.id_pattern
    odd = f" OR NOT regexp_full_match(trim({column}), {text(pattern)})" if pattern else ""
    return f"({blank(column)}{odd})"
