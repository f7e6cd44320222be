"""Snapshots: one immutable copy of a dataset, with what it covers and under which terms."""

from __future__ import annotations

from typing import Literal

from counterclaim.model.actor import Valid
from counterclaim.model.record import Names, Record


class Snapshot(Record):
    """A row of ``data/snapshots.csv``.

    ``id`` is ``dataset@version#sha8`` of the source bytes. ``window``, ``places``, ``kinds`` and
    ``actors`` are its coverage: what the file could have held, so that absence can be judged;
    empty means no limit known. ``table`` is what it holds: events with participants, or totals.
    """

    id: str
    dataset: str
    version: str = ""
    sha256: str = ""
    file: str = ""
    layout: str = ""
    table: Literal["events", "totals"] = "events"
    stage: Literal["final", "candidate"] = "final"
    rows: int = 0
    issues: int = 0
    window: Valid = None
    places: Names = ()
    kinds: Names = ()
    actors: Names = ()
    filters: str = ""
    released: str = ""
    retrieved: str = ""
    licence: str = ""
    citation: str = ""
    terms: Literal["open", "no_rows"] = "open"

    @property
    def stem(self) -> str:
        """The start of the names of its files in ``data/``: no characters that need quoting."""
        return self.id.replace("@", "-").replace("#", "-")


class Issue(Record):
    """A problem of one row of a snapshot: what was seen where, and what the reader made of it.

    Kept as ``data/<stem>.issues.parquet``; ``row`` counts from 1 with the header as row 1.
    """

    row: int
    column: str = ""
    value: str = ""
    rule: str = ""
    message: str = ""
    event: str = ""

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Identified by row, column and rule."""
        return ("row", "column", "rule")
