"""What lies behind a cell, as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from counterclaim.count.explanation import COLUMNS, Explanation, explain, heading
from counterclaim.count.tables import titled
from counterclaim.errors import NotFound
from counterclaim.model.answer import Context, Refusal
from counterclaim.report.register import history_lines, recalled
from counterclaim.report.scorecard import cell_json
from counterclaim.report.words import answer_words, count, number, quantity_words

if TYPE_CHECKING:
    from counterclaim.case import Case

Form = Literal["table", "json", "csv"]


def answered(case: Case, code: str, period: str, form: Form, *, as_of: str = "") -> str:
    """What lies behind a code today, or what every release printed under one that is gone."""
    try:
        found = explain(case, code, period, as_of=as_of)
    except NotFound as unknown:
        if not history_lines(case, code):
            raise unknown
        return recalled(case, code)
    printed = history_lines(case, code) if form == "table" else []
    return "\n".join([write(found, form), *(["", "Printed"] if printed else []), *printed])


def write(explanation: Explanation, form: Form) -> str:
    """The explanation in one of the formats of the command line."""
    if form == "json":
        return json.dumps(as_json(explanation), ensure_ascii=False, indent=1, default=str)
    if form == "csv":
        return as_csv(explanation)
    return as_text(explanation)


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The cell, its rule, rows, exclusions, issues and parts."""
    snapshot = explanation.snapshot
    return {
        "code": explanation.cell.code,
        "measure": explanation.cell.measure.id,
        "period": explanation.cell.period.text,
        "by": explanation.cell.by or None,
        "cell": cell_json(explanation.cell),
        "rule": list(explanation.rule),
        "snapshot": snapshot.id if snapshot else None,
        "other_snapshots": [other.id for other in explanation.others],
        "licence": snapshot.licence if snapshot else None,
        "citation": snapshot.citation if snapshot else None,
        "rows": [dict(row) for row in explanation.rows],
        "exclusions": [
            {"rule": x.rule, "events": x.events, "best": x.best} for x in explanation.exclusions
        ],
        "issues": [dict(issue) for issue in explanation.issues],
        "parts": [
            {"measure": part.measure.id, "cell": cell_json(part)} for part in explanation.parts
        ],
    }


def as_csv(explanation: Explanation) -> str:
    """The rows alone, one line an event; the header stands there without any, too."""
    out = io.StringIO()
    given = dict.fromkeys(name for row in explanation.rows for name in row)
    columns = list(given) or [*COLUMNS, "side_a", "side_b"]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(explanation.rows)
    return out.getvalue().rstrip("\n")


def as_text(explanation: Explanation) -> str:
    """The explanation as an editor would want it read out."""
    cell = explanation.cell
    lines = [heading(explanation), answer_words(cell.answer), ""]
    if isinstance(cell.answer, Refusal):
        lines += [cell.answer.reason, *map(_context, cell.answer.context)]
        lines += [f"What would help: {cell.answer.remedy}."] if cell.answer.remedy else []
    lines += [_context(item) for item in cell.beside]
    lines += ["", "Rule", *(f"  {line}" for line in explanation.rule)]
    if explanation.parts:
        lines += ["", "Made of"]
        lines += [
            f"  {part.measure.title or part.measure.id}: {answer_words(part.answer)}"
            for part in explanation.parts
        ]
    lines += _left_out(explanation) + _rows(explanation) + _data(explanation)
    return "\n".join(lines)


def _context(context: Context) -> str:
    events = f" in {count(context.events, 'event')}" if context.events is not None else ""
    figure = "" if context.quantity.is_empty else f": {quantity_words(context.quantity)}{events}"
    return f"  {context.label}{figure}"


def _left_out(explanation: Explanation) -> list[str]:
    if not explanation.exclusions:
        return []
    lines = [
        f"  {x.rule}: {count(x.events, 'event')}"
        + (f", {number(x.best)} deaths by the best figure" if x.best is not None else "")
        for x in explanation.exclusions
    ]
    return ["", "Left out", *lines]


def _rows(explanation: Explanation) -> list[str]:
    if not explanation.rows:
        return []
    issues: dict[str, list[str]] = {}
    for issue in explanation.issues:
        issues.setdefault(str(issue["event"]), []).append(str(issue["message"] or issue["rule"]))
    lines = ["", f"Rows ({len(explanation.rows)})"]
    for row in explanation.rows:
        lines += _row(row) + [f"      issue: {text}" for text in issues.get(str(row["id"]), ())]
    return lines


def _row(row: Mapping[str, Any]) -> list[str]:
    days = str(row["from"]) if row["from"] == row["to"] else f"{row['from']} to {row['to']}"
    low, best, high = (row[f"deaths_{end}"] for end in ("low", "best", "high"))
    deaths = _plain(best)
    if low is not None and high is not None:
        deaths += f" ({number(low)}-{number(high)})"
    where = ", ".join(str(row[c]) for c in ("place", "admin1") if row.get(c))
    sources = count(row["sources"], "source") if row["sources"] else "sources"
    incident = row.get("incident", row["id"])
    told = f"  incident {incident}" if incident != row["id"] else ""
    return [
        f"  {row['id']}{told}  row {row['row']}  {days}  {where}  deaths {deaths}",
        f"      {' / '.join(str(row[s]) for s in ('side_a', 'side_b') if row.get(s))}",
        f"      {sources}: {row['source_names'] or 'not named'}",
    ]


def _plain(value: Any) -> str:
    return "…" if value is None else number(value)


def _data(explanation: Explanation) -> list[str]:
    snapshot = explanation.snapshot
    if snapshot is None:
        return []
    held = (snapshot, *explanation.others)
    return [
        "",
        "Data",
        *(f"  {titled(one)}, {one.id}" for one in held),
        *(f"  {line}" for line in dict.fromkeys(t for s in held for t in (s.citation, s.licence))),
    ]
