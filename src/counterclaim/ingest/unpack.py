"""From whatever file the user gave to one plain UTF-8 CSV, or a readable refusal.

What a file is is read from its bytes, never from its name. A table inside a zip or gz is hashed as
the table that it is, so that wrapping it changes nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import DamagedFile, InputError, UnknownFormat

CHUNK = 1 << 20
ACCEPTED = "a CSV file (also zipped or gzipped) or an XLSX workbook of a known dataset"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "download the data file itself, as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "save it as XLSX or CSV"),
    (b"PAR1", "a Parquet file", "ingest the provider's own CSV"),
    (b"Rar!", "a RAR archive", "unpack it and give the CSV"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the CSV"),
    (b"{\\rtf", "an RTF document", "export the table as CSV"),
)
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<script", b"<!--")


@dataclass(frozen=True)
class Plain:
    """A plain UTF-8 CSV (``text``) made from the file that was ``given``.

    ``sha256`` is the hash of the table's own bytes, before any change of encoding.
    """

    given: Path
    text: Path
    sha256: str
    said: tuple[str, ...] = ()
    whole: bool = True


Transcribe = Callable[[Path, Path], tuple[Path, tuple[str, ...]]]


def unpack(given: Path, workspace: Path, transcribe: Transcribe, encoding: str = "") -> Plain:
    """The table in ``given`` as plain CSV, in ``workspace`` where it had to be rewritten.

    ``transcribe`` writes a workbook's sheet as CSV. Raises :class:`UnknownFormat` for what is no
    table and :class:`DamagedFile` for a table that is not whole.
    """
    head = _head(given)
    if head.startswith(b"PK\x03\x04"):
        return _from_zip(given, workspace, transcribe, encoding)
    if head.startswith(b"\x1f\x8b"):
        return _from_gzip(given, workspace, transcribe, encoding)
    _refuse_others(given, head)
    from counterclaim.ingest.encoding import as_utf8, fingerprint

    print_ = fingerprint(given)
    text, said = as_utf8(given, print_, workspace, encoding)
    said = (*_misnamed(given, {".csv", ".txt", ".tsv"}, "a CSV file"), *said)
    return Plain(given, text, print_.sha256, said, print_.ends_with_newline)


def _head(given: Path) -> bytes:
    if given.is_dir():
        raise UnknownFormat(
            "this is a folder", file=given, expected=ACCEPTED, remedy="name the files in it"
        )
    if not given.exists():
        raise InputError("there is no such file", file=given, remedy="check the path")
    with given.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip():
        raise DamagedFile(
            "the file is empty", file=given, seen="0 bytes of content", remedy="download it again"
        )
    return head


def _refuse_others(given: Path, head: bytes) -> None:
    for magic, what, remedy in _REFUSED:
        if head.startswith(magic):
            raise UnknownFormat(f"this is {what}", file=given, expected=ACCEPTED, remedy=remedy)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise DamagedFile(
            "this is a web page saved under the name of a data file",
            file=given,
            row=1,
            seen=start[:60].decode("latin-1"),
            expected=ACCEPTED,
            remedy="log in to the provider's site and download the file again",
        )
    if start[:1] in {b"{", b"["}:
        raise UnknownFormat(
            "this is JSON, not a table",
            file=given,
            seen=start[:60].decode("latin-1"),
            expected=ACCEPTED,
            remedy="download the same data as CSV",
        )


def _from_zip(given: Path, workspace: Path, transcribe: Transcribe, encoding: str) -> Plain:
    try:
        with zipfile.ZipFile(given) as archive:
            names = [n for n in archive.namelist() if _is_content(n)]
            if "xl/workbook.xml" in names:
                return _from_workbook(given, workspace, transcribe)
            inner = _only_table(given, names)
            target = workspace / f"unzipped-{Path(inner).name}"
            with archive.open(inner) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink, CHUNK)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise _cut_archive(given, error) from None
    plain = unpack(target, workspace, transcribe, encoding)
    return _wrapped(plain, given, f"a zip with one table in it ({inner}): unpacked")


def _is_content(name: str) -> bool:
    return not name.endswith("/") and "__MACOSX" not in name and not Path(name).name.startswith(".")


def _only_table(given: Path, names: list[str]) -> str:
    tables = [n for n in names if Path(n).suffix.lower() in {".csv", ".tsv", ".xlsx"}]
    tables = tables or [n for n in names if Path(n).suffix.lower() == ".txt"]
    if len(tables) != 1:
        raise UnknownFormat(
            "the zip does not hold exactly one table",
            file=given,
            seen=", ".join(names[:10]) or "nothing",
            expected="one CSV",
            remedy="unpack it and name the files that you want",
        )
    return tables[0]


def _from_gzip(given: Path, workspace: Path, transcribe: Transcribe, encoding: str) -> Plain:
    target = workspace / f"gunzipped-{given.name.removesuffix('.gz')}"
    try:
        with gzip.open(given) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, CHUNK)
    except (EOFError, OSError) as error:
        raise _cut_archive(given, error) from None
    return _wrapped(unpack(target, workspace, transcribe, encoding), given, "gzipped: unpacked")


def _from_workbook(given: Path, workspace: Path, transcribe: Transcribe) -> Plain:
    target = workspace / f"{given.stem}.sheet.csv"
    text, said = transcribe(given, target)
    said = (*_misnamed(given, {".xlsx", ".xlsm"}, "an XLSX workbook"), *said)
    with given.open("rb") as stream:
        return Plain(given, text, hashlib.file_digest(stream, "sha256").hexdigest(), said)


def _wrapped(plain: Plain, given: Path, note: str) -> Plain:
    kept = tuple(line for line in plain.said if "named as if" not in line)
    return Plain(given, plain.text, plain.sha256, (note, *kept), plain.whole)


def _misnamed(given: Path, suffixes: set[str], what: str) -> tuple[str, ...]:
    if given.suffix.lower() in suffixes:
        return ()
    return (f"the file is {what}, named as if it were {given.suffix or 'without a type'}: read",)


def _cut_archive(given: Path, error: Exception) -> DamagedFile:
    return DamagedFile(
        "the archive cannot be unpacked: its download was cut off or it is damaged",
        file=given,
        seen=str(error),
        remedy="download it again",
    )
