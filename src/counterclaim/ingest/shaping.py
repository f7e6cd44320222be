"""A recognised file of events becomes three tables: events, participants, issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.errors import DamagedFile
from counterclaim.ingest import checks, corrections, fields, participants, unique
from counterclaim.ingest.connectors import CONNECTORS
from counterclaim.ingest.coverage import Facts, facts
from counterclaim.ingest.reading import read_rows, write
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import name, text

EVENTS, PARTICIPANTS, ISSUES = "events.parquet", "participants.parquet", "issues.parquet"
_NO_ISSUES = (
    "SELECT 0::BIGINT AS row, '' AS \"column\", '' AS value, '' AS rule, '' AS message, "
    "'' AS event WHERE false"
)


@dataclass(frozen=True)
class Shaped:
    """What was made of a file of events; ``source`` is what was read in the end."""

    source: Source
    facts: Facts
    issues: int
    said: tuple[str, ...]


def shape_events(con: Any, source: Source, folder: Path) -> Shaped:
    """Write events, participants and issues of ``source`` into ``folder``.

    Raises :class:`DamagedFile` where going on could give a wrong figure.
    """
    connector = CONNECTORS.get(source.card.dataset, CONNECTORS["spreadsheet"])
    read = folder / "read.parquet"
    source, forms = read_rows(con, source, read, source.card.dataset, connector.own)
    said, issues = _bring_together(con, source, read, folder / EVENTS)
    events = _relation(folder / EVENTS)
    _refuse_undated(con, source, events)
    there = _actor_fields(con, source, events)
    sides = participants.query(con, source.card, there, events) if there else _nobody(events)
    write(con, sides, folder / PARTICIPANTS)
    found = facts(con, events, _relation(folder / PARTICIPANTS))
    issues += checks.queries(source, events, there)
    issues += checks.raw_queries(source, _with_gaps(con, source, events))
    issues += corrections.queries(source)
    count = write_issues(con, issues, folder / ISSUES)
    return Shaped(source, found, count, (*forms.said, *said))


def write_issues(con: Any, queries: Sequence[str], target: Path) -> int:
    """All issues in the order of rows, then rules; gives back their number."""
    union = " UNION ALL ".join([_NO_ISSUES, *queries])
    write(con, f'SELECT * FROM ({union}) ORDER BY row, rule, "column", value', target)
    return int(con.execute(f"SELECT count(*) FROM {_relation(target)}").fetchone()[0])


def _bring_together(
    con: Any, source: Source, read: Path, events: Path
) -> tuple[tuple[str, ...], list[str]]:
    """One row an event in ``events``; the file as read is removed."""
    if not unique.repeated(con, read) and source.match.layout != "actor_based":
        read.rename(events)
        return (), []
    said, issues = unique.make_unique(con, source, read, events)
    read.unlink()
    return said, issues


def _relation(file: Path) -> str:
    return f"read_parquet({text(file)})"


def _actor_fields(con: Any, source: Source, events: str) -> list[str]:
    """The card's actor fields that the events have."""
    there = {row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {events}").fetchall()}
    fields_ = [field for side in source.card.sides.values() for field in side]
    return [field for field in fields_ if f"native_{field}" in there]


def _nobody(events: str) -> str:
    """An empty table of participants, for a sheet that names no actors."""
    columns = dict.fromkeys(("event", "side", "field", "name", "given", "role", "basis"), "''")
    columns |= {"joint": "false", "together": "0::BIGINT"}
    chosen = ", ".join(f"{value} AS {name(column)}" for column, value in columns.items())
    return f"SELECT {chosen} FROM {events} WHERE false"


def _with_gaps(con: Any, source: Source, events: str) -> list[str]:
    """The columns in which some value is missing although the file has their column."""
    targets = [
        target
        for target in ("lat", "lon", "date_precision", "place_precision")
        if fields.columns_of(source, target)
    ]
    if not targets:
        return []
    counts = ", ".join(f"count(*) - count({name(target)})" for target in targets)
    gaps = con.execute(f"SELECT {counts} FROM {events}").fetchone()
    return [target for target, gap in zip(targets, gaps, strict=True) if gap]


def _refuse_undated(con: Any, source: Source, events: str) -> None:
    row = con.execute(
        f'SELECT min(row) FROM {events} WHERE "from" IS NULL AND provider_year IS NULL'
    ).fetchone()[0]
    if row is None:
        return
    columns = fields.columns_of(source, "from")
    raise DamagedFile(
        "an event has no date: it would fall out of every period",
        file=source.plain.given,
        row=row,
        column=source.given_name(columns[0]) if columns else None,
        seen="",
        expected="a date or a year",
        remedy="fill it in, or remove the row",
    )
