"""Periods of time in the everyday part of EDTF (ISO 8601-2).

``2022``, ``2021-12``, ``2022-03-27``, ``A/B``, ``../B``, ``A/..``, each part with ``~`` for about.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from counterclaim.errors import PeriodError

Grain = Literal["year", "quarter", "month", "day", "total"]
_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)
_EXPECTED = "2022, 2021-12, 2022-03-27, A/B, ../B or A/.., each part with an optional ~"


@dataclass(frozen=True, slots=True)
class Period:
    """A closed span of days; ``None`` is an open end, ``about_*`` an approximate one.

    ``text`` is the canonical spelling, so two periods are equal when they were written alike;
    compare spans with :meth:`same_days`, :meth:`contains` and :meth:`overlaps`.
    """

    text: str
    start: date | None
    end: date | None
    about_start: bool = False
    about_end: bool = False

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that ``text`` spells; raises :class:`PeriodError` with the value seen."""
        left, slash, right = text.strip().partition("/")
        start, _, about_start = _part(left, text, is_open=bool(slash))
        if not slash:
            _, end, about_end = _part(left, text, is_open=False)
        else:
            _, end, about_end = _part(right, text, is_open=True)
        if start and end and end < start:
            raise PeriodError(
                "an interval runs backwards", seen=text, expected="the earlier date first"
            )
        return cls(text.strip(), start, end, about_start, about_end)

    @classmethod
    def of(cls, start: date | None, end: date | None) -> Period:
        """The shortest canonical spelling of the days from ``start`` to ``end`` inclusive."""
        return cls.parse(_spell(start, end))

    @classmethod
    def year(cls, year: int) -> Period:
        """One calendar year."""
        return cls.parse(f"{year:04d}")

    def __str__(self) -> str:
        return self.text

    @property
    def days(self) -> int | None:
        """Number of days, both ends included; ``None`` where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    @property
    def is_point(self) -> bool:
        """True for a single day."""
        return self.start is not None and self.start == self.end

    def same_days(self, other: Period) -> bool:
        """True if both cover exactly the same days."""
        return self.start == other.start and self.end == other.end

    def contains(self, other: Period) -> bool:
        """True if every day of ``other`` lies in this period."""
        return _first(self) <= _first(other) and _last(other) <= _last(self)

    def holds(self, day: date) -> bool:
        """True if ``day`` lies in this period."""
        return _first(self) <= day <= _last(self)

    def overlaps(self, other: Period) -> bool:
        """True if the two share a day."""
        return _first(self) <= _last(other) and _first(other) <= _last(self)

    def intersect(self, other: Period) -> Period | None:
        """The shared days, or ``None``."""
        if not self.overlaps(other):
            return None
        first, last = max(_first(self), _first(other)), min(_last(self), _last(other))
        return Period.of(None if first == date.min else first, None if last == date.max else last)

    def split(self, grain: Grain) -> Iterator[Period]:
        """The calendar periods of ``grain`` that this one touches, clipped to its days.

        Both ends must be closed; ``total`` gives the period itself.
        """
        if grain == "total":
            yield self
            return
        if self.start is None or self.end is None:
            raise PeriodError("an open period cannot be split", seen=self.text)
        day, last = self.start, self.start
        while True:
            last = min(_grain_end(day, grain), self.end)
            yield Period.of(day, last)
            if last == self.end:
                return
            day = last + timedelta(days=1)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Read from its text and written as its text by pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(str(value)),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )


def period_containing(day: date, grain: Grain) -> Period:
    """The whole calendar period of ``grain`` that holds ``day``."""
    return Period.of(_grain_start(day, grain), _grain_end(day, grain))


def label(period: Period) -> str:
    """How a reader is shown it: ``2024``, ``2024 Q2``, ``2024-06``, or the text itself."""
    start, end = period.start, period.end
    if start is None and end is not None:
        return f"until {period.text.split('/')[-1]}"
    if start is None or end is None or start.day != 1 or start.month % 3 != 1:
        return period.text
    whole_quarter = end == _grain_end(start, "quarter")
    return f"{start.year} Q{(start.month + 2) // 3}" if whole_quarter else period.text


def _part(text: str, whole: str, *, is_open: bool) -> tuple[date | None, date | None, bool]:
    if is_open and text in {"", ".."}:
        return None, None, False
    match = _PART.fullmatch(text)
    if not match:
        raise PeriodError("not a date of the case's grammar", seen=whole, expected=_EXPECTED)
    year, month, day, about = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise PeriodError(f"no such day ({error})", seen=whole, expected=_EXPECTED) from None
    if day:
        last = first
    elif month:
        last = _grain_end(first, "month")
    else:
        last = _grain_end(first, "year")
    return first, last, bool(about)


def _grain_start(day: date, grain: Grain) -> date:
    starts = {
        "year": date(day.year, 1, 1),
        "quarter": date(day.year, 3 * ((day.month - 1) // 3) + 1, 1),
        "month": day.replace(day=1),
    }
    return starts.get(grain, day)


def _grain_end(day: date, grain: Grain) -> date:
    if grain == "year":
        return date(day.year, 12, 31)
    if grain == "day":
        return day
    month = day.month if grain == "month" else 3 * ((day.month + 2) // 3)
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def _first(period: Period) -> date:
    return period.start or date.min


def _last(period: Period) -> date:
    return period.end or date.max


def _spell(start: date | None, end: date | None) -> str:
    """Both ends in the coarsest grain that spells exactly these days; one part where they agree."""
    grains: tuple[tuple[Grain, int], ...] = (("year", 4), ("month", 7), ("day", 10))
    length = next(length for grain, length in grains if _is_whole(start, end, grain))
    left, right = (".." if day is None else day.isoformat()[:length] for day in (start, end))
    return left if left == right != ".." else f"{left}/{right}"


def _is_whole(start: date | None, end: date | None, grain: Grain) -> bool:
    begins = start is None or start == _grain_start(start, grain)
    return begins and (end is None or end == _grain_end(end, grain))
