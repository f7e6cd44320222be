"""The header of a CSV: where it stands, which columns it names, and of which dataset.

A header may stand below a title, be spread over two rows by merged cells, have a row of HXL tags
under it, or name one column fewer than each row has commas. All of that is read, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import DamagedFile, UnknownFormat
from counterclaim.ingest.cards import Card
from counterclaim.ingest.records import DELIMITERS, Record, find_break, first_records

DEPTH = 8
NOTHING_SHARED = -1000.0
NUMBERING = "unnamed: 0"


@dataclass(frozen=True)
class Header:
    """The columns of a file as written; ``line`` lines and ``record`` records stand above data.

    ``nameless`` columns at the end carry nothing (a trailing comma on every row).
    """

    names: tuple[str, ...]
    delimiter: str
    line: int
    record: int
    nameless: int = 0
    said: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The names in lower case, by which columns are recognised."""
        return tuple(key(name) for name in self.names)


@dataclass(frozen=True)
class Match:
    """A header that fits a layout of a card: what it lacks, and what nobody expects."""

    card: Card
    layout: str
    header: Header
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    fits: bool
    score: float


@dataclass(frozen=True)
class _Candidate:
    names: tuple[str, ...]
    records: tuple[Record, ...]
    rest: tuple[Record, ...]
    delimiter: str


def key(name: str) -> str:
    """How two spellings of a column's name are compared."""
    return name.strip().lower()


def find(file: Path, given: Path, cards: Sequence[Card], delimiter: str = "") -> Match:
    """The header that best fits a layout of ``cards``.

    Raises :class:`UnknownFormat` with the nearest layout, and :class:`DamagedFile` for a header
    with a name twice or rows that do not fit it.
    """
    candidates = [c for d in ((delimiter,) if delimiter else DELIMITERS) for c in _seen(file, d)]
    matches = [_match(c, card, name) for c in candidates for card in cards for name in card.forms]
    if not matches:
        raise DamagedFile(
            "no row of the file can be read as a header",
            file=given,
            row=1,
            remedy="download it again",
        )
    best = max(matches, key=lambda match: (match[1].fits, match[1].score))
    if not best[1].fits:
        bare = _headless(file, cards, delimiter)
        if bare is None:
            raise unknown(given, best[1], cards)
        return bare
    return _checked(best[0], best[1], given, file)


def _headless(file: Path, cards: Sequence[Card], delimiter: str) -> Match | None:
    from counterclaim.ingest.headless import headless

    tried = (delimiter,) if delimiter else DELIMITERS
    found = (headless(first_records(file, d, DEPTH + 4), d, cards) for d in tried)
    return next((match for match in found if match), None)


def unknown(given: Path, nearest: Match, cards: Sequence[Card]) -> UnknownFormat:
    """What was seen, the nearest layout, and what would be accepted."""
    seen = ", ".join(nearest.header.names[:12]) + (
        ", ..." if len(nearest.header.names) > 12 else ""
    )
    accepted = "; ".join(
        f"{card.dataset} ({', '.join(layout.title for layout in card.forms.values())})"
        for card in cards
    )
    message = "no dataset that is known here has these columns"
    if nearest.score > NOTHING_SHARED:
        layout = nearest.card.forms[nearest.layout]
        lacks = [name for name in layout.required if name in nearest.missing] or nearest.missing
        message += f"; nearest is {nearest.card.dataset}, {layout.title}: " + (
            f"lacks {', '.join(lacks[:12])}"
            + (f"; unknown to it: {', '.join(nearest.extra[:12])}" if nearest.extra else "")
        )
    return UnknownFormat(
        message,
        file=given,
        row=nearest.header.record,
        seen=seen,
        expected=accepted,
        remedy="download one of these, or describe the columns under mappings in case.yaml",
    )


def _seen(file: Path, delimiter: str) -> list[_Candidate]:
    records = first_records(file, delimiter, DEPTH + 4)
    found = []
    for at, record in enumerate(records[:DEPTH]):
        rest = tuple(records[at + 1 :])
        found.append(_Candidate(record.cells, (record,), rest, delimiter))
        if rest and not _is_tagged(rest[0]):
            joined = _over(record.cells, rest[0].cells)
            if joined != record.cells:
                found.append(_Candidate(joined, (record, rest[0]), rest[1:], delimiter))
    return found


