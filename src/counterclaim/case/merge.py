"""Three versions of a table become one: what was read, what is to be written, what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from counterclaim.case.cells import Row
from counterclaim.errors import EditConflict

Key = tuple[str, ...]
Rows = Mapping[Key, Row]


def merged(base: Rows, mine: Rows, theirs: Rows, file: Path) -> dict[Key, Row]:
    """The rows that hold both writers' changes, cell by cell.

    ``base`` is what both started from. A row deleted by one and untouched by the other is deleted;
    raises ``EditConflict`` where both changed one cell, or one deleted what the other changed.
    Order: the order of ``mine`` where nothing else changed, otherwise the order of ``theirs`` with
    new rows after the row that they follow in ``mine``.
    """
    if theirs == base:
        return dict(mine)
    kept = {key: row for key, row in _together(base, mine, theirs, file) if row is not None}
    return {key: kept[key] for key in order(theirs, mine) if key in kept}


def _together(base: Rows, mine: Rows, theirs: Rows, file: Path) -> Iterable[tuple[Key, Row | None]]:
    for key in {**theirs, **mine}:
        yield key, merged_row(base.get(key), mine.get(key), theirs.get(key), key, file)


def merged_row(
    base: Row | None, mine: Row | None, theirs: Row | None, key: Key, file: Path
) -> Row | None:
    """One row with both writers' changes, ``None`` if it is deleted; see :func:`merged`."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if mine is None or theirs is None:
        raise _deleted(mine, key, file)
    return {
        name: _cell(
            name,
            base.get(name, "") if base else None,
            mine.get(name, ""),
            theirs.get(name, ""),
            key,
            file,
        )
        for name in {**theirs, **mine}
    }


def _cell(name: str, base: str | None, mine: str, theirs: str, key: Key, file: Path) -> str:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    raise EditConflict(
        f"the cell {name} of {' | '.join(key)} was changed by two writers",
        file=file,
        column=name,
        seen={"here": mine, "in the file": theirs, "before": base},
        remedy="read the table again, decide which value holds, and write once more",
    )


def _deleted(mine: Row | None, key: Key, file: Path) -> EditConflict:
    deleter, changer = ("here", "in the file") if mine is None else ("in the file", "here")
    return EditConflict(
        f"the row {' | '.join(key)} was deleted {deleter} and changed {changer}",
        file=file,
        seen=" | ".join(key),
        remedy="read the table again and decide whether the row stays",
    )


def order(theirs: Rows, mine: Rows) -> list[Key]:
    """The order of ``theirs`` with new rows after the row that they follow in ``mine``."""
    after: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in mine:
        if key in theirs:
            anchor = key
        else:
            after.setdefault(anchor, []).append(key)
    placed = [key for there in theirs for key in (there, *after.get(there, ()))]
    return [*placed, *after.get(None, ())]
