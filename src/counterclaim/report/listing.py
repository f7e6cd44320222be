"""Plain lists of records as lines, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from counterclaim.resolve.revisions import Revision

Row = Mapping[str, Any]


def write(rows: Sequence[Row], form: Literal["text", "json", "csv"]) -> str:
    """The rows in one of the formats of the command line; a sentence where there are none."""
    if form == "json":
        return json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1)
    if form == "csv":
        return _csv(rows)
    return "\n".join(_line(row) for row in rows) or "Nothing found."


def rows_of(records: Iterable[Any]) -> list[Row]:
    """Frozen records as rows, with several values in one cell separated by semicolons."""
    return [{name: _cell(value) for name, value in asdict(r).items()} for r in records]


def revision_rows(revision: Revision) -> list[Row]:
    """A comparison of snapshots as rows: what happened, to which event, from what to what."""
    rows: list[Row] = [
        {
            "what": "actor renamed",
            "event": "",
            "field": f"{r.events} events",
            "before": r.before,
            "after": r.after,
        }
        for r in revision.renamed
    ]
    for what, ids in (("added", revision.added), ("removed", revision.removed)):
        rows += [{"what": what, "event": i, "field": "", "before": "", "after": ""} for i in ids]
    for what, changes in (("changed", revision.changed), ("recast", revision.recast)):
        rows += [{"what": what, **asdict(change)} for change in changes]
    return rows


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _line(row: Row) -> str:
    return "  ".join(str(value) for value in row.values() if value not in {"", None})


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().rstrip("\n")