def _over(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """A header over two rows: the lower name where there is one, else the upper."""
    width = max(len(upper), len(lower))
    rows = [(*row, *[""] * (width - len(row))) for row in (upper, lower)]
    return tuple(below.strip() or above for above, below in zip(*rows, strict=True))


def _match(candidate: _Candidate, card: Card, name: str) -> tuple[_Candidate, Match]:
    layout = card.forms[name]
    header = _header(candidate)
    there = set(header.keys)
    wanted = [key(column) for column in layout.columns]
    missing = tuple(column for column in wanted if column not in there)
    known = card.known_columns
    extra = tuple(c for c in header.names if c and key(c) not in known)
    fits = bool(there) and all(key(column) in there for column in layout.required or wanted)
    shared = len(wanted) - len(missing)
    score = shared - 0.1 * len(missing) - 0.05 * len(there - set(wanted))
    score -= 0.01 * candidate.records[0].number + 0.03 * (len(candidate.records) - 1)
    score = score if shared else NOTHING_SHARED
    return candidate, Match(card, name, header, missing, extra, fits, score)


def _header(candidate: _Candidate) -> Header:
    names = [name.strip() for name in candidate.names]
    if _is_numbered(candidate):
        names[0] = NUMBERING
    while names and not names[-1]:
        names.pop()
    last = candidate.records[-1]
    return Header(tuple(names), candidate.delimiter, last.line, last.number)


def _is_numbered(candidate: _Candidate) -> bool:
    """True if a first column without a name holds the row numbers that R and pandas write."""
    first = [record.cells[0].strip() for record in candidate.rest]
    named = len(candidate.names) > 1 and not candidate.names[0].strip()
    return named and bool(first) and all(cell.isdecimal() for cell in first)


def _checked(candidate: _Candidate, match: Match, given: Path, file: Path) -> Match:
    """The match with what its first rows tell: a tag row, nameless columns, a width that fits."""
    header, said = match.header, list(_above(candidate))
    rest = list(candidate.rest)
    line, number = header.line, header.record
    if rest and _is_tagged(rest[0]):
        tags = rest.pop(0)
        line, number = tags.line, tags.number
        said.append(f"row {tags.number} holds HXL tags: skipped")
    if NUMBERING in header.names and NUMBERING not in candidate.names:
        said.append("a first column without a name numbers the rows: left out")
    _refuse_repeated(header, given)
    if not rest:
        raise _rowless(header, given, file)
    width = max(len(rest[0].cells), len(candidate.names))
    nameless = width - len(header.names)
    _refuse_width(header, candidate, rest[0], given)
    if nameless:
        said.append(_trailing(nameless, len(rest[0].cells) > len(candidate.names)))
    full = Header(header.names, header.delimiter, line, number, nameless, tuple(said))
    return Match(match.card, match.layout, full, match.missing, match.extra, True, match.score)


def _rowless(header: Header, given: Path, file: Path) -> DamagedFile:
    """Why no row could be read below the header: a broken quotation, or there is none."""
    if find_break(file, header.delimiter, len(header.names), header.record):
        return DamagedFile(
            "the first row cannot be read: a quotation mark in it is never closed, or one inside a "
            "cell is not doubled",
            file=given,
            row=header.record + 1,
            expected='quotation marks inside a cell written twice ("")',
            remedy="download the file again, or export it with doubled quotation marks",
        )
    return DamagedFile(
        "the file has a header and no rows",
        file=given,
        row=header.record,
        seen=f"{len(header.names)} columns",
        remedy="download it again with the filters checked",
    )


def _above(candidate: _Candidate) -> list[str]:
    said = []
    first = candidate.records[0].number
    if first > 1:
        said.append(f"the header stands in row {first}: what is above it was skipped")
    if len(candidate.records) > 1:
        said.append("the header is spread over two rows (merged cells): joined")
    if candidate.delimiter != ",":
        shown = {"\t": "tabs", ";": "semicolons"}.get(candidate.delimiter, candidate.delimiter)
        said.append(f"columns are separated by {shown}: read")
    return said


def _trailing(nameless: int, beyond: bool) -> str:
    if beyond and nameless == 1:
        return "a trailing comma on every row: read rightly"
    return f"{nameless} column(s) at the end without a name and without values: left out"


def _refuse_repeated(header: Header, given: Path) -> None:
    keys = [k for k in header.keys if k]
    for column in keys:
        if keys.count(column) > 1:
            raise DamagedFile(
                "the header names a column twice: it cannot be told which one is meant",
                file=given,
                row=header.record,
                column=column,
                seen=f"{column}, {keys.count(column)} times",
                expected="every column once",
                remedy="remove or rename one of the two, or download the file again",
            )


def _refuse_width(header: Header, candidate: _Candidate, row: Record, given: Path) -> None:
    beyond = [cell for cell in row.cells[len(header.names) :] if cell.strip()]
    short = len(row.cells) < len(header.names)
    if not beyond and not short:
        return
    raise DamagedFile(
        "the first row does not fit the header: columns are shifted or the file was cut off",
        file=given,
        row=row.number,
        seen=f"{len(row.cells)} cells"
        + (f", and {beyond[0]!r} in a column without a name" if beyond else ""),
        expected=f"{len(header.names)} cells, as in the header (row {header.record})",
        remedy="download the file again without opening it in a spreadsheet program",
    )


def _is_tagged(record: Record) -> bool:
    filled = [cell.strip() for cell in record.cells if cell.strip()]
    return bool(filled) and sum(cell.startswith("#") for cell in filled) * 2 > len(filled)
