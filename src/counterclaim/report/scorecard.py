"""A scorecard as a table on the terminal, as JSON, as CSV or as a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from counterclaim.count.scorecard import Cell, Scored
from counterclaim.count.tables import titled
from counterclaim.model.answer import Answer, Context, Figure
from counterclaim.model.period import label
from counterclaim.model.quantity import Quantity
from counterclaim.report.notes import notes
from counterclaim.report.words import answer_words, marks

Format = Literal["table", "json", "csv", "html"]
_RANGES = "Best (low-high): sums of the data's own bounds, not confidence intervals."
_FATAL = "Events: in brackets those with at least one death."


CSV_COLUMNS = (
    *("code", "period", "by", "measure", "title", "status", "low", "best", "high", "unit"),
    *("events_low", "events_best", "events_high", "fatal_low", "fatal_best", "fatal_high"),
    *("ids", "partial", "provisional", "caveats", "reason", "remedy"),
)


def write(scored: Scored, form: Format) -> str:
    """The scorecard in one of the formats of the command line."""
    if form == "json":
        return json.dumps(as_json(scored), ensure_ascii=False, indent=1)
    if form == "csv":
        return as_csv(scored)
    if form == "html":
        from counterclaim.report.page import scorecard_page

        return scorecard_page(scored)
    return as_table(scored)


def as_json(scored: Scored) -> dict[str, Any]:
    """The shape that scripts depend on: case, scorecard, snapshots, rows of cells, issues."""
    return {
        "case": scored.case,
        "scorecard": scored.scorecard.id,
        "as_of": scored.as_of or None,
        "snapshots": [
            {"dataset": s.dataset, "version": s.version, "sha256": s.sha256, "licence": s.licence}
            for s in scored.snapshots
        ],
        "rows": [
            {
                "period": row.period.text,
                "by": {_by_key(scored): row.by} if row.by else None,
                "measures": {cell.measure.id: cell_json(cell) for cell in row.cells},
            }
            for row in scored.rows
        ],
        "issues": [
            {"snapshot": s.id, "rows": s.rows, "issues": s.issues} for s in scored.snapshots
        ],
    }


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell: a figure with its range and counts, or the status with reason and context."""
    found = answer_json(cell.answer) | {"code": cell.code}
    if cell.beside:
        found["context"] = [_context(item) for item in cell.beside]
    return found


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer without its code."""
    if not isinstance(answer, Figure):
        return {
            "status": answer.status.value,
            "rule": answer.code,
            "reason": answer.reason,
            "context": [_context(item) for item in answer.context],
            "remedy": answer.remedy,
        }
    found: dict[str, Any] = {
        "status": "ok",
        **_ends(answer.quantity),
        "unit": answer.unit,
        "events": _ends(answer.events) if answer.events else None,
        "fatal_events": _ends(answer.fatal_events) if answer.fatal_events else None,
        "ids": answer.ids,
        "caveats": list(answer.caveats),
        "details": dict(answer.details),
    }
    states = {"partial": answer.partial, "provisional": answer.provisional}
    return found | {name: True for name, holds in states.items() if holds}


def as_csv(scored: Scored) -> str:
    """One row a cell, with its code, status, figures and reason."""
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in scored.rows:
        for cell in row.cells:
            writer.writerow(flat(cell))
    return out.getvalue().rstrip("\n")


def as_table(scored: Scored) -> str:
    """The table with its notes, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    found = notes(scored)
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(_first_column(scored), no_wrap=True)
    for measure in scored.measures:
        letters = found.of_column(measure.id)
        table.add_column((measure.title or measure.id) + (f" ({letters})" if letters else ""))
    for row in scored.rows:
        head = f"{row.by}  {label(row.period)}" if row.by else label(row.period)
        table.add_row(head, *(Text(_shown(cell, found.of(cell))) for cell in row.cells))
    out = io.StringIO()
    console = Console(file=out, width=_width(), no_color=True, highlight=False)
    console.print(Text(scored.scorecard.title or scored.scorecard.id, style="bold"))
    console.print()
    console.print(table)
    console.print()
    for line in footer(scored):
        console.print(Text(line))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def footer(scored: Scored) -> list[str]:
    """The lines under a table: what a range is, the lettered notes, the data."""
    lines = [said for said in (range_note(scored),) if said]
    lines += [f"({letter}) {text}" for letter, text in notes(scored).texts]
    lines += list(scored.scorecard.notes)
    for snapshot in scored.snapshots:
        known = [snapshot.citation, f"accessed {snapshot.retrieved}" if snapshot.retrieved else ""]
        said = "; ".join(part.rstrip(".") for part in known if part)
        lines.append(f"{titled(snapshot)}: {said} ({snapshot.licence}).")
    lines.append(f"Codes: {_code_hint(scored)}")
    return lines


def range_note(scored: Scored) -> str:
    """How the figures of a table are read; nothing of a kind of figure that it does not hold."""
    answers = [cell.answer for row in scored.rows for cell in row.cells]
    figures = [answer for answer in answers if isinstance(answer, Figure)]
    ranged = any(f.unit != "events" and f.quantity.low is not None for f in figures)
    fatal = any(f.unit == "events" and f.fatal_events for f in figures)
    return " ".join([_RANGES] * ranged + [_FATAL] * fatal)


def _shown(cell: Cell, letters: str) -> str:
    states = "".join(f" [{mark}]" for mark in marks(cell.answer))
    return answer_words(cell.answer) + states + (f" ({letters})" if letters else "")


def _code_hint(scored: Scored) -> str:
    first = next((cell for row in scored.rows for cell in row.cells), None)
    return f"counterclaim explain CASE {first.code}" if first else "none"


def _width() -> int:
    import shutil

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))


def _first_column(scored: Scored) -> str:
    return {"year": "Year", "quarter": "Quarter", "month": "Month", "day": "Day"}.get(
        scored.scorecard.period, "Period"
    )


def _by_key(scored: Scored) -> str:
    return "actor" if scored.scorecard.by == "actor" else "place"


def _ends(quantity: Quantity) -> dict[str, Any]:
    return {"low": quantity.low, "best": quantity.best, "high": quantity.high}


def _context(context: Context) -> dict[str, Any]:
    return {"label": context.label, **_ends(context.quantity), "events": context.events}


def flat(cell: Cell) -> Mapping[str, Any]:
    """A cell as one row of the CSV file, by :data:`CSV_COLUMNS`."""
    found: dict[str, Any] = {
        "code": cell.code,
        "period": cell.period.text,
        "by": cell.by,
        "measure": cell.measure.id,
        "title": cell.measure.title,
    }
    answer = cell.answer
    if not isinstance(answer, Figure):
        return found | {
            "status": answer.status.value,
            "reason": answer.reason,
            "remedy": answer.remedy,
        }
    found |= {"status": "ok", "unit": answer.unit, "ids": answer.ids, **_ends(answer.quantity)}
    for name, quantity in (("events", answer.events), ("fatal", answer.fatal_events)):
        found |= {f"{name}_{end}": value for end, value in asdict(quantity or Quantity()).items()}
    return found | {
        "partial": "true" if answer.partial else "",
        "provisional": "true" if answer.provisional else "",
        "caveats": "; ".join(answer.caveats),
    }
