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


def data_file(case: Path, snapshot: Snapshot, part: Part) -> Path:
    """Where a part of a snapshot is kept, whether or not it is there."""
    return case / "data" / f"{snapshot.stem}.{part}.parquet"


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

    A snapshot whose id is ``known`` already changes nothing. ``register`` writes the row; it is
    called with the case's lock held.
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
            if kept.id not in {s.id for s in known()}:
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
    prefix = f"{snapshot.stem}."
    parts = sorted(folder.glob("*.parquet"))
    moves = {
        part: data / (part.name if part.name.startswith(prefix) else prefix + part.name)
        for part in parts
    }
    listed = {"stem": snapshot.stem, "files": [target.name for target in moves.values()]}
    (folder / _MOVES).write_text(json.dumps(listed), encoding="utf-8")
    for part, target in moves.items():
        part.replace(target)


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
