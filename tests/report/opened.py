"""Everything that an export holds as text, archives and tables opened."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

ARCHIVES = (".docx", ".xlsx", ".zip")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every file, and of every member of every archive in it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield from _texts(file.relative_to(folder).as_posix(), file.read_bytes())


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, content.decode("utf-8", errors="replace")
    if name.endswith(ARCHIVES):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}!{member}", archive.read(member))
    elif name.endswith(".parquet"):
        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(content))
        yield name, f"{table.to_pylist()} {table.schema.metadata}"
    elif name.endswith(".pdf") and shutil.which("pdftotext"):
        yield name, pdf_text(content)


def pdf_text(content: bytes) -> str:
    """The words of a PDF, in reading order."""
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode()
