"""Rows that the last snapshot had and this file has not: deletions, or a narrower filter?

Nobody but the analyst knows. What is missing is described, and asked about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counterclaim.ingest.release import Release
from counterclaim.ingest.sql import name, text
from counterclaim.model.snapshot import Snapshot

LIMIT = 5
_GROUPS = (
    ("country", "country"),
    ("kind", "kind"),
    ("year", 'coalesce(provider_year, year("from"))'),
)


def ask(con: Any, last: Snapshot, before: Path, events: Path, release: Release) -> str:
    """A question about the rows of ``before`` that ``events`` lacks, empty where none are missing.

    Rows after the end of the new release, or before the month of a Candidate, are not missing.
    """
    _load(con, before, events, release)
    gone = con.execute("SELECT count(*) FROM gone").fetchone()[0]
    if not gone:
        return ""
    absent = [line for label, _ in _GROUPS if (line := _absent(con, label))]
    earlier = _earlier(con)
    where = "; ".join([*absent, *earlier]) or _scattered(con)
    return (
        f"{gone} events of {last.id} are not in this file ({where}). "
        "A narrower filter, or deletions by the provider? Nothing was deleted: the earlier "
        "snapshot stays. If the export was filtered, say so with filters and coverage; if the "
        "provider deleted them, nothing needs to be done."
    )


def _load(con: Any, before: Path, events: Path, release: Release) -> None:
    groups = ", ".join(f"{expression} AS {name(label)}" for label, expression in _GROUPS)
    chosen = f'id, "from", "to", {groups}'
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW held AS SELECT {chosen} FROM read_parquet({text(events)})"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS SELECT * FROM "
        f"(SELECT {chosen} FROM read_parquet({text(before)})) b "
        f"WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.id = b.id) AND {_reached(release)}"
    )


def _reached(release: Release) -> str:
    """True for a row ``b`` that the release could hold by its days."""
    end = f"DATE '{release.end}'" if release.end else '(SELECT max("from") FROM held)'
    reached = f'b."from" <= {end}'
    if release.stage == "candidate" and release.start:
        reached += f" AND b.\"to\" >= DATE '{release.start}'"
    return reached


def _absent(con: Any, label: str) -> str:
    """Values of a column whose every row is gone."""
    found = con.execute(
        f"SELECT {name(label)}, count(*) FROM gone WHERE {name(label)} NOT IN "
        f"(SELECT {name(label)} FROM held WHERE {name(label)} IS NOT NULL) "
        f"GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    if not found:
        return ""
    shown = ", ".join(f"{value} ({count})" for value, count in found[:LIMIT])
    more = f" and {len(found) - LIMIT} more" if len(found) > LIMIT else ""
    return f"the whole of {label} {shown}{more}"


def _earlier(con: Any) -> list[str]:
    """Where the groups do not tell: whether whole stretches at the start of the period are gone."""
    start, gone = con.execute(
        'SELECT (SELECT min("from") FROM held), (SELECT count(*) FROM gone WHERE "from" < '
        '(SELECT min("from") FROM held))'
    ).fetchone()
    return [f"{gone} before {start}"] if gone else []


def _scattered(con: Any) -> str:
    first = con.execute(f"SELECT id FROM gone ORDER BY id LIMIT {LIMIT}").fetchall()
    return "scattered, such as " + ", ".join(row[0].partition(":")[2] for row in first)
