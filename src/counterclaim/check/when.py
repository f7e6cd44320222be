"""Periods as a reader is told them: "May 2023", "23 to 31 March 2022", "until June 2025"."""

from __future__ import annotations

import calendar

from counterclaim.model.period import Period

_OPEN = frozenset({"", ".."})


def when(period: Period) -> str:
    """The period in words, each end as exactly as it was written."""
    left, slash, right = period.text.partition("/")
    if not slash:
        return _date(left)
    if left in _OPEN or right in _OPEN:
        return _open_ended(left, right)
    return f"{_without_shared(left, right)} to {_date(right)}"


def at(period: Period) -> str:
    """The period with its preposition: "in 2022", "on 14 May 2023", "from 2021 to 2022"."""
    told = when(period)
    if "/" in period.text:
        return told if told.startswith(("until", "since", "at any")) else f"from {told}"
    return f"on {told}" if period.text.count("-") > 1 else f"in {told}"


def _open_ended(left: str, right: str) -> str:
    if left in _OPEN and right in _OPEN:
        return "at any time"
    return f"until {_date(right)}" if left in _OPEN else f"since {_date(left)}"


def _date(text: str) -> str:
    """``2023-05-14~`` as "about 14 May 2023"."""
    about = "about " if text.endswith("~") else ""
    year, *rest = text.rstrip("~").split("-")
    month = [calendar.month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return about + " ".join([*day, *month, year])


def _without_shared(left: str, right: str) -> str:
    """The first date without the year, and the month, that it shares with the second."""
    one, two = left.split("-"), right.split("-")
    if len(one) != len(two) or len(one) == 1 or one[0] != two[0] or "~" in left + right:
        return _date(left)
    words = _date(left).split()[:-1]
    return words[0] if len(one) > 2 and one[1] == two[1] else " ".join(words)
