"""How far "the first since 2015" or "the deadliest month in three years" look back."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterclaim.model.period import Period

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SINCE = re.compile(r"\bsince\s+(?:\d{1,2}\s+)?(?:([a-z]{3})[a-z]*\.?\s+)?(\d{4})\b", re.IGNORECASE)
_OF_THE_YEAR = re.compile(r"\b(?:of|in) (?:the|this|that) year\b|\bthis year\b", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\b(?:of|in) (\d{4})\b", re.IGNORECASE)
_IN_YEARS = re.compile(
    r"\b(?:in|for) (?:over |more than |at least |nearly |almost |the (?:last|past) )?"
    r"(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twenty) (year|decade)s?\b",
    re.IGNORECASE,
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: at for at, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1, "twenty": 20}
_YEAR_DAYS = 365.25


def looked_back_to(words: str, window: Period | None) -> date | None:
    """The last day that the words leave out, ``None`` where they look back without end.

    ``window`` is when the record or the first was.
    """
    since = _SINCE.search(words)
    if since:
        return _last_day(int(since[2]), (since[1] or "").casefold())
    if window is None or window.start is None:
        return None
    of_year = _OF_A_YEAR.search(words)
    if _OF_THE_YEAR.search(words) or (of_year and _is_within_a_year(window, int(of_year[1]))):
        return date(window.start.year, 1, 1) - timedelta(days=1)
    years = _IN_YEARS.search(words)
    return window.start - timedelta(days=round(_years(years) * _YEAR_DAYS)) if years else None


def _is_within_a_year(window: Period, year: int) -> bool:
    """True for a day or month of that year; of the year itself the words only say which it is."""
    return window.start is not None and window.start.year == year and (window.days or 366) < 365


def _years(match: re.Match[str]) -> int:
    count = match[1].casefold()
    number = int(count) if count.isdigit() else _NUMBERS[count]
    return min(number * (10 if match[2].casefold() == "decade" else 1), 500)


def _last_day(year: int, month: str) -> date | None:
    """The last day of "2015", or of "May 2015"."""
    if not 1 <= year < 9999:
        return None
    at = _MONTHS.index(month) + 1 if month in _MONTHS else 12
    following = date(year + at // 12, at % 12 + 1, 1)
    return following - timedelta(days=1)
