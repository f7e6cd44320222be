"""The two kinds of series that assessments read: dated events, and counts by month.

Both carry the name that sentences use, and know what is missing in them: a month without data is
``None``, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class DatedEvents:
    """Events by id with the day on which each began; ``imprecise`` ids have no exact day."""

    name: str
    days: Mapping[str, date]
    imprecise: frozenset[str] = frozenset()

    @classmethod
    def of(cls, name: str, days: Iterable[date]) -> DatedEvents:
        """Events without ids of their own: each is a different one."""
        return cls(name, {f"{name}:{number}": day for number, day in enumerate(days)})

    def exact(self, start: date, end: date, leave_out: frozenset[str] = frozenset()) -> list[date]:
        """The days of precisely dated events inside ``start..end``, without ``leave_out``."""
        drop = self.imprecise | leave_out
        return sorted(d for key, d in self.days.items() if key not in drop and start <= d <= end)


def daily_counts(days: Iterable[date], start: date, end: date) -> NDArray[np.float64]:
    """Events per day, shape (days,), from ``start`` to ``end`` inclusive."""
    import numpy as np

    length = (end - start).days + 1
    offsets = np.array([(day - start).days for day in days], dtype=np.int64)
    return np.bincount(offsets, minlength=length).astype(np.float64)


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class MonthlyCounts:
    """Counts of successive months from ``first`` (a first of month); ``None`` = no data."""

    name: str
    first: date
    counts: tuple[int | None, ...]

    @classmethod
    def of(cls, events: DatedEvents, start: date, end: date) -> MonthlyCounts:
        """Counts of the whole months inside ``start..end``; months cut by the window fall away."""
        first = start if start.day == 1 else next_month(start)
        last = next_month(end) if next_month(end) == end + timedelta(days=1) else end.replace(day=1)
        months = months_between(first, last)
        tally = dict.fromkeys(months, 0)
        for day in events.days.values():
            if day.replace(day=1) in tally:
                tally[day.replace(day=1)] += 1
        return cls(events.name, first, tuple(tally.values()))

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month, as long as ``counts``."""
        day, months = self.first, []
        for _ in self.counts:
            months.append(day)
            day = next_month(day)
        return tuple(months)

    @property
    def window(self) -> tuple[date, date]:
        """First and last day covered (the first day twice for an empty series)."""
        if not self.counts:
            return self.first, self.first
        return self.first, next_month(self.months[-1]) - timedelta(days=1)

    def trimmed(self) -> MonthlyCounts:
        """Without the months that lack data at either end; gaps inside stay."""
        known = [i for i, count in enumerate(self.counts) if count is not None]
        if not known:
            return MonthlyCounts(self.name, self.first, ())
        low, high = known[0], known[-1] + 1
        return MonthlyCounts(self.name, self.months[low], self.counts[low:high])

    @property
    def gaps(self) -> int:
        """Months without data between the first and the last month with data."""
        return self.trimmed().counts.count(None)


def months_between(first: date, stop: date) -> tuple[date, ...]:
    """The firsts of month from ``first`` up to, not including, ``stop``."""
    months, day = [], first.replace(day=1)
    while day < stop:
        months.append(day)
        day = next_month(day)
    return tuple(months)
