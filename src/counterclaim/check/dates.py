"""Dates and durations that do not add up: an error if impossible, silent if rounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from counterclaim.check.cells import FLOWS
from counterclaim.check.editor import finding
from counterclaim.check.telling import number, told
from counterclaim.check.when import at
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.period import Period

KIND = "dates"
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25, "decade": 3652.5}
_AGO = re.compile(r"\bago\b|\bil y a\b", re.IGNORECASE)
# "Three years" is said of two and a half to three and a half, and of a fifth more or less.
_ROUNDED_SHARE = 0.2


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Durations beside the dates that they span, and things told before they happened."""
    for claim in ledger.in_order:
        yield from _duration(ledger, claim)
        yield from _report_before_event(ledger, claim)
        yield from _event_after_document(ledger, claim)


def _duration(ledger: Ledger, claim: Claim) -> Iterator[Finding]:
    unit = next((u for u in _DAYS if u in claim.unit.casefold()), "")
    if claim.counts != "duration" or not unit or claim.window is None:
        return
    if ledger.origin.get(claim.id, {}).get("window", "text") != "text":
        return  # the dates are another sentence's
    window = _until_now(ledger, claim, claim.window)
    shortest_longest = lengths(window) if window else None
    stated = _stated(claim, _DAYS[unit])
    if shortest_longest is None or stated is None:
        return
    shortest, longest = shortest_longest
    if stated[0] > longest or stated[1] < shortest:
        yield _finding(
            ledger,
            claim,
            f"{told(ledger, claim)}: its dates give {number(round(shortest / _DAYS[unit], 1))} to "
            f"{number(round(longest / _DAYS[unit], 1))} {unit}s.",
            "Correct the duration or a date.",
        )


def lengths(window: Period) -> tuple[float, float] | None:
    """Shortest and longest number of days between two dates of a period, as they are written.

    ``2021-12/2025-06`` is at least from the end of December 2021 to the beginning of June 2025.
    ``None`` for one date or an open end.
    """
    left, slash, right = window.text.partition("/")
    if window.start is None or window.end is None:
        return None
    if not slash:
        return None
    first, last = Period.parse(left), Period.parse(right)
    if not (first.end and last.start):
        return None
    return (
        float(max(0, (last.start - first.end).days)),
        float((window.end - window.start).days + 1),
    )


def _until_now(ledger: Ledger, claim: Claim, window: Period) -> Period | None:
    """The period from a date until the document's, for "three years ago"."""
    if not (_AGO.search(claim.unit) or _AGO.search(claim.words)):
        return window
    published = ledger.published(claim)
    if published is None or window.start is None or window.start > published:
        return None
    return Period.parse(f"{window.text.split('/')[0]}/{published.isoformat()}")


def _stated(claim: Claim, unit: float) -> tuple[float, float] | None:
    """The days that the words leave open: half of the last unit, or a fifth, either way."""
    ends = [end for end in (claim.low, claim.best, claim.high) if end is not None]
    if not ends:
        return None
    low, high = (None if claim.low is None else min(ends)), claim.high
    if claim.comparator in {"at_least", "more_than"}:
        high = None
    slack = max(0.5 * unit, _ROUNDED_SHARE * max(ends) * unit, 1.0)
    least = 0.0 if low is None else low * unit - slack
    return least, float("inf") if high is None else high * unit + slack


def _report_before_event(ledger: Ledger, claim: Claim) -> Iterator[Finding]:
    reported, window = claim.reported, claim.window
    if claim.counts not in FLOWS or not (reported and window and window.start and reported.end):
        return
    if reported.end < window.start:
        yield _finding(
            ledger,
            claim,
            f"{told(ledger, claim)} was reported {at(reported)}, before it can have happened.",
            "Check which of the two dates is wrong.",
        )


def _event_after_document(ledger: Ledger, claim: Claim) -> Iterator[Finding]:
    published = ledger.published(claim)
    if claim.counts in FLOWS and published and _is_after(claim.window, published):
        yield _finding(
            ledger,
            claim,
            f"{told(ledger, claim)} lies after the date of the document, {published}.",
            "Check the year.",
        )


def _is_after(window: Period | None, day: date) -> bool:
    return window is not None and window.start is not None and window.start > day


def _finding(ledger: Ledger, claim: Claim, explanation: str, settle: str) -> Finding:
    return finding(
        ledger,
        KIND,
        "error",
        "contradicted",
        [claim],
        explanation,
        settle,
        rests_on=("window", "low", "high", "counts", "unit"),
        members=[settle],
    )
