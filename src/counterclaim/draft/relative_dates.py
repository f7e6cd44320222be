"""Dates that hang on others: "last week", "the six months before", "the end of that year"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from counterclaim.draft.date_context import (
    Calendar,
    day_number,
    mention_of,
    month_end,
    part_of_month,
    part_of_year,
    small_number,
)
from counterclaim.draft.date_spans import DateMention
from counterclaim.draft.date_words import UNITS, WEEKDAYS, part_of
from counterclaim.model.period import Period


def _ago(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or (UNITS[match["u"].lower()] < 30 and not knows.to_the_day):
        return None
    day = knows.published - timedelta(days=small_number(match["n"]) * UNITS[match["u"].lower()])
    if UNITS[match["u"].lower()] < 30:
        return mention_of(match, day, day, sense="relative")
    if UNITS[match["u"].lower()] < 365:
        return mention_of(
            match, *part_of_month(day.year, day.month, ""), sense="relative", grain="month"
        )
    return mention_of(
        match, *part_of_year(day.year, ""), sense="relative", grain="year", firm=False
    )


def _past(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    unit = UNITS[match["u"].lower()]
    number = match.groupdict().get("n")
    rolling = _OVER.search(match.string[max(0, match.start() - 9) : match.start()])
    if unit == 365 and not number and not rolling:
        return mention_of(
            match, *part_of_year(knows.published.year - 1, ""), sense="relative", grain="year"
        )
    if unit == 30 and not number:
        day = knows.published.replace(day=1) - timedelta(days=1)
        return mention_of(match, day.replace(day=1), day, sense="relative", grain="month")
    first = knows.published - timedelta(days=small_number(number) * unit)
    return mention_of(match, first, knows.published, sense="relative", grain="span")


_OVER = re.compile(r"\b(?:over|during|within|in)\s$", re.I)


def _this(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or match["w"].lower() == "next":
        return None
    if UNITS[match["u"].lower()] < 30 and not knows.to_the_day:
        return None
    day, unit = knows.published, UNITS[match["u"].lower()]
    if unit == 365:
        return mention_of(match, date(day.year, 1, 1), day, sense="relative", grain="year")
    if unit == 7:
        return mention_of(match, day - timedelta(days=day.weekday()), day, sense="relative")
    return mention_of(match, day.replace(day=1), day, sense="relative", grain="month")


def _to_date(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None:
        return None
    first = date(knows.published.year, 1, 1)
    return mention_of(match, first, knows.published, sense="relative", grain="span")


def _near_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or not knows.to_the_day:
        return None
    word = match["w"].lower()
    back = 2 if word.startswith("avant") else word in ("yesterday", "last night", "hier")
    day = knows.published - timedelta(days=back)
    return mention_of(match, day, day, sense="relative")


def _weekday(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.published is None or not knows.to_the_day:
        return None
    if (match["w"] or "").lower() in ("next", "prochain"):
        return None
    back = (knows.published.weekday() - WEEKDAYS[match["wd"].lower()]) % 7
    if (match["w"] or "").lower() in ("last", "dernier") and back == 0:
        back = 7
    day = knows.published - timedelta(days=back)
    return mention_of(match, day, day, sense="relative")


def _same_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    return mention_of(match, knows.day, knows.day, sense="relative") if knows.day else None


def _next_day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.day is None:
        return None
    unit = UNITS.get((match.groupdict().get("u") or "day").lower(), 1)
    sign = -1 if match["w"].lower() == "previous" else 1
    if unit == 365:
        return mention_of(
            match, *part_of_year(knows.day.year + sign, ""), sense="relative", grain="year"
        )
    if unit > 1:
        return None
    day = knows.day + timedelta(days=sign)
    return mention_of(match, day, day, sense="relative")


def _later(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "A week later", "two days earlier": counted from the last day named."""
    if knows.day is None:
        return None
    sign = -1 if match["w"].lower() == "earlier" else 1
    day = knows.day + timedelta(days=sign * small_number(match["n"]) * UNITS[match["u"].lower()])
    passing = UNITS[match["u"].lower()] >= 30  # "four months later he died of it"
    return mention_of(match, day, day, sense="aside" if passing else "relative")


def _that_year(match: re.Match[str], knows: Calendar) -> DateMention | None:
    groups = match.groupdict()
    if groups.get("later") or (groups.get("w") or "").lower() == "a" or groups.get("w2"):
        return _year_from(match, groups, knows)
    if knows.year is None or (groups.get("u") or groups.get("u2") or "").lower() == "month":
        return None
    return mention_of(match, *part_of_year(knows.year, ""), sense="relative", grain="year")


