"""Calendar dates as they are printed in bylines and notes, English and French."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    ("january", "jan", "janvier", "janv"),
    ("february", "feb", "février", "fevrier", "févr", "fév"),
    ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai"),
    ("june", "jun", "juin"),
    ("july", "jul", "juillet", "juil"),
    ("august", "aug", "août", "aout"),
    ("september", "sept", "sep", "septembre"),
    ("october", "oct", "octobre"),
    ("november", "nov", "novembre"),
    ("december", "dec", "décembre", "decembre", "déc"),
)
MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names}
_M = "(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_D = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?"
_Y = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_S = r"[\s,]{1,3}"
_FULL = (
    rf"\b{_M}\s{{1,2}}{_D}{_S}{_Y}",
    rf"(?<!\d){_D}\s{{1,2}}(?:de\s|of\s)?{_M}{_S}{_Y}",
    rf"(?<![\d/-]){_Y}-(?P<mm>\d\d)-(?P<day>\d\d)(?!\d)",
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)[,\s]{{1,2}}{_M}\s{{1,2}}{_D}(?!\d)",
    rf"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<mm>\d\d)/{_Y}",
)
_PARTIAL = (rf"\b{_M}{_S}{_Y}", rf"(?<![\d/=-]){_Y}(?![-/]\d)")
_FULL_FORMS = tuple(re.compile(form, re.I) for form in _FULL)
_PARTIAL_FORMS = tuple(re.compile(form, re.I) for form in _PARTIAL)


def find_date(text: str, partial: bool = True) -> tuple[str, int, int] | None:
    """The first printed date as ``(period, start, end)``.

    A full date is preferred to a month and year, these to a year. ``partial=False`` takes full
    dates only. ``period`` is ``2022-11-14``, ``2022-11`` or ``2022``.
    """
    for form in _FULL_FORMS + (_PARTIAL_FORMS if partial else ()):
        for found in form.finditer(text):
            if period := _period(found):
                return period, found.start(), found.end()
    return None


def _period(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = int(parts["year"])
    month = int(parts["mm"]) if parts.get("mm") else MONTH_NUMBERS.get(_month(parts), 0)
    if not month:
        return f"{year:04d}"
    if not parts.get("day"):
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> str:
    return (parts.get("month") or "").lower()
