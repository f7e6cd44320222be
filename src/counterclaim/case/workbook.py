"""The whole case as one ``case.xlsx``: out, edited in a spreadsheet program, and back without loss.

Sheets: ``case.yaml`` (a line in each row), ``sources`` and every table of the case. Snapshots stay
in the folder: they never change, and their files do not fit a sheet.
"""

from __future__ import annotations

from pathlib import Path

from counterclaim.case import sources, tables
from counterclaim.case.cells import Sheet
from counterclaim.case.changes import Change, Changes, merge_tables, merge_text
from counterclaim.case.csl_cells import item_of_cells
from counterclaim.case.disk import locked, write_whole
from counterclaim.case.exported import Exported, Rows, new_id, note_given_out, was_given_out
from counterclaim.case.folder import DEFINITIONS, Case
from counterclaim.case.reading import parse_definitions
from counterclaim.case.workbook_in import Workbook, read_workbook
from counterclaim.case.workbook_out import bytes_of_workbook
from counterclaim.case.yaml_file import read_text
from counterclaim.model.source import Document

SOURCES = "sources"
LEDGER = tuple(name for name in tables.TABLES if name != "snapshots")


def export(case: Case, file: str | Path) -> Path:
    """Write the case as one workbook and give back its path.

    Every cell is text, columns of a closed vocabulary have drop-downs, a cell that begins like a
    formula is kept as text. Raises ``TableError`` for a cell that no sheet can hold.
    """
    target = Path(file)
    with locked(case.path):
        held = Exported(new_id(), tables_of(case), read_text(case.path / DEFINITIONS))
        write_whole(target, bytes_of_workbook(held, target))
        note_given_out(case.path, held.id)
    return target


def import_(case: Case, file: str | Path) -> Changes:
    """Take the changes of a workbook into the case and say what they are.

    Only what was changed in the sheet since its export is taken; a row that the case has changed
    since is kept, and where both changed the same cell the case's row stays and the conflict is
    listed. Raises ``TableError`` or ``DefinitionError``, before anything is written, for a value
    that the case cannot hold, with file, sheet, row and column.
    """
    source = Path(file)
    book = read_workbook(source)
    sheets = {name: _rows(book, name) for name in (*LEDGER, SOURCES) if name in book.sheets}
    with locked(case.path):
        known = was_given_out(case.path, book.exported.id)
        changes, results = merge_tables(sheets, book.exported, tables_of(case), known, source)
        text, change = _definitions(case, book)
        if change is not None:
            parse_definitions(text, case.path / DEFINITIONS, _actor_ids(case, results))
            changes = changes.with_(change)
        _write(case, results, text if change is not None and change.kind == "changed" else None)
    return changes


def tables_of(case: Case) -> dict[str, Rows]:
    """Every ledger table and the sources as text rows by key."""
    found: dict[str, Rows] = {
        name: tables.keyed(case.table(name), tables.record_of(name)) for name in LEDGER
    }
    return {**found, SOURCES: sources.rows_of(case.sources())}


def _rows(book: Workbook, name: str) -> Rows:
    sheet = book.sheets[name]
    if name == SOURCES:
        return sources.rows_of(_documents(sheet))
    kind = tables.record_of(name)
    return tables.keyed(tables.records(sheet, kind), kind)


def _documents(sheet: Sheet) -> tuple[Document, ...]:
    return sources.documents(map(item_of_cells, sheet.rows), sheet.file, sheet.numbers)


def _definitions(case: Case, book: Workbook) -> tuple[str, Change | None]:
    there = read_text(case.path / DEFINITIONS)
    if book.definitions is None:
        return there, None
    return merge_text(book.exported.definitions, book.definitions, there, case.path / DEFINITIONS)


def _actor_ids(case: Case, results: dict[str, Rows]) -> list[str]:
    if "actors" in results:
        return [id for (id,) in results["actors"]]
    return [actor.id for actor in case.table("actors")]


def _write(case: Case, results: dict[str, Rows], definitions: str | None) -> None:
    """Write what changed; everything was validated before."""
    for name, rows in results.items():
        if name == SOURCES:
            file = case.path / "sources.json"
            items = map(item_of_cells, rows.values())
            case.write_sources(sources.documents(items, file), case.sources())
        else:
            kind = tables.record_of(name)
            records = [tables.record_from(row, kind) for row in rows.values()]
            case.write(name, records, case.table(name))
    if definitions is not None:
        write_whole(case.path / DEFINITIONS, definitions.encode())
