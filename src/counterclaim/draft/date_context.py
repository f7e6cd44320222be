"""What a reader of dates knows so far, and the parts of years and months."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from counterclaim.draft.date_spans import DateMention, Sense
from counterclaim.draft.date_words import SMALL
from counterclaim.model.period import Period

_NEXT_MONTHS = 4
"""A month without a year lies in the next year if it follows within so many months."""


@dataclass
class Calendar:
    """What the reader knows so far: when the text was published, the last year and day named.

    ``to_the_day`` is False where only the month of publication is known: no "yesterday" then.
    """

    published: date | None = None
    year: int | None = None
    day: date | None = None
    recent: bool = False
    month: date | None = None
    named: dict[int, int] = field(default_factory=dict)
    to_the_day: bool = True
    last: Period | None = None

    def year_for(self, month: int, day: int = 1) -> int | None:
        """The year that "5 August" means: the last named, else the latest before publication."""
        if self.year is not None:
            named = self.named.get(month, self.year)
            year = named if abs(named - self.year) == 1 else self.year + self.turns(month)
            return year - bool(self.published and date(year, month, day) > self.published)
        if self.published is None:
            return None
        later = (month, day) > (self.published.month, self.published.day)
        return self.published.year - later

    def turns(self, month: int) -> bool:
        """True where a month follows a late one of the year named: "October 2023 ... January"."""
        if self.month is None or self.year != self.month.year:
            return False
        ahead = month + 12 - self.month.month
        begun = self.published is None or date(self.year + 1, month, 1) <= self.published
        return ahead <= _NEXT_MONTHS and begun


def mention_of(
    match: re.Match[str],
    first: date,
    last: date,
    *,
    firm: bool = True,
    sense: Sense = "stated",
    grain: Literal["day", "month", "year", "span"] = "day",
) -> DateMention:
    """The date that a match of a shape names, from the first day to the last."""
    return DateMention(match.start(), match.end(), Period.of(first, last), sense, firm, grain)


def part_of_year(year: int, part: str) -> tuple[date, date]:
    """First and last day of ``early``, ``half2``, ``q3`` ... of a year; the whole without one."""
    months = {
        "early": (1, 4), "mid": (5, 8), "late": (9, 12), "half1": (1, 6), "half2": (7, 12),
        "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "nine": (1, 9),
    }.get(part, (1, 12))  # fmt: skip
    return date(year, months[0], 1), month_end(year, months[1])


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def part_of_month(year: int, month: int, part: str) -> tuple[date, date]:
    """First and last day of ``early``, ``mid``, ``late`` ... of a month; the whole without one."""
    end = month_end(year, month)
    days = {"early": (1, 10), "mid": (10, 20), "late": (20, end.day), "half1": (1, 15),
            "half2": (16, end.day)}.get(part, (1, end.day))  # fmt: skip
    return date(year, month, days[0]), date(year, month, days[1])


def day_number(text: str) -> int:
    """1 to 31 of "5", "5th", "premier"; raises ``ValueError`` without digits."""
    return 1 if text == "premier" else int(re.sub(r"\D", "", text))


def small_number(text: str | None) -> int:
    """The value of digits or of a word up to thirty; one where nothing is written."""
    if not text:
        return 1
    return int(text) if text.isdigit() else SMALL[text.lower()]
