"""Dates that name their month or year: "5 August", "the first half of 2023"."""

from __future__ import annotations

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
from counterclaim.draft.date_words import SEASONS, UNITS, month_number, part_of
from counterclaim.model.period import Period


def _whole_year(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    part = part_of(match.groupdict().get("part"))
    first, last = part_of_year(year, part)
    # "the 2014 invasion" and "(2021)" name a year in passing
    led = re.search(
        r"\b(?:in|during|throughout|en|of|by|for|année|l['’]année)\s+$",
        match.string[: match.start()],
        re.I,
    )
    return mention_of(match, first, last, firm=bool(led) or bool(part), grain="year")


def _day(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = int(match["mm"]) if "mm" in match.groupdict() else month_number(match["m"])
    day = day_number(match["d"])
    year = int(match["y"]) if match["y"] else knows.year_for(month, day)
    if year is None:
        return None
    found = date(year, month, day)
    return mention_of(match, found, found, firm=bool(match["y"]))


def _days(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    first, last = day_number(match["d1"]), day_number(match["d2"])
    year = int(match["y"]) if match["y"] else knows.year_for(month, last)
    if year is None or last <= first:
        return None
    return mention_of(
        match, date(year, month, first), date(year, month, last), firm=bool(match["y"])
    )


def _month(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else knows.year_for(month)
    if year is None:
        return None
    first, last = part_of_month(year, month, part_of(groups.get("part")))
    start = match.start("part") if groups.get("part") else match.start("m")
    period = Period.of(first, last)
    return DateMention(start, match.end(), period, "stated", bool(groups.get("y")), "month")


def _month_pair(match: re.Match[str], knows: Calendar) -> DateMention | None:
    """ "In October and November", "during June/July 2023"."""
    first, last = month_number(match["m"]), month_number(match["m2"])
    year = int(match["y"]) if match["y"] else knows.year_for(last)
    if year is None or first == last:
        return None
    begin = date(year - (first > last), first, 1)
    period = Period.of(begin, month_end(year, last))
    return DateMention(match.start("m"), match.end(), period, "stated", bool(match["y"]), "month")


def _months_to(match: re.Match[str], knows: Calendar) -> DateMention:
    """ "The six months to September 2024", "the year to mid-2023"."""
    groups = match.groupdict()
    month = month_number(groups["m"]) if groups.get("m") else _last_month(groups["part"] or "")
    end = month_end(int(match["y"]), month)
    back = end.year * 12 + end.month - (small_number(match["n"]) if match["n"] else 12)
    return mention_of(match, date(back // 12, back % 12 + 1, 1), end, grain="span")


def _last_month(part: str) -> int:
    return 12 if part.lower().startswith("end") else 6


def _some_weeks(match: re.Match[str], knows: Calendar) -> DateMention | None:
    month = month_number(match["m"])
    year = int(match["y"]) if match["y"] else knows.year_for(month)
    if year is None:
        return None
    length = small_number(match["n"]) * UNITS[match["u"].lower()]
    first, end = date(year, month, 1), month_end(year, month)
    if match["end"].lower() == "first":
        return mention_of(match, first, min(end, first + timedelta(days=length - 1)))
    return mention_of(match, max(first, end - timedelta(days=length - 1)), end)


def _season(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    first, last = SEASONS[match["s"].lower()]
    return mention_of(
        match, date(year, first, 1), month_end(year + (last < first), last), grain="month"
    )


def _quarter(match: re.Match[str], knows: Calendar) -> DateMention:
    return mention_of(match, *part_of_year(int(match["y"]), "q" + match["q"]), grain="month")


def _years(match: re.Match[str], knows: Calendar) -> DateMention | None:
    first, tail = int(match["y1"]), match["y2"]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if last <= first:
        return None
    return mention_of(match, date(first, 1, 1), date(last, 12, 31), grain="span")


def _decade(match: re.Match[str], knows: Calendar) -> DateMention:
    year = int(match["y"])
    return mention_of(match, date(year, 1, 1), date(year + 9, 12, 31), grain="span", firm=False)


def _first_months(match: re.Match[str], knows: Calendar) -> DateMention:
    year, month = int(match["y"]), min(12, small_number(match["n"]))
    return mention_of(match, date(year, 1, 1), month_end(year, month), grain="span")


READ = {
    "day": _day,
    "iso": _day,
    "days": _days,
    "month": _month,
    "baremonth": _month,
    "partmonth": _month,
    "openmonth": _month,
    "monthpair": _month_pair,
    "thatyear": _month,
    "firstmonths": _first_months,
    "monthsto": _months_to,
    "weeks": _some_weeks,
    "season": _season,
    "quarter": _quarter,
    "years": _years,
    "decade": _decade,
    "year": _whole_year,
}
"""Each reader by the name of its shape in ``date_words``."""
