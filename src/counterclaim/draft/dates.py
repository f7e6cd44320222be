"""Dates in running text become Periods with spans, in the order in which a reader meets them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from counterclaim.draft import relative_dates, stated_dates
from counterclaim.draft.date_context import Calendar
from counterclaim.draft.date_spans import DateMention, join_dates
from counterclaim.draft.date_words import shapes
from counterclaim.model.period import Period

_READ = stated_dates.READ | relative_dates.READ
_FEW_YEARS = 4
"""A text that names more, and mostly others than that of its publication, is a history."""
_LONGEST_TITLE = 140
_LOOKED_BACK = 58
"""Characters before a date in which "since" is looked for."""


def find_dates(
    text: str, spans: Iterable[tuple[int, int]], language: str, published: Period | None
) -> list[DateMention]:
    """The dates within ``spans`` of ``text`` (blocks in reading order), spans ascending."""
    day, titled = latest_day(published), _year_of_title(text)
    knows = Calendar(
        day, titled or _default_year(text, published), recent=is_recent(text, day),
        to_the_day=bool(published and published.is_point),
    )  # fmt: skip
    found: list[DateMention] = []
    for start, end in spans:
        if knows.recent:
            knows.year = titled
        found += join_dates(text, _in_block(text, start, end, language, knows), language)
    return found


_WEEKDAY_WORDS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|yesterday)\b"
)


def names_days(text: str) -> bool:
    """True where days of the week are named more than once, as reports of the day do."""
    return len(re.findall(_WEEKDAY_WORDS, text)) >= 2


def _years_in(text: str) -> list[int]:
    """Every year that a text names, in its order; none of a range with a hyphen."""
    return [int(y) for y in re.findall(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-])", text)]


def is_recent(text: str, published: date | None) -> bool:
    """True for news: most of the years that the text names are those of its publication."""
    if published is None:
        return False
    years = _years_in(text)
    near = sum(published.year - 1 <= year <= published.year for year in years)
    history = len(years) > _FEW_YEARS and 4 * near < len(years)
    return (names_days(text) and not history) or 2 * near >= len(years)


def between(mentions: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    """The mentions that begin in ``text[start:end]``; ``mentions`` ascend."""
    first = bisect_right(mentions, start - 1, key=lambda mention: mention.start)
    last = bisect_right(mentions, end - 1, key=lambda mention: mention.start)
    return list(mentions[first:last])


def latest_day(published: Period | None) -> date | None:
    """The day on which, or at the end of the month in which, a text was published."""
    short = published is not None and (published.days or 999) <= 31
    return published.end if published and short else None


def _year_of_title(text: str) -> int | None:
    """The one year that the title names, if the text opens with a title and it names one."""
    title = text.split("\n", 1)[0].strip()
    if len(title) > _LONGEST_TITLE or title.endswith("."):
        return None
    years = {*_years_in(re.sub(r"\d{4}–\d{2,4}", "", title))}
    return years.pop() if len(years) == 1 else None


def _default_year(text: str, published: Period | None) -> int | None:
    """The year that the text names most often; of a text with a day, only if it is a history."""
    years = _years_in(text)
    day = latest_day(published)
    if not years or (day and (is_recent(text, day) or len(years) <= _FEW_YEARS)):
        return None
    return max(years, key=years.count)


_SINCE = re.compile(r"\b(?:since|depuis)\b[^.;:\n]{0,50}$", re.I)
"""Before a date that is looked back to: "the deadliest since the bombs in April 2004"."""


def _in_block(text: str, start: int, end: int, language: str, knows: Calendar) -> list[DateMention]:
    found: list[DateMention] = []
    for name, match in _matches(text, start, end, language):
        mention = _resolve(name, match, knows)
        if mention:
            found.append(mention)
            if not _SINCE.search(text[max(0, mention.start - _LOOKED_BACK) : mention.start]):
                _remember(mention, knows, _opens_sentence(text, mention.start))
    return found


def _matches(text: str, start: int, end: int, language: str) -> list[tuple[str, re.Match[str]]]:
    """Leftmost and longest matches, none overlapping."""
    every = [
        (match.start(), -match.end(), at, name, match)
        for at, (name, pattern) in enumerate(shapes(language))
        for match in pattern.finditer(text, start, end)
        if _capital_month(match, language)
    ]
    days = {
        match.start() for name, match in ((e[3], e[4]) for e in every) if name in ("day", "days")
    }
    every = [
        e for e in every if e[3] != "weekday" or not days & set(range(e[4].end(), e[4].end() + 4))
    ]
    chosen: list[tuple[str, re.Match[str]]] = []
    reach = start
    for begin, _, _, name, match in sorted(every, key=lambda entry: entry[:3]):
        if begin >= reach:
            chosen.append((name, match))
            reach = match.end()
    return chosen


def _capital_month(match: re.Match[str], language: str) -> bool:
    """English months have capitals: "may" and "march" are verbs."""
    month = match.groupdict().get("m") or ""
    return language == "fr" or not month or month[0].isupper()


def _remember(mention: DateMention, knows: Calendar, opens: bool) -> None:
    period = mention.period
    knows.last = period if mention.sense in ("stated", "relative") else knows.last
    if mention.sense == "since" or mention.grain == "span":
        return
    if mention.grain in ("day", "month") and period.start:
        if not mention.firm and knows.turns(period.start.month):
            knows.year = period.start.year
        knows.month = period.start
        if mention.firm:
            knows.named[period.start.month] = period.start.year
        knows.year = period.start.year if mention.firm else knows.year
    if mention.grain == "year" and period.start and mention.firm and opens:
        knows.year = period.start.year
    if mention.grain == "day" and period.start:
        knows.day = period.start


def _opens_sentence(text: str, start: int) -> bool:
    """ "In 2022, ..." sets the year for what follows; "the coup in 2012" does not."""
    before = text[max(0, start - 14) : start]
    return bool(
        re.search(
            r"(?:^|[.!?]\W+|\n\s*)(?:(?:By|In|During|En|Pour|Throughout|Between"
            r"|The year|L['’]année)\s+)?$",
            before,
        )
    )


def _resolve(name: str, match: re.Match[str], knows: Calendar) -> DateMention | None:
    try:
        return _READ[name](match, knows)
    except ValueError:
        return None
