"""What an import changes, row by row, and what it leaves because the case is newer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from counterclaim.case.cells import Row
from counterclaim.case.exported import Exported, Key, Rows
from counterclaim.case.merge import merged_row, order
from counterclaim.errors import EditConflict

Kind = Literal["added", "changed", "deleted", "kept", "conflict"]


@dataclass(frozen=True)
class Change:
    """What happened to one row.

    ``cells`` are ``(before, after)`` by column: what the case held, and what it holds now; for
    ``kept`` and ``conflict`` what the case holds, and what the sheet says. ``kept`` is a row that
    the case changed and the sheet did not; ``conflict`` a cell that both changed.
    """

    table: str
    key: Key
    kind: Kind
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        head = f"{self.table}, {' | '.join(self.key)}: {self.kind}"
        if self.kind in {"added", "deleted"}:
            return head
        if self.kind == "changed":
            told = [f"{name}: {old!r} -> {new!r}" for name, (old, new) in self.cells.items()]
            return f"{head} ({'; '.join(told)})"
        told = [
            f"{name}: case {here!r}, sheet {there!r}" for name, (here, there) in self.cells.items()
        ]
        stays = ", the case's value stays" if self.kind == "conflict" else " as the case has it"
        return f"{head}{stays} ({'; '.join(told)})"


@dataclass(frozen=True)
class Changes:
    """Everything that an import changed, kept or could not decide."""

    rows: tuple[Change, ...] = ()

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.rows if change.kind == kind)

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Cells that the case and the sheet both changed; the case's value stays."""
        return self.of("conflict")

    def with_(self, change: Change) -> Changes:
        """These and one more."""
        return replace(self, rows=(*self.rows, change))

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows)) or "nothing changed"


def merge_tables(
    sheets: Mapping[str, Rows],
    exported: Exported,
    there: Mapping[str, Rows],
    known: bool,
    file: Path,
) -> tuple[Changes, dict[str, Rows]]:
    """The changes of a workbook, and the new rows of the tables that it changes.

    ``known``: the case gave out this workbook, so that a row which the case lacks was deleted.
    """
    found: list[Change] = []
    results: dict[str, Rows] = {}
    for name, mine in sheets.items():
        theirs = there[name]
        base = exported.tables.get(name, {})
        started = base if known else {key: row for key, row in base.items() if key in theirs}
        changes, rows = _merge(name, started, mine, theirs, file)
        found += changes
        if any(change.kind in {"added", "changed", "deleted"} for change in changes):
            results[name] = rows
    return Changes(tuple(found)), results


def merge_text(base: str, mine: str, theirs: str, file: Path) -> tuple[str, Change | None]:
    """``case.yaml`` as a whole: the text that holds now, and the change if there is one."""
    if mine.rstrip() == base.rstrip():
        mine = base
    if mine.rstrip() == theirs.rstrip():
        return theirs, None
    lines = {"text": (f"{len(theirs.splitlines())} lines", f"{len(mine.splitlines())} lines")}
    if theirs == base or is_untouched(theirs):
        return mine, Change(file.name, ("text",), "changed", lines)
    kind: Kind = "kept" if mine == base else "conflict"
    return theirs, Change(file.name, ("text",), kind, lines)


def is_untouched(text: str) -> bool:
    """True if the text of ``case.yaml`` is that of a new case, whatever its title."""
    from counterclaim.case.beginning import begun

    return any(
        text == begun(line.partition(":")[2].strip().strip("\"'"))
        for line in text.splitlines()
        if line.startswith("title:")
    )


def _merge(
    name: str, base: Rows, mine: Rows, theirs: Rows, file: Path
) -> tuple[list[Change], dict[Key, Row]]:
    changes: list[Change] = []
    kept: dict[Key, Row] = {}
    for key in order(theirs, mine):
        old, new = theirs.get(key), mine.get(key)
        try:
            row = merged_row(base.get(key), new, old, key, file)
        except EditConflict:
            changes.append(Change(name, key, "conflict", _cells(old, new)))
            row = old
        else:
            changes += _told(name, key, old, row, new)
        if row is not None:
            kept[key] = row
    return changes, kept


def _told(name: str, key: Key, old: Row | None, row: Row | None, sheet: Row | None) -> list[Change]:
    if row == old:
        return [] if sheet == old else [Change(name, key, "kept", _cells(old, sheet))]
    if old is None:
        return [Change(name, key, "added", _cells(None, row))]
    return [Change(name, key, "deleted" if row is None else "changed", _cells(old, row))]


def _cells(old: Row | None, new: Row | None) -> dict[str, tuple[str, str]]:
    left, right = old or {}, new or {}
    pairs = {name: (left.get(name, ""), right.get(name, "")) for name in {**left, **right}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
