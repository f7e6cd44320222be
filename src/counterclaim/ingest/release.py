"""What a file's name says of its version, its window and its stage."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterclaim.errors import CounterclaimError

UNKNOWN = "unversioned"
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SPAN = re.compile(rf"{_DAY}[-_ to]*{_DAY}")
_DATES = re.compile(rf"{_DAY}|(?<!\d)(?:19|20)\d\d(?!\d)")
_UCDP = (
    re.compile(r"(?<!\d)(\d\d)[._-]01[._-]\1[._-](\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d\d)[._-]0[._-](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d\d)[._-]([1-9])(?!\d)"),
    re.compile(r"(?:ged|candidate|cy|deaths|violence)[ _-]?v?[ _-]?(\d\d)([1-9])(?!\d)", re.I),
)


@dataclass(frozen=True)
class Release:
    """A version with the days that it covers (``None``: not known) and its stage."""

    version: str
    start: date | None = None
    end: date | None = None
    stage: Literal["final", "candidate"] = "final"


def ucdp_version(file_name: str) -> str:
    """``25.1``, ``26.0.4`` or ``25.01.25.09`` from a file name, empty where it says none."""
    plain = _DATES.sub("", file_name)
    consolidated, candidate, final, joined = (pattern.search(plain) for pattern in _UCDP)
    if consolidated:
        return f"{consolidated[1]}.01.{consolidated[1]}.{consolidated[2]}"
    if candidate:
        return f"{candidate[1]}.0.{int(candidate[2])}"
    found = final or joined
    return f"{found[1]}.{found[2]}" if found else ""


def ucdp_release(version: str) -> Release:
    """The window and stage of a UCDP version.

    YY.1 is final and covers 1989 to the end of 20YY-1, YY.0.M is the Candidate of month M of 20YY,
    YY.01.YY.MM consolidates January to month MM. Raises :class:`CounterclaimError` for a version
    of another form.
    """
    numbers = [int(part) for part in version.split(".") if part.isdigit()]
    match numbers:
        case [year, number] if number > 0:
            return Release(version, date(1989, 1, 1), date(2000 + year - 1, 12, 31))
        case [year, 0, month] if 1 <= month <= 12:
            return Release(version, date(2000 + year, month, 1), _end(year, month), "candidate")
        case [year, 1, _, month] if 1 <= month <= 12:
            return Release(version, date(2000 + year, 1, 1), _end(year, month), "candidate")
    raise CounterclaimError(
        "not a version of UCDP's",
        seen=version,
        expected="YY.1 (final), YY.0.M (Candidate) or YY.01.YY.MM (consolidated)",
        remedy="state the version as the provider prints it",
    )


def named_span(file_name: str) -> tuple[date | None, date | None]:
    """The two days that a file name states, as the exports of web sites do."""
    found = _SPAN.search(file_name)
    if not found:
        return None, None
    try:
        start, end = (date.fromisoformat(day) for day in found.groups())
    except ValueError:
        return None, None
    return (start, end) if start <= end else (None, None)


def _end(year: int, month: int) -> date:
    return date(2000 + year, month, calendar.monthrange(2000 + year, month)[1])
