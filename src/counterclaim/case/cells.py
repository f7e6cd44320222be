"""A CSV file as text cells: encoding, delimiter, line ends, header and rows, and back.

Nothing is interpreted here. What a file used (byte order mark, delimiter, line ends) it keeps when
it is written again; a file in an older encoding is written as UTF-8.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counterclaim.case.disk import sha256
from counterclaim.errors import TableError

Row = dict[str, str]
_MAC_LETTER = re.compile(rb"[A-Za-z][\x80-\x9f][a-z]")
_WESTERN_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff][a-z]")


@dataclass(frozen=True)
class Sheet:
    """A table as text: ``rows`` are the cells by column, ``numbers`` the row a spreadsheet shows.

    ``digest`` is the hash of the bytes it was read from, empty for a file that is not there.
    """

    file: Path
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    numbers: tuple[int, ...] = ()
    digest: str = ""
    delimiter: str = ","
    line_end: str = "\n"
    mark: bool = False
    encoding: str = "utf-8"

    def holding(self, header: Sequence[str], rows: Iterable[Row]) -> Sheet:
        """The same file with other cells."""
        held = tuple(rows)
        return replace(
            self, header=tuple(header), rows=held, numbers=tuple(range(2, len(held) + 2))
        )

    def encoded(self) -> bytes:
        """The bytes of the file."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writerow(self.header)
        writer.writerows([row.get(name, "") for name in self.header] for row in self.rows)
        return text.getvalue().encode("utf-8-sig" if self.mark else "utf-8")


def read_sheet(file: Path) -> Sheet:
    """The cells of ``file``; an absent file is an empty sheet without a header.

    Raises ``TableError`` for a column named twice, an unnamed column or cells beyond the header.
    """
    if not file.exists():
        return Sheet(file)
    content = file.read_bytes()
    text, encoding = decoded(content, file)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    records = list(_records(text, delimiter, file))
    empty = Sheet(file, digest=sha256(content), delimiter=delimiter)
    empty = replace(empty, mark=encoding == "utf-8-sig", encoding=encoding)
    empty = replace(empty, line_end="\r\n" if first.endswith("\r") else "\n")
    if not records:
        return empty
    header = _header(records[0][1], file)
    body = [(number, _row(cells, header, file, number)) for number, cells in records[1:]]
    return replace(
        empty,
        header=header,
        rows=tuple(row for _, row in body),
        numbers=tuple(number for number, _ in body),
    )


def decoded(content: bytes, file: Path) -> tuple[str, str]:
    """The text and its encoding, by Python's name.

    UTF-8 first, UTF-16 by its mark; otherwise Windows-1252, or Mac Roman where the accented
    letters lie where only that encoding has letters.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16"), "utf-16"
    try:
        encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        if b"\x00" in content:
            fault = "not a text file"
            raise TableError(fault, file=file, expected="a CSV table in UTF-8") from None
    mac = len(_MAC_LETTER.findall(content)) > len(_WESTERN_LETTER.findall(content))
    encoding = "mac-roman" if mac else "cp1252"
    return content.decode(encoding, errors="replace"), encoding


def _records(text: str, delimiter: str, file: Path) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise TableError(
            f"the file is not whole ({error})",
            file=file,
            row=reader.line_num,
            remedy="look for a quotation mark that is not closed",
        ) from None


def _header(cells: Sequence[str], file: Path) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for position, name in enumerate(names, start=1):
        if not name or name in names[: position - 1]:
            fault = f"the column {name} stands twice" if name else "a column has no name"
            raise TableError(fault, file=file, row=1, column=position, seen=name)
    return tuple(names)


def _row(cells: Sequence[str], header: Sequence[str], file: Path, number: int) -> Row:
    if any(cells[len(header) :]):
        raise TableError(
            f"the row has more cells than the header has columns ({len(header)})",
            file=file,
            row=number,
            seen=cells[len(header) :],
            remedy="put quotation marks around a cell that holds the delimiter",
        )
    return {name: _one_line_end(cell).strip() for name, cell in zip(header, cells, strict=False)}


def _one_line_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
