"""Dates in running text become Periods with spans, in the order in which a reader meets them."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from counterclaim.draft.date_spans import DateMention, Sense, join_dates
from counterclaim.draft.date_words import (
    SEASONS,
    SMALL,
    UNITS,
    WEEKDAYS,
    month_number,
    part_of,
    shapes,
)
from counterclaim.model.period import Period

_NEXT_MONTHS = 4
"""A month without a year lies in the next year if it follows within so many months."""


@dataclass
class Calendar:
    """What the reader knows so far: when the text was published, the last year and day named."""

    published: date | None = None
    year: int | None = None
    day: date | None = None
    recent: bool = False
    month: date | None = None
    named: dict[int, int] = field(default_factory=dict)

    def year_for(self, month: int, day: int = 1) -> int | None:
        """The year that "5 August" means: the last named, else the latest before publication."""
        if self.year is not None:
            named = self.named.get(month, self.year)
            year = named if abs(named - self.year) == 1 else self.year + self._turns(month)
            return year - bool(self.published and date(year, month, day) > self.published)
        if self.published is None:
            return None
        later = (month, day) > (self.published.month, self.published.day)
        return self.published.year - later

    def _turns(self, month: int) -> bool:
        """True where a month follows a late one of the year named: "October 2023 ... January"."""
        if self.month is None or self.year != self.month.year or self.published is None:
            return False
        ahead = month + 12 - self.month.month
        return ahead <= _NEXT_MONTHS and date(self.year + 1, month, 1) <= self.published


def find_dates(
    text: str, spans: Iterable[tuple[int, int]], language: str, published: Period | None
) -> list[DateMention]:
    """The dates within ``spans`` of ``text`` (blocks in reading order), spans ascending."""
    day = _publication_day(published)
    knows = Calendar(day, _default_year(text, published), recent=is_recent(text, day))
    found: list[DateMention] = []
    for start, end in spans:
        if knows.recent:
            knows.year = None
        found += join_dates(text, _in_block(text, start, end, language, knows), language)
    return found


_WEEKDAY_WORDS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|yesterday)\b"
)


def names_days(text: str) -> bool:
    """True where days of the week are named more than once, as reports of the day do."""
    return len(re.findall(_WEEKDAY_WORDS, text)) >= 2


def is_recent(text: str, published: date | None) -> bool:
    """True for news: most of the years that the text names are those of its publication."""
    if published is None:
        return False
    if names_days(text):
        return True
    years = [int(y) for y in re.findall(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-])", text)]
    near = sum(published.year - 1 <= year <= published.year for year in years)
    return 2 * near >= len(years)


def between(mentions: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    """The mentions that begin in ``text[start:end]``; ``mentions`` ascend."""
    first = bisect_right(mentions, start - 1, key=lambda mention: mention.start)
    last = bisect_right(mentions, end - 1, key=lambda mention: mention.start)
    return list(mentions[first:last])


def _publication_day(published: Period | None) -> date | None:
    return published.end if published and published.end == published.start else None


def _default_year(text: str, published: Period | None) -> int | None:
    """Where the day of publication is unknown: the year that the text names most often."""
    if _publication_day(published):
        return None
    years = re.findall(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-])", text)
    return int(max(years, key=years.count)) if years else None


_SINCE = re.compile(r"\b(?:since|depuis)\s+$", re.I)


def _in_block(text: str, start: int, end: int, language: str, knows: Calendar) -> list[DateMention]:
    found: list[DateMention] = []
    for name, match in _matches(text, start, end, language):
        mention = _resolve(name, match, knows)
        if mention:
            found.append(mention)
            if not _SINCE.search(text[max(0, mention.start - 8) : mention.start]):
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
    if mention.sense == "since" or mention.grain == "span":
        return
    if mention.grain in ("day", "month") and period.start:
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


def _mention(
    match: re.Match[str],
    first: date,
    last: date,
    *,
    firm: bool = True,
    sense: Sense = "stated",
    grain: Literal["day", "month", "year", "span"] = "day",
) -> DateMention:
    return DateMention(match.start(), match.end(), Period.of(first, last), sense, firm, grain)


def _whole_year(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    part = part_of(match.groupdict().get("part"))
    first, last = _part_of_year(year, part)
    # "the 2014 invasion" and "(2021)" name a year in passing
    led = re.search(
        r"\b(?:in|during|throughout|en|of|by|for|année|l['’]année)\s+$",
        match.string[: match.start()],
        re.I,
    )
    return _mention(match, first, last, firm=bool(led) or bool(part), grain="year")


def _part_of_year(year: int, part: str) -> tuple[date, date]:
    months = {
        "early": (1, 4), "mid": (5, 8), "late": (9, 12), "half1": (1, 6), "half2": (7, 12),
        "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "nine": (1, 9),
    }.get(part, (1, 12))  # fmt: skip
    return date(year, months[0], 1), _month_end(year, months[1])


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _part_of_month(year: int, month: int, part: str) -> tuple[date, date]:
    end = _month_end(year, month)
    days = {"early": (1, 10), "mid": (10, 20), "late": (20, end.day), "half1": (1, 15),
            "half2": (16, end.day)}.get(part, (1, end.day))  # fmt: skip
    return date(year, month, days[0]), date(year, month, days[1])


def _day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = int(match["mm"]) if "mm" in match.groupdict() else month_number(match["m"])
    day = _day_number(match["d"])
    year = int(match["y"]) if match["y"] else knows.year_for(month, day)
    if year is None:
        return None
    found = date(year, month, day)
    return _mention(match, found, found, firm=bool(match["y"]))


def _day_number(text: str) -> int:
    return 1 if text == "premier" else int(re.sub(r"\D", "", text))


def _days(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    first, last = _day_number(match["d1"]), _day_number(match["d2"])
    year = int(match["y"]) if match["y"] else knows.year_for(month, last)
    if year is None or last <= first:
        return None
    return _mention(match, date(year, month, first), date(year, month, last), firm=bool(match["y"]))


def _month(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else knows.year_for(month)
    if year is None:
        return None
    first, last = _part_of_month(year, month, part_of(groups.get("part")))
    start = match.start("part") if groups.get("part") else match.start("m")
    period = Period.of(first, last)
    return DateMention(start, match.end(), period, "stated", bool(groups.get("y")), "month")


def _months_to(match: re.Match[str], knows: Calendar) -> DateMention:
    """ "The six months to September 2024", "the year to June 2023"."""
    end = _month_end(int(match["y"]), month_number(match["m"]))
    back = end.year * 12 + end.month - (_small(match["n"]) if match["n"] else 12)
    return _mention(match, date(back // 12, back % 12 + 1, 1), end, grain="span")


def _some_weeks(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    year = int(match["y"]) if match["y"] else knows.year_for(month)
    if year is None:
        return None
    length = _small(match["n"]) * UNITS[match["u"].lower()]
    first, end = date(year, month, 1), _month_end(year, month)
    if match["end"].lower() == "first":
        return _mention(match, first, min(end, first + timedelta(days=length - 1)))
    return _mention(match, max(first, end - timedelta(days=length - 1)), end)


def _small(text: str | None) -> int:
    if not text:
        return 1
    return int(text) if text.isdigit() else SMALL[text.lower()]


def _season(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    first, last = SEASONS[match["s"].lower()]
    return _mention(
        match, date(year, first, 1), _month_end(year + (last < first), last), grain="month"
    )


def _quarter(match: re.Match[str], knows: Calendar) -> DateMention:
    return _mention(match, *_part_of_year(int(match["y"]), "q" + match["q"]), grain="month")


def _years(match: re.Match[str], knows: Calendar) -> DateMention | None:
    first, tail = int(match["y1"]), match["y2"]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if last <= first:
        return None
    return _mention(match, date(first, 1, 1), date(last, 12, 31), grain="span")


def _decade(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    return _mention(match, date(year, 1, 1), date(year + 9, 12, 31), grain="span", firm=False)


def _ago(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    day = knows.published - timedelta(days=_small(match["n"]) * UNITS[match["u"].lower()])
    if UNITS[match["u"].lower()] < 30:
        return _mention(match, day, day, sense="relative")
    if UNITS[match["u"].lower()] < 365:
        return _mention(
            match, *_part_of_month(day.year, day.month, ""), sense="relative", grain="month"
        )
    return _mention(match, *_part_of_year(day.year, ""), sense="relative", grain="year", firm=False)


def _past(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    unit = UNITS[match["u"].lower()]
    number = match.groupdict().get("n")
    if unit == 365 and not number:
        return _mention(
            match, *_part_of_year(knows.published.year - 1, ""), sense="relative", grain="year"
        )
    if unit == 30 and not number:
        day = knows.published.replace(day=1) - timedelta(days=1)
        return _mention(match, day.replace(day=1), day, sense="relative", grain="month")
    first = knows.published - timedelta(days=_small(number) * unit)
    return _mention(match, first, knows.published, sense="relative", grain="span")


def _this(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or match["w"].lower() == "next":
        return None
    day, unit = knows.published, UNITS[match["u"].lower()]
    if unit == 365:
        return _mention(match, date(day.year, 1, 1), day, sense="relative", grain="year")
    if unit == 7:
        return _mention(match, day - timedelta(days=day.weekday()), day, sense="relative")
    return _mention(match, day.replace(day=1), day, sense="relative", grain="month")


def _to_date(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    first = date(knows.published.year, 1, 1)
    return _mention(match, first, knows.published, sense="relative", grain="span")


def _near_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    word = match["w"].lower()
    back = 2 if word.startswith("avant") else word in ("yesterday", "last night", "hier")
    day = knows.published - timedelta(days=back)
    return _mention(match, day, day, sense="relative")


def _weekday(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or (match["w"] or "").lower() in ("next", "prochain"):
        return None
    back = (knows.published.weekday() - WEEKDAYS[match["wd"].lower()]) % 7
    if (match["w"] or "").lower() in ("last", "dernier") and back == 0:
        back = 7
    day = knows.published - timedelta(days=back)
    return _mention(match, day, day, sense="relative")


def _same_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    return _mention(match, knows.day, knows.day, sense="relative") if knows.day else None


def _next_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.day is None:
        return None
    unit = UNITS.get((match.groupdict().get("u") or "day").lower(), 1)
    sign = -1 if match["w"].lower() == "previous" else 1
    if unit == 365:
        return _mention(
            match, *_part_of_year(knows.day.year + sign, ""), sense="relative", grain="year"
        )
    if unit > 1:
        return None
    day = knows.day + timedelta(days=sign)
    return _mention(match, day, day, sense="relative")


def _later(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "A week later", "two days earlier": counted from the last day named."""
    if knows.day is None:
        return None
    sign = -1 if match["w"].lower() == "earlier" else 1
    day = knows.day + timedelta(days=sign * _small(match["n"]) * UNITS[match["u"].lower()])
    return _mention(match, day, day, sense="relative")


