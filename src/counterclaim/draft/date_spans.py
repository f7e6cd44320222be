"""Pairs of dates that make one period ("from A to B"), and open ones ("since", "as of")."""
# ruff: noqa: E501  (one alternative of a pattern stands on one line)

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from counterclaim.model.period import Period

Sense = Literal["stated", "relative", "cumulative", "since", "until", "aside"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: half-open span, its period, and how it was put.

    ``aside`` recalls an earlier event ("since March, when ..."). ``cumulative`` counts up to the period's end ("as of"), ``since`` and ``until`` are open.
    ``event`` is the date as named: in "since the coup of 2012" and "as of May". ``firm`` is False where the year was taken from elsewhere.
    """

    start: int
    end: int
    period: Period
    sense: Sense = "stated"
    firm: bool = True
    grain: Literal["day", "month", "year", "span"] = "day"
    event: Period | None = None


_GAP = {
    "en": re.compile(r",?\s*(?:to|until|till|through|and|up to|[-–—])\s*(?:the\s+)?", re.I),
    "fr": re.compile(r",?\s*(?:au|à|et|jusqu['’](?:en|à|au)|[-–—])\s*(?:le\s+|la\s+)?", re.I),
}
_BEFORE = {
    "en": re.compile(
        r"(?P<range>\b(?:between|from)\s+(?:the\s+)?)$|(?P<since>\b(?:since|starting in|starting from|beginning in|from)\s+(?:at least\s+)?(?:the\s+)?|(?P<event>\bsince\s+(?:(?:[A-Z][a-z]{0,2}\.|[^\W\d][\w’'-]*)\s+){1,6}(?:of|in|on)\s+))$"
        r"|(?P<until>\b(?:until|till|up to|through)\s+(?:the\s+)?)$|(?P<cum>\bas\s+of\s+(?:the\s+)?)$",
        re.I,
    ),
    "fr": re.compile(
        r"(?P<range>\b(?:entre|du|de|d['’])\s*(?:le\s+)?)$|(?P<since>\b(?:depuis|à partir de|à partir du|dès)\s+(?:le\s+|la\s+)?)$"
        r"|(?P<until>\b(?:jusqu['’](?:en|à|au)|avant)\s*(?:le\s+|la\s+)?)$|(?P<cum>\b(?:à la date du|en date du|au)\s+)$",
        re.I,
    ),
}  # fmt: skip


def join_dates(text: str, mentions: list[DateMention], language: str) -> list[DateMention]:
    """Pairs such as "from A to B" become one; "since", "until", "as of" are read."""
    found: list[DateMention] = []
    at = 0
    while at < len(mentions):
        here = mentions[at]
        pair = mentions[at + 1] if at + 1 < len(mentions) else None
        merged = _range(text, here, pair, language) if pair else None
        found.append(merged or _with_sense(text, here, language))
        at += 2 if merged else 1
    return found


def _lead(text: str, mention: DateMention, language: str) -> re.Match[str] | None:
    begin = max(0, mention.start - 60)
    return _BEFORE[language].search(text[begin : mention.start])


def _range(text: str, left: DateMention, right: DateMention, language: str) -> DateMention | None:
    gap = text[left.end : right.start]
    lead = _lead(text, left, language)
    opens = lead and (lead.group("range") or lead.group("since"))
    signs = bool(re.fullmatch(r"\s*[-–—]\s*|\s+(?:to|au)\s+(?:le\s+)?", gap))
    if not _GAP[language].fullmatch(gap) or not (opens or signs):
        return None
    start, end = left.period.start, right.period.end
    if start and end and not left.firm and start > end:
        start = start.replace(year=end.year) if start.month <= end.month else start
    if start is None or end is None:
        return None
    start = _year_of_pair(start, end, left, right)
    if start > end:
        return None
    period = Period.of(start, end)
    return replace(left, end=right.end, period=period, firm=right.firm, grain=_span_grain(period))


def _year_of_pair(start: date, end: date, left: DateMention, right: DateMention) -> date:
    """ "From March to May 2022": the first takes the year of the second."""
    if left.firm or left.grain == "year" or start.year == end.year:
        return start
    year = end.year if (start.month, start.day) <= (end.month, end.day) else end.year - 1
    leap = (start.month, start.day) == (2, 29)
    return start if leap else start.replace(year=year)


def _span_grain(period: Period) -> Literal["month", "span"]:
    return "month" if (period.days or 999) <= 62 else "span"


def _with_sense(text: str, mention: DateMention, language: str) -> DateMention:
    lead = _lead(text, mention, language)
    if lead is None:
        return mention
    if lead.group("cum"):
        period = Period.of(None, mention.period.end)
        return replace(mention, sense="cumulative", period=period, event=mention.period)
    if lead.group("since"):
        if re.match(r",?\s+(?:when|quand|lorsque)\b", text[mention.end : mention.end + 12]):
            return replace(mention, sense="aside")
        event = mention.period if lead.groupdict().get("event") else None
        period = Period.of(mention.period.start, None)
        return replace(mention, sense="since", period=period, event=event)
    if lead.group("until"):
        return replace(mention, sense="until", period=Period.of(None, mention.period.end))
    return mention
