"""Dated events and counts by month."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.series import DatedEvents, MonthlyCounts, daily_counts, months_between

dates = st.dates(date(2020, 1, 1), date(2024, 12, 31))


def test_only_whole_months_are_counted() -> None:
    """A window from mid-January to mid-April counts February and March."""
    days = [date(2024, 1, 20), date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 2)]
    events = DatedEvents.of("attacks", days)
    found = MonthlyCounts.of(events, date(2024, 1, 15), date(2024, 4, 15))
    assert found.months == (date(2024, 2, 1), date(2024, 3, 1))
    assert found.counts == (1, 1)
    assert found.window == (date(2024, 2, 1), date(2024, 3, 31))


def test_missing_months_are_gaps_only_inside() -> None:
    """Months without data at the ends are trimmed, those inside are counted as gaps."""
    found = MonthlyCounts("attacks", date(2024, 1, 1), (None, 3, None, 0, 2, None))
    assert found.trimmed().first == date(2024, 2, 1)
    assert found.trimmed().counts == (3, None, 0, 2)
    assert found.gaps == 1


@given(st.lists(dates, max_size=40))
def test_days_and_months_count_the_same_events(days: list[date]) -> None:
    """Over whole months both kinds of series have the same total."""
    start, end = date(2020, 1, 1), date(2024, 12, 31)
    events = DatedEvents.of("attacks", days)
    monthly = MonthlyCounts.of(events, start, end)
    assert sum(count or 0 for count in monthly.counts) == len(days)
    assert daily_counts(events.exact(start, end), start, end).sum() == len(days)


@given(dates, st.integers(0, 900))
def test_months_follow_each_other(first: date, length: int) -> None:
    """The firsts of month are successive and start with the month of the first day."""
    months = months_between(first, first + timedelta(days=length))
    steps = [(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(months)]
    assert set(steps) <= {1}
    assert not length or months[0] == first.replace(day=1)
