"""The case's lock, and files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from counterclaim.errors import CaseError

LOCK = ".lock"
PATIENCE = 20.0
"""Seconds that a writer waits for another."""


@contextmanager
def locked(case: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of the case folder; raises ``CaseError`` after ``patience`` seconds.

    A thread that holds it already may take it again.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(case / LOCK, is_singleton=True)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise CaseError(
            "another program is writing to this case",
            file=case / LOCK,
            remedy="wait until it has finished and try again",
        ) from None
    try:
        yield
    finally:
        lock.release()


def write_whole(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``: readers see the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode if path.exists() else 0o644)
        fresh.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            fresh.unlink()
        raise


def sha256(content: bytes) -> str:
    """The hash by which a file is recognised."""
    return hashlib.sha256(content).hexdigest()
