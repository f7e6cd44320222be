"""Snapshots in ``data/``: added whole or not at all, never changed afterwards.

A snapshot is written into a hidden folder beside its destination. Its files are moved into place
under the case's lock and the row of ``snapshots.csv`` is written last: what has no row does not
exist. A folder whose writer was killed is recognised by its lock, which nobody holds any more, and
is removed by the next writer, together with files that it had moved without writing the row.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from counterclaim.case.disk import LOCK, locked
from counterclaim.errors import CaseError
from counterclaim.model.snapshot import Snapshot

Part = Literal["events", "participants", "totals", "issues"]
_PREFIX = ".adding-"
_RECORD = "snapshot.json"
_MOVES = "moves.json"
_PARQUET = b"PAR1"


def data_file(case: Path, snapshot: Snapshot, part: Part) -> Path:
    """Where a part of a snapshot is kept, whether or not it is there."""
    return case / "data" / f"{snapshot.stem}.{part}.parquet"


def readable(file: Path) -> Path:
    """``file``, a part of a snapshot; raises ``CaseError`` if it is gone or not whole."""
    if _can_be_read(file):
        return file
    raise CaseError(
        f"the data of a snapshot is {'damaged' if file.exists() else 'not in the case'}",
        file=file,
        remedy="ingest the provider's file again: it is put back under the same id",
    )


def _can_be_read(file: Path) -> bool:
    """True if the file ends as a Parquet file does."""
    if not file.exists():
        return False
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - len(_PARQUET)))
        return stream.read() == _PARQUET


def is_whole(case: Path, snapshot: Snapshot) -> bool:
    """True if every part of the snapshot can be read."""
    rows: tuple[Part, ...] = (
        ("totals",) if snapshot.table == "totals" else ("events", "participants")
    )
    return all(_can_be_read(data_file(case, snapshot, part)) for part in (*rows, "issues"))


def describe(folder: Path, snapshot: Snapshot) -> None:
    """Within ``adding``: the record to keep, where rows and issues are known only after reading."""
    (folder / _RECORD).write_text(snapshot.model_dump_json(), encoding="utf-8")


@contextmanager
def adding(
    case: Path,
    snapshot: Snapshot,
    known: Callable[[], tuple[Snapshot, ...]],
    register: Callable[[Snapshot], None],
) -> Iterator[Path]:
    """A folder to write ``events.parquet`` and the other parts into; kept if the block succeeds.

    A snapshot whose id is ``known`` already changes nothing; parts that were lost are put back.
    ``register`` writes the row; it is called with the case's lock held.
    """
    from filelock import FileLock

    data = case / "data"
    data.mkdir(exist_ok=True)
    with locked(case):
        _remove_abandoned(data, {s.stem for s in known()})
        folder = data / f"{_PREFIX}{snapshot.stem}-{secrets.token_hex(4)}"
        folder.mkdir()
        held = FileLock(folder / LOCK)
        held.acquire()
    try:
        yield folder
        with locked(case):
            kept = _described(folder, snapshot)
            if kept.id in {s.id for s in known()}:
                _put_back(folder, data, kept)
            else:
                _move(folder, data, kept)
                register(kept)
                (folder / _MOVES).unlink()
    finally:
        with locked(case):
            held.release()
            _discard(folder, {s.stem for s in known()})


def _described(folder: Path, snapshot: Snapshot) -> Snapshot:
    record = folder / _RECORD
    if not record.exists():
        return snapshot
    kept = Snapshot.model_validate_json(record.read_text(encoding="utf-8"))
    if kept.id != snapshot.id:
        raise CaseError(
            "a snapshot was described under another id", seen=kept.id, expected=snapshot.id
        )
    return kept


def _move(folder: Path, data: Path, snapshot: Snapshot) -> None:
    moves = _targets(folder, data, snapshot)
    listed = {"stem": snapshot.stem, "files": [target.name for target in moves.values()]}
    (folder / _MOVES).write_text(json.dumps(listed), encoding="utf-8")
    for part, target in moves.items():
        part.replace(target)


def _put_back(folder: Path, data: Path, snapshot: Snapshot) -> None:
    """Parts of a registered snapshot that are gone or not whole, from the same bytes again."""
    for part, target in _targets(folder, data, snapshot).items():
        if not _can_be_read(target):
            part.replace(target)


def _targets(folder: Path, data: Path, snapshot: Snapshot) -> dict[Path, Path]:
    prefix = f"{snapshot.stem}."
    return {
        part: data / (part.name if part.name.startswith(prefix) else prefix + part.name)
        for part in sorted(folder.glob("*.parquet"))
    }


def _remove_abandoned(data: Path, stems: set[str]) -> None:
    from filelock import FileLock, Timeout

    for folder in data.glob(f"{_PREFIX}*"):
        lock = FileLock(folder / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            continue
        lock.release()
        _discard(folder, stems)


def _discard(folder: Path, stems: set[str]) -> None:
    """Remove the folder, and files it had moved for a snapshot that has no row."""
    moves = folder / _MOVES
    if moves.exists():
        listed = json.loads(moves.read_text(encoding="utf-8"))
        for name in listed["files"] if listed["stem"] not in stems else ():
            (folder.parent / name).unlink(missing_ok=True)
    shutil.rmtree(folder)