def _first_months(match: re.Match[str], knows: Calendar) -> DateMention:
    year, month = int(match["y"]), min(12, _small(match["n"]))
    return _mention(match, date(year, 1, 1), _month_end(year, month), grain="span")


def _that_year(match: re.Match[str], knows: Calendar) -> DateMention | None:
    groups = match.groupdict()
    if groups.get("later") or (groups.get("w") or "").lower() == "a" or groups.get("w2"):
        return _year_from(match, groups, knows)
    if knows.year is None or (groups.get("u") or groups.get("u2") or "").lower() == "month":
        return None
    return _mention(match, *_part_of_year(knows.year, ""), sense="relative", grain="year")


def _year_from(
    match: re.Match[str], groups: dict[str, str | None], knows: Calendar
) -> DateMention | None:
    turn = f"{groups.get('later') or ''} {groups.get('w2') or ''}".strip().lower()
    step = {"later": 1, "earlier": -1, "before": -1, "after": 1}.get(turn)
    if step is None or knows.year is None or (groups.get("u") or "").lower() == "month":
        return None
    return _mention(
        match, *_part_of_year(knows.year + step, ""), sense="relative", grain="year", firm=False
    )


_READ = {
    "day": _day, "iso": _day, "days": _days, "month": _month, "baremonth": _month,
    "partmonth": _month, "thatyear": _month, "later": _later,
    "firstmonths": _first_months, "monthsto": _months_to,
    "weeks": _some_weeks, "season": _season,
    "quarter": _quarter, "years": _years, "decade": _decade, "year": _whole_year, "ago": _ago,
    "past": _past, "todate": _to_date, "this": _this, "day0": _near_day,
    "weekday": _weekday, "sameday": _same_day,
    "nextday": _next_day, "yearrel": _that_year,
}  # fmt: skip
