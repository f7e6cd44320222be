"""The tables of the case: text cells become records, records become text cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from counterclaim.case.cells import Row, Sheet
from counterclaim.errors import NotFound, TableError
from counterclaim.model.actor import Actor, ActorName, ActorRelation
from counterclaim.model.assessment import FirstRun
from counterclaim.model.claim import Claim, Forecast, Incident, Judgement
from counterclaim.model.place import Place, Site
from counterclaim.model.record import Names, Record
from counterclaim.model.register import PrintedFigure
from counterclaim.model.snapshot import Snapshot
from counterclaim.model.source import Citation

TABLES: Mapping[str, type[Record]] = {
    "actors": Actor,
    "actor_names": ActorName,
    "relations": ActorRelation,
    "places": Place,
    "sites": Site,
    "citations": Citation,
    "claims": Claim,
    "incidents": Incident,
    "forecasts": Forecast,
    "judgements": Judgement,
    "register": PrintedFigure,
    "first_runs": FirstRun,
    "snapshots": Snapshot,
}
"""Every table of a case by its name; the columns are the fields of the record."""

R = TypeVar("R", bound=Record)
Key = tuple[str, ...]
_MONTH_YEAR = re.compile(r"[A-Za-zéû]{3,5}\.?[-/ ]\d{2}")


def record_of(table: str) -> type[Record]:
    """The kind of record that ``table`` holds; raises ``NotFound`` with the nearest name."""
    if table not in TABLES:
        raise NotFound(
            f"a case has no table of this name{did_you_mean(table, TABLES)}",
            seen=table,
            expected=", ".join(TABLES),
        )
    return TABLES[table]


def file_of(case: Path, table: str) -> Path:
    """Where ``table`` is kept."""
    record_of(table)
    return case / "data" / "snapshots.csv" if table == "snapshots" else case / f"{table}.csv"


def records(sheet: Sheet, kind: type[R]) -> tuple[R, ...]:
    """The rows of ``sheet`` as records; raises ``TableError`` with row and column.

    An empty cell stands for the column's default. Two rows with the same key are an error.
    """
    _check_columns(sheet, kind)
    found: list[R] = []
    seen: dict[Key, int] = {}
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        record = _record(row, kind, sheet.file, number)
        key = key_of(row, kind)
        if key in seen:
            raise TableError(
                f"the row has the same {' and '.join(kind.key())} as row {seen[key]}",
                file=sheet.file,
                row=number,
                column=kind.key()[0],
                seen=" | ".join(key),
                remedy="give one of them another, or delete it",
            )
        seen[key] = number
        found.append(record)
    return tuple(found)


def key_of(row: Row, kind: type[Record]) -> Key:
    """The cells that identify a row."""
    return tuple(row.get(name, "") for name in kind.key())


def cells_of(record: Record) -> Row:
    """The record as text cells; raises ``TableError`` where they would not read back the same."""
    for name in _listed(type(record)):
        for part in getattr(record, name):
            if not part or ";" in part or part != part.strip():
                raise TableError(
                    "a name in a list of names holds the sign that separates them",
                    column=name,
                    seen=part,
                    expected="names that are not empty and hold no semicolon",
                )
    return {
        name: cell.replace("\r\n", "\n").replace("\r", "\n")
        for name, cell in record.cells().items()
    }


def record_from(row: Row, kind: type[R]) -> R:
    """The record that text cells spell; an empty cell stands for the column's default."""
    return kind.model_validate({name: cell for name, cell in row.items() if cell})


def columns_of(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a kind of record, in order."""
    return tuple(kind.model_fields)


@cache
def defaults_of(kind: type[Record]) -> Mapping[str, str]:
    """What an empty cell of each optional column stands for, as a cell."""
    from counterclaim.model.record import _cell

    blank = {n: f.default for n, f in kind.model_fields.items() if not f.is_required()}
    return {n: _cell("; ".join(v) if isinstance(v, tuple) else v) for n, v in blank.items()}


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``: did you mean "claims"?`` for the nearest known name, or nothing if none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    best = process.extractOne(
        name.lower(), list(known), scorer=DamerauLevenshtein.normalized_similarity
    )
    return f': did you mean "{best[0]}"?' if best and best[1] >= 0.5 else ""


@cache
def _listed(kind: type[Record]) -> tuple[str, ...]:
    return tuple(
        n for n, f in kind.model_fields.items() if f.default == () or f.annotation == Names
    )


def _check_columns(sheet: Sheet, kind: type[Record]) -> None:
    known = kind.model_fields
    for position, name in enumerate(sheet.header, start=1):
        if name not in known:
            raise TableError(
                f"unknown column {name}{did_you_mean(name, known)}",
                file=sheet.file,
                row=1,
                column=position,
                seen=name,
                expected=", ".join(known),
            )
    missing = [n for n, f in known.items() if f.is_required() and n not in sheet.header]
    if missing and sheet.header:
        raise TableError(
            f"the column {missing[0]} is missing",
            file=sheet.file,
            row=1,
            seen=", ".join(sheet.header),
            expected=", ".join(known),
        )


def _record(row: Row, kind: type[R], file: Path, number: int) -> R:
    try:
        return record_from(row, kind)
    except ValidationError as error:
        raise _table_error(error.errors(), row, file, number) from None


def _table_error(faults: Sequence[Any], row: Row, file: Path, number: int) -> TableError:
    fault = faults[0]
    column = str(fault["loc"][0]) if fault["loc"] else None
    seen = row.get(column, "") if column else {k: v for k, v in row.items() if k in _NUMBERS}
    message, expected = _reason(fault, column)
    return TableError(
        message,
        file=file,
        row=number,
        column=column,
        seen=seen,
        expected=expected,
        remedy=_remedy(str(seen)),
    )


_NUMBERS = ("low", "best", "high")


def _reason(fault: Any, column: str | None) -> tuple[str, str | None]:
    context = fault.get("ctx", {})
    if fault["type"] == "missing":
        return f"{column} is empty", "a value in every row"
    if fault["type"] in {"literal_error", "enum"}:
        return "not a word of this column's vocabulary", context.get("expected")
    cause = context.get("error")
    if cause is None:
        return str(fault["msg"]), None
    return getattr(cause, "message", str(cause)), getattr(cause, "expected", None)


def _remedy(seen: str) -> str | None:
    if _MONTH_YEAR.fullmatch(seen):
        return "a spreadsheet program changed a date such as 2021-12; write it that way again"
    return None


def keyed(rows: Iterable[Record], kind: type[Record]) -> dict[Key, Row]:
    """Records as text cells by their key; raises ``TableError`` where two have the same."""
    found: dict[Key, Row] = {}
    for record in rows:
        cells = cells_of(record)
        key = key_of(cells, kind)
        if key in found:
            raise TableError(
                f"two rows have the same {' and '.join(kind.key())}", seen=" | ".join(key)
            )
        found[key] = cells
    return found


def filled(
    sheet: Sheet, theirs: Mapping[Key, Row], rows: Mapping[Key, Row], kind: type[Record]
) -> Sheet:
    """``sheet`` with ``rows``: its columns in their order, then those that the rows need.

    A row that did not change keeps the spelling of its cells.
    """
    defaults, columns = defaults_of(kind), columns_of(kind)
    needed = [
        name
        for name in columns
        if name not in sheet.header
        and any(row[name] != defaults.get(name, "") for row in rows.values())
    ]
    spelled = dict(zip(theirs, sheet.rows, strict=True))
    kept = [spelled[key] if theirs.get(key) == row else row for key, row in rows.items()]
    return sheet.holding((*sheet.header, *needed) if sheet.header else columns, kept)
