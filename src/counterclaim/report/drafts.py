"""Drafts as JSON for scripts, as CSV for a spreadsheet and as a table for a terminal.

In the table and the CSV drafts with a guessed field come first: they are to be looked at first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from counterclaim.check.audit import Drafted
from counterclaim.draft.claims import DraftClaim
from counterclaim.model.claim import AUTHOR
from counterclaim.report.findings import as_json

Format = Literal["json", "csv", "table"]
COLUMNS = (
    *("id", "words", "guessed", "kind", "weight", "counts", "low", "best", "high", "comparator"),
    *("voice", "actor", "target", "population", "place", "window", "status", "relation", "unit"),
    *("operand", "citations", "flags", "span", "sentence"),
)
_WIDEST = 34


def write(drafted: Drafted, format: Format) -> str:
    """The drafts of one document in one of the formats."""
    if format == "json":
        return as_json(drafts_json(drafted))
    rows = [_row(drafted, draft) for draft in for_review(drafted.claims)]
    return _csv(rows) if format == "csv" else "\n".join(_table(drafted, rows))


def drafts_json(drafted: Drafted) -> dict[str, Any]:
    """Document, date, drafts in reading order, and the documents of its notes."""
    document = drafted.document
    return {
        "document": document.name,
        "published": document.published,
        "title": document.title,
        "issues": [*document.issues, *drafted.notes.issues],
        "claims": [draft.to_json() for draft in drafted.claims],
        "sources": drafted.notes.csl(),
    }


def for_review(drafts: Sequence[DraftClaim]) -> list[DraftClaim]:
    """Drafts with guesses first, figures of the argument before those in passing."""
    return sorted(drafts, key=lambda d: (not d.guesses, d.weight != "core", d.span))


def _row(drafted: Drafted, draft: DraftClaim) -> dict[str, str]:
    cells = {**draft.to_json(), "words": drafted.document.words(draft.span)}
    cells["guessed"] = ", ".join(draft.guesses)
    cells |= {name: "-".join(map(str, cells[name])) for name in ("span", "sentence")}
    return {name: _cell(cells[name]) for name in COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _csv(rows: Sequence[dict[str, str]]) -> str:
    """Cells that a spreadsheet would run as a formula are quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().rstrip("\n")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} and not cell[1:2].isdigit() else cell


def _table(drafted: Drafted, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    document = drafted.document
    yield f"{document.title or document.name}: {len(rows)} drafts, nothing of it accepted"
    yield from (f"  {issue}" for issue in (*document.issues, *drafted.notes.issues))
    heads = ("words", "figure", "counts", "actor", "target", "place", "window", "voice", "guessed")
    lines = [_line(row) for row in rows]
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(heads, *lines, strict=True)]
    for line in (heads, *lines):
        cells = (_cut(cell, width).ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _line(row: dict[str, str]) -> tuple[str, ...]:
    voice = "" if row["voice"] == AUTHOR else row["voice"]
    named = (row[name] for name in ("counts", "actor", "target", "place", "window"))
    return (row["words"], _figure(row), *named, voice, row["guessed"])


def _figure(row: dict[str, str]) -> str:
    low, best, high = row["low"], row["best"], row["high"]
    if best:
        return best
    if low or high:
        return f"{low or '…'}-{high or '…'}"
    return row["comparator"] if row["comparator"] != "unstated" else ""


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 1] + "…"
