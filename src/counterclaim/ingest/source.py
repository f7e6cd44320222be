"""A recognised file as a relation that DuckDB reads: all text, with the row numbers of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from counterclaim.ingest.cards import Card
from counterclaim.ingest.header import Header, Match
from counterclaim.ingest.sql import listed, name, text
from counterclaim.ingest.unpack import Plain

ROW = '"row#"'


@dataclass(frozen=True)
class Source:
    """The file, the layout that it fits, and the columns of it that exist."""

    plain: Plain
    match: Match

    @property
    def card(self) -> Card:
        """The card of the dataset."""
        return self.match.card

    @property
    def header(self) -> Header:
        """The header as it was found."""
        return self.match.header

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The keys of the columns, in file order; nameless ones get a name that no file has."""
        named = [k or f"#{i}" for i, k in enumerate(self.header.keys, 1)]
        first = len(named) + 1
        return (*named, *(f"#{i}" for i in range(first, first + self.header.nameless)))

    @property
    def nameless(self) -> tuple[str, ...]:
        """Columns without a name: they must be empty."""
        return tuple(column for column in self.columns if column.startswith("#"))

    def there(self, candidates: Sequence[str]) -> tuple[str, ...]:
        """Those of ``candidates`` that the file has, as their keys."""
        wanted = [candidate.strip().lower() for candidate in candidates]
        return tuple(column for column in wanted if column in self.columns)

    def given_name(self, column: str) -> str:
        """The column's name as the file spells it."""
        keys = self.header.keys
        return self.header.names[keys.index(column)] if column in keys else column

    def relation(self, nothing: Sequence[str] | None = None) -> str:
        """``read_csv`` over the file: every column text, nothing guessed.

        Cells that hold one of the words ``nothing`` (by default the card's) are empty.
        """
        types = ", ".join(f"{text(column)}: 'VARCHAR'" for column in self.columns)
        empty = listed(("", *(self.card.nothing if nothing is None else nothing)))
        return (
            f"read_csv({text(self.plain.text)}, auto_detect=false, header=false, "
            f"skip={self.header.line}, delim={text(self.header.delimiter)}, quote='\"', "
            f"escape='\"', nullstr=[{empty}], columns={{{types}}})"
        )

    def numbered(self, limit: int | None = None) -> str:
        """The rows that are not wholly empty, each with its row number as a sheet shows it."""
        cells = ", ".join(name(column) for column in self.columns)
        cut = f" LIMIT {limit}" if limit else ""
        return (
            f"(SELECT * FROM (SELECT row_number() OVER () + {self.header.record} AS {ROW}, * "
            f"FROM {self.relation()}{cut}) WHERE coalesce({cells}) IS NOT NULL)"
        )

    def reading_from(self, file: Path, *said: str, line: int | None = None) -> Source:
        """The same records, their text read from another file with ``line`` lines above them."""
        plain = replace(self.plain, text=file, said=(*self.plain.said, *said))
        header = replace(self.header, line=self.header.line if line is None else line)
        return Source(plain, replace(self.match, header=header))
