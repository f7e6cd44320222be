"""What an ingest has to say: rows, issues, names never seen, and what to ask the analyst."""

from __future__ import annotations

from counterclaim.count.tables import titled
from counterclaim.ingest.receipt import Receipt, RuleCount
from counterclaim.report.words import count, number

SHOWN = 8
"""Names that are listed before the rest is only counted."""


def write(receipt: Receipt) -> str:
    """A receipt as a few lines, the file first, questions last."""
    snapshot = receipt.snapshot
    lines = [
        f"{receipt.file.name}: {titled(snapshot)}, {count(receipt.rows, 'row')}, {snapshot.id}"
    ]
    if receipt.unchanged:
        return "\n".join([*lines, "  ingested before; nothing changed"])
    lines += [f"  {said}" for said in receipt.said]
    lines += [line for issue in receipt.issues for line in _issue(issue)]
    lines += _names(receipt.new_names)
    if receipt.question:
        lines.append(f"  question: {receipt.question}")
    return "\n".join(lines)


def _issue(issue: RuleCount) -> list[str]:
    examples = "; ".join(
        f"row {example.row}, {example.column}: {example.value}" for example in issue.examples[:3]
    )
    return [f"  {number(issue.count)} x {issue.message}", f"      {examples}"]


def _names(names: tuple[tuple[str, int], ...]) -> list[str]:
    if not names:
        return []
    never = f"{count(len(names), 'name')} never seen in this case (add them to actor_names.csv)"
    lines = [f"  {never}:"]
    lines += [f"      {name} ({count(rows, 'row')})" for name, rows in names[:SHOWN]]
    rest = len(names) - SHOWN
    return lines + ([f"      and {number(rest)} more"] if rest > 0 else [])