def _year_from(
    match: re.Match[str], groups: dict[str, str | None], knows: Calendar
) -> DateMention | None:
    turn = f"{groups.get('later') or ''} {groups.get('w2') or ''}".strip().lower()
    step = {"later": 1, "earlier": -1, "before": -1, "after": 1}.get(turn)
    if step is None or knows.year is None or (groups.get("u") or "").lower() == "month":
        return None
    return mention_of(
        match, *part_of_year(knows.year + step, ""), sense="relative", grain="year", firm=False
    )


def _around(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "In the six months before", counted from the period named last."""
    if knows.last is None:
        return None
    days = small_number(match["n"]) * (UNITS[match["u"].lower()])
    first, last = knows.last.start, knows.last.end
    if match["w"].lower() in ("before", "preceding"):
        if first is None:
            return None
        return mention_of(match, _months_from(first, -days), first - _ONE_DAY, grain="span")
    if last is None:
        return None
    return mention_of(match, last + _ONE_DAY, _months_from(last, days), grain="span")


_ONE_DAY = timedelta(days=1)


def _months_from(day: date, days: int) -> date:
    """Whole months and years where ``days`` stands for such, else days."""
    months = round(days / 30.4) if abs(days) >= 30 else 0
    if not months:
        return day + timedelta(days=days)
    at = day.year * 12 + day.month - 1 + months
    last = calendar.monthrange(at // 12, at % 12 + 1)[1]
    return date(at // 12, at % 12 + 1, min(day.day, last))


def _since_then(match: re.Match[str], knows: Calendar) -> DateMention | None:
    start = knows.last.start if knows.last else None
    if start is None:
        return None
    period = Period.of(start, None)
    return DateMention(match.start(), match.end(), period, "since", False, "span")


def _that_month(match: re.Match[str], knows: Calendar) -> DateMention | None:
    if knows.month is None:
        return None
    first, last = part_of_month(knows.month.year, knows.month.month, part_of(match["part"]))
    return mention_of(match, first, last, sense="relative", grain="month")


def _day_of_month(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "On the 24th", of the month named last."""
    if knows.month is None:
        return None
    day = knows.month.replace(day=day_number(match["d"]))
    return mention_of(match, day, day, sense="relative")


def _bare_quarter(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "In the first quarter", of the year at hand."""
    at = {"first": 1, "second": 2, "third": 3}.get(match["end"].lower(), 4)
    year = _year_meant("the", knows, 3 * at)
    if year is None:
        return None
    return mention_of(match, *part_of_year(year, f"q{at}"), firm=False, grain="month")


def _part_of_that_year(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "The second half of the year", "the first ten months of this year"."""
    part, groups = match["end"].lower(), match.groupdict()
    at = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(part, -1)
    length = {"half": 6, "quarter": 3}.get((groups["half"] or "").lower(), 0)
    length, at = length or min(12, small_number(groups["n"])), at if length else min(at, 0)
    begin = 13 - length if at < 0 else 1 + at * length
    if (at > 0 and not groups["half"]) or not 1 <= begin <= 13 - length:
        return None
    year = _year_meant(match["w"], knows, begin + length - 1)
    if year is None:
        return None
    last = month_end(year, begin + length - 1)
    return mention_of(match, date(year, begin, 1), last, firm=False, grain="month")


def _end_of_that_year(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "At the end of the year" is its last month, "the start of the year" its first."""
    month = {"end": 12, "close": 12, "middle": 6}.get(match["end"].lower(), 1)
    year = _year_meant(match["w"], knows, month)
    if year is None:
        return None
    start = match.start() + len(match["pre"] or "")
    return DateMention(
        start + (match.string[start] == " "), match.end(),
        Period.of(date(year, month, 1), month_end(year, month)), "stated", False, "month",
    )  # fmt: skip


def _year_meant(word: str, knows: Calendar, month: int) -> int | None:
    """The year of "this year", "last year" and "the year", as a reader takes it."""
    today = knows.published
    if word.lower() in ("this", "last"):
        return today.year - (word.lower() == "last") if today else None
    year = knows.year if knows.year is not None else today.year if today else None
    if year is None or today is None:
        return year
    return year - ((year, month) > (today.year, today.month))


READ = {
    "barequarter": _bare_quarter,
    "around": _around,
    "sincethen": _since_then,
    "thatmonth": _that_month,
    "dayofmonth": _day_of_month,
    "partofyear": _part_of_that_year,
    "endofyear": _end_of_that_year,
    "later": _later,
    "ago": _ago,
    "past": _past,
    "todate": _to_date,
    "this": _this,
    "day0": _near_day,
    "weekday": _weekday,
    "sameday": _same_day,
    "nextday": _next_day,
    "yearrel": _that_year,
}
"""Each reader by the name of its shape in ``date_words``."""
