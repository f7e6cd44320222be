"""What names a release and dates it: taken from the case itself, so that a rerun is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.case import tables
from counterclaim.errors import PeriodError
from counterclaim.model.period import Period

if TYPE_CHECKING:
    from counterclaim.case import Case

OWN_TEXT = "report.md"
# Written by a release, so no part of what names it.
WRITTEN = frozenset({"register"})


@dataclass(frozen=True)
class Input:
    """A file of the case that the release rests on, by its path in the case and its hash."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Release:
    """``id`` is the date and a hash of every input; ``day`` is ``None`` where nothing is dated."""

    id: str
    day: date | None
    inputs: tuple[Input, ...]

    @property
    def date(self) -> str:
        """The day as ISO 8601, or an empty string."""
        return self.day.isoformat() if self.day else ""


def release(case: Case) -> Release:
    """The release that the case stands for as it is now.

    Its day is the latest on which anything in it is dated: the method note, the retrieval of a
    snapshot, the access to a source. No clock is read.
    """
    inputs = tuple(_inputs(case))
    digest = hashlib.sha256("\n".join(f"{i.path} {i.sha256}" for i in inputs).encode())
    day = max(_days(case), default=None)
    name = f"{day.isoformat() if day else 'undated'}-{digest.hexdigest()[:8]}"
    return Release(name, day, inputs)


def _inputs(case: Case) -> Iterator[Input]:
    names = [n for n in tables.TABLES if n not in WRITTEN]
    files = [case.path / "case.yaml", case.path / "sources.json", case.path / OWN_TEXT]
    files += [tables.file_of(case.path, name) for name in names]
    for file in sorted(set(files)):
        if file.is_file():
            path = file.relative_to(case.path).as_posix()
            yield Input(path, sha256(file))
    for snapshot in sorted(case.snapshots(), key=lambda s: s.id):
        yield Input(snapshot.id, snapshot.sha256)


def sha256(file: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _days(case: Case) -> Iterator[date]:
    texts = [case.definitions.method_note.dated]
    texts += [s.retrieved for s in case.snapshots()]
    texts += [c.accessed for c in case.table("citations")]
    for text in texts:
        day = last_day(text)
        if day:
            yield day


def last_day(text: str) -> date | None:
    """The last day of a date in the case's grammar, or ``None`` where it is none."""
    try:
        return Period.parse(text[:10]).end if text else None
    except PeriodError:
        return None
