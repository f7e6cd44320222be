"""The case: one question, its definitions, tables, data and outputs, in one folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, overload

from counterclaim.case import sources, tables
from counterclaim.case.cells import Sheet, read_sheet
from counterclaim.case.definitions import Definitions
from counterclaim.case.disk import locked, write_whole
from counterclaim.case.merge import merged
from counterclaim.case.reading import parse_definitions, read_definitions
from counterclaim.case.snapshots import Part, adding, data_file, is_whole
from counterclaim.case.yaml_file import load, read_text, with_entry
from counterclaim.errors import CaseError, DefinitionError, NotFound
from counterclaim.model.actor import Actor, ActorName, ActorRelation
from counterclaim.model.claim import Claim, Forecast, Incident, Judgement
from counterclaim.model.place import Place, Site
from counterclaim.model.record import Record
from counterclaim.model.register import PrintedFigure
from counterclaim.model.snapshot import Snapshot
from counterclaim.model.source import Citation, Document

DEFINITIONS = "case.yaml"
SOURCES = "sources.json"
SourcesRead = tuple[str, tuple[dict[str, Any], ...], tuple[Document, ...]]


class Case:
    """A case folder. Light to open: every file is read when it is asked for, and again if it
    changed on disk since.

    What was last read of a table is remembered, so that a later write can be merged with what
    others wrote in the meantime.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables: dict[str, tuple[Sheet, tuple[Record, ...]]] = {}
        self._sources: SourcesRead = ("", (), ())
        self._definitions: tuple[tuple[str, str], Definitions] | None = None

    @classmethod
    def open(cls, path: str | Path) -> Case:
        """The case in the folder ``path``; raises ``CaseError`` if it holds no ``case.yaml``."""
        folder = Path(path)
        if not (folder / DEFINITIONS).is_file():
            raise CaseError(
                "not a case: the folder has no case.yaml",
                file=folder,
                remedy=f"make one with: counterclaim new {folder}",
            )
        return cls(folder)

    @classmethod
    def create(cls, path: str | Path, title: str = "") -> Case:
        """An empty case with a commented ``case.yaml`` and ``examples/``.

        Raises ``CaseError`` if the folder is there already and not empty.
        """
        from counterclaim.case.beginning import lay_out

        folder = Path(path)
        if folder.exists() and any(folder.iterdir()):
            raise CaseError(
                "the folder is not empty", file=folder, remedy="choose a name that is not in use"
            )
        lay_out(folder, title or folder.name)
        return cls(folder)

    @property
    def definitions(self) -> Definitions:
        """What ``case.yaml`` declares; raises ``DefinitionError`` with line and column."""
        file = self.path / DEFINITIONS
        state = sources.digest(file), sources.digest(tables.file_of(self.path, "actors"))
        if self._definitions is None or self._definitions[0] != state:
            actors = self._read("actors")[1]
            known = [actor.id for actor in actors if isinstance(actor, Actor)]
            self._definitions = state, read_definitions(file, known)
        return self._definitions[1]

    def define(self, section: str, name: str, value: Mapping[str, Any] | None) -> None:
        """Add, replace or (with ``None``) remove one entry of ``case.yaml``; comments stay.

        ``define("measures", "joint_deaths", {"actor": "army", ...})``. Raises ``DefinitionError``
        before anything is written if the file would no longer be right.
        """
        file = self.path / DEFINITIONS
        actors = [actor.id for actor in self.table("actors")]
        with locked(self.path):
            tree = load(read_text(file), file)
            text = with_entry(tree, section, name, value)
            parse_definitions(text, file, actors)
            write_whole(file, text.encode())

    @overload
    def table(self, name: Literal["actors"]) -> tuple[Actor, ...]: ...
    @overload
    def table(self, name: Literal["actor_names"]) -> tuple[ActorName, ...]: ...
    @overload
    def table(self, name: Literal["relations"]) -> tuple[ActorRelation, ...]: ...
    @overload
    def table(self, name: Literal["places"]) -> tuple[Place, ...]: ...
    @overload
    def table(self, name: Literal["sites"]) -> tuple[Site, ...]: ...
    @overload
    def table(self, name: Literal["citations"]) -> tuple[Citation, ...]: ...
    @overload
    def table(self, name: Literal["claims"]) -> tuple[Claim, ...]: ...
    @overload
    def table(self, name: Literal["incidents"]) -> tuple[Incident, ...]: ...
    @overload
    def table(self, name: Literal["forecasts"]) -> tuple[Forecast, ...]: ...
    @overload
    def table(self, name: Literal["judgements"]) -> tuple[Judgement, ...]: ...
    @overload
    def table(self, name: Literal["register"]) -> tuple[PrintedFigure, ...]: ...
    @overload
    def table(self, name: Literal["snapshots"]) -> tuple[Snapshot, ...]: ...
    @overload
    def table(self, name: str) -> tuple[Any, ...]: ...

    def table(self, name: str) -> tuple[Any, ...]:
        """The rows of a table as records, in file order; empty if the file is absent.

        Raises ``TableError`` with file, row and column, ``NotFound`` for an unknown table.
        """
        self._tables[name] = self._read(name)
        return self._tables[name][1]

    def write(
        self, name: str, rows: Iterable[Record], base: Sequence[Record] | None = None
    ) -> tuple[Any, ...]:
        """Replace a table by ``rows`` and give back the rows that the file now holds.

        What others wrote since this case last read the table is merged in by key and cell.
        ``base`` are the rows that the change started from, where they are not those last read;
        a table that was never read is added to. Raises ``EditConflict`` where one cell was changed
        twice; then nothing is written.
        """
        kind = tables.record_of(name)
        if base is None:
            base = self._tables[name][1] if name in self._tables else ()
        with locked(self.path):
            written = self._write(name, kind, tuple(rows), base)
            self.describe()
        return written

    def describe(self) -> Path:
        """Write ``datapackage.json`` from the tables and columns that are there."""
        from counterclaim.case.datapackage import describe

        return describe(self.path, self._title())

    def sources(self) -> tuple[Document, ...]:
        """Publications and documents, from ``sources.json``."""
        return self._read_sources()[2]

    def write_sources(
        self, documents: Iterable[Document], base: Sequence[Document] | None = None
    ) -> tuple[Document, ...]:
        """Replace the sources, merged by id and field like a table; gives what is there now."""
        file = self.path / SOURCES
        mine = sources.rows_of(documents)
        start = sources.rows_of(self._sources[2] if base is None else base)
        with locked(self.path):
            digest, items, there = self._read_sources()
            theirs = sources.rows_of(there)
            rows = merged(start, mine, theirs, file)
            if rows != theirs or list(rows) != list(theirs) or not digest:
                write_whole(file, sources.encoded(sources.items_of(rows, theirs, items)))
        return self.sources()

    def source(self, id: str) -> Document:
        """One source; raises ``NotFound`` with the nearest id."""
        found = {document.id: document for document in self.sources()}
        if id not in found:
            raise NotFound(
                f"no source of this id{tables.did_you_mean(id, found)}",
                file=self.path / SOURCES,
                seen=id,
            )
        return found[id]

    def snapshots(self) -> tuple[Snapshot, ...]:
        """The registered snapshots, in the order in which they were added."""
        return self.table("snapshots")

    def data_file(self, snapshot: Snapshot, part: Part) -> Path:
        """Where a part of a snapshot is kept, whether or not it is there."""
        return data_file(self.path, snapshot, part)

    def holds(self, snapshot: Snapshot) -> bool:
        """True if the data of the snapshot is there and whole."""
        return is_whole(self.path, snapshot)

    def adding(self, snapshot: Snapshot) -> AbstractContextManager[Path]:
        """A folder to write ``events.parquet`` and other parts into; kept if the block succeeds.

        Where the counts of the record are known only after reading, hand them over with
        ``snapshots.describe(folder, snapshot)``. An id that is there already changes nothing.
        """

        def register(kept: Snapshot) -> None:
            self.write("snapshots", (*self.snapshots(), kept))

        return adding(self.path, snapshot, self.snapshots, register)

    def _title(self) -> str:
        file = self.path / DEFINITIONS
        try:
            return str(load(read_text(file), file).get("title") or self.path.name)
        except DefinitionError:
            return self.path.name

    def _read_sources(self) -> SourcesRead:
        file = self.path / SOURCES
        digest = sources.digest(file)
        if self._sources[0] != digest:
            items = sources.read_items(file)
            self._sources = digest, items, sources.documents(items, file)
        return self._sources

    def _read(self, name: str) -> tuple[Sheet, tuple[Record, ...]]:
        file = tables.file_of(self.path, name)
        known = self._tables.get(name)
        if known is not None and known[0].digest == sources.digest(file):
            return known
        sheet = read_sheet(file)
        return sheet, tables.records(sheet, tables.record_of(name))

    def _write(
        self, name: str, kind: type[Record], rows: Sequence[Record], base: Sequence[Record]
    ) -> tuple[Record, ...]:
        """Merge and write with the lock held."""
        sheet, there = self._read(name)
        mine, theirs = (tables.keyed(part, kind) for part in (rows, there))
        result = merged(tables.keyed(base, kind), mine, theirs, sheet.file)
        fresh = tables.filled(sheet, theirs, result, kind)
        records = tables.records(fresh, kind)
        if fresh.encoded() != sheet.encoded() or not sheet.digest:
            write_whole(sheet.file, fresh.encoded())
        self._tables[name] = read_sheet(sheet.file), records
        return records
