"""The first records of a CSV, and a slow search for the record at which it breaks.

Reading row by row happens here alone: for the header, and for the message about a file that the
bulk reader has refused already.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Record:
    """A record, its number in the file from 1, and the line on which it ends."""

    number: int
    cells: tuple[str, ...]
    line: int

    @property
    def is_blank(self) -> bool:
        """True if no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Break:
    """Where a CSV stops being one: the last good record, and what came then."""

    record: Record
    unclosed: bool
    last: bool


def first_records(file: Path, delimiter: str, count: int = 12) -> list[Record]:
    """Up to ``count`` records from the start; fewer where the file breaks before."""
    found: list[Record] = []
    try:
        for record in _records(file, delimiter):
            found.append(record)
            if len(found) == count:
                break
    except csv.Error:
        pass
    return found


def find_break(file: Path, delimiter: str, width: int, skip: int) -> Break | None:
    """The first record after ``skip`` whose number of cells is not ``width``, if there is one."""
    previous = Record(skip, (), 0)
    try:
        for record in _records(file, delimiter):
            if _odd(previous, width, skip):
                return Break(previous, unclosed=False, last=False)
            previous = record
    except csv.Error:
        return Break(Record(previous.number + 1, (), previous.line + 1), unclosed=True, last=True)
    return Break(previous, unclosed=False, last=True) if _odd(previous, width, skip) else None


def rewrite(file: Path, delimiter: str, target: Path) -> Path:
    """The same records with one kind of line end."""
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, delimiter=delimiter, lineterminator="\n")
        writer.writerows(record.cells for record in _records(file, delimiter))
    return target


def _odd(record: Record, width: int, skip: int) -> bool:
    return record.number > skip and bool(record.cells) and len(record.cells) != width


def _records(file: Path, delimiter: str) -> Iterator[Record]:
    with file.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        number = 0
        for cells in reader:
            number += 1 if cells else 0
            if cells:
                yield Record(number, tuple(cells), reader.line_num)
