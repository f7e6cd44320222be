"""An empty case, and a folder to write files into."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from tests.ingest.invented import Write


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """An empty case."""
    return Case.create(tmp_path / "case", "Invented")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes text or bytes to a file of that name in a folder of its own."""

    def _write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        file = tmp_path / "files" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return file

    return _write
