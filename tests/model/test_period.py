"""Periods: the grammar, its laws, and the edtf package as a second opinion."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import PeriodError
from counterclaim.model.period import Grain, Period, label, period_containing

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
GRAINS: tuple[Grain, ...] = ("year", "quarter", "month")


@st.composite
def parts(draw: st.DrawFn) -> str:
    """A year, month or day, perhaps approximate."""
    text = draw(DAYS).isoformat()[: draw(st.sampled_from((4, 7, 10)))]
    return text + draw(st.sampled_from(("", "~")))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period of the grammar."""
    ends = sorted(
        (draw(parts()), draw(parts())), key=lambda text: Period.parse(text).start or date.min
    )
    left, right = (draw(st.sampled_from((text, ".."))) for text in ends)
    try:
        return Period.parse(draw(st.sampled_from((ends[0], f"{left}/{right}"))))
    except PeriodError:
        return Period.parse(ends[0])


def of_edtf(text: str) -> tuple[date, date]:
    """First and last day as the edtf package reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # its grammar still uses names that pyparsing renamed

        parsed: Any = parse_edtf(text)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    return date(*first[:3]), date(*last[:3])


@given(parts(), parts())
def test_agrees_with_edtf(left: str, right: str) -> None:
    """Closed periods have the first and last day that the edtf package gives them."""
    left, right = left.rstrip("~"), right.rstrip("~")
    for text in (left, f"{min(left, right)}/{max(left, right)}"):
        try:
            period = Period.parse(text)
        except PeriodError:
            continue
        assert (period.start, period.end) == of_edtf(text)


@given(periods())
def test_parse_then_spell_is_identity(period: Period) -> None:
    """A period is its text: parsing the text gives the same period."""
    assert Period.parse(str(period)) == period


@given(DAYS, DAYS)
def test_days_spelled_are_days_read(one: date, other: date) -> None:
    """The shortest spelling of a span covers exactly that span."""
    start, end = sorted((one, other))
    period = Period.of(start, end)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2021, 1, 1), date(2022, 12, 31), "2021/2022"),
        (date(2022, 1, 1), date(2022, 3, 31), "2022-01/2022-03"),
        (date(2021, 12, 1), date(2021, 12, 31), "2021-12"),
        (date(2022, 1, 1), date(2022, 1, 1), "2022-01-01"),
        (None, date(2022, 12, 31), "../2022"),
        (date(2022, 2, 3), None, "2022-02-03/.."),
    ],
)
def test_spelling_is_short_and_even(start: date | None, end: date | None, text: str) -> None:
    """Both ends are spelled in the coarsest grain that fits."""
    assert str(Period.of(start, end)) == text


@given(periods(), periods(), periods())
def test_containment_is_an_order(a: Period, b: Period, c: Period) -> None:
    """Containment is reflexive and transitive; both ways it means the same days."""
    assert a.contains(a)
    assert not (a.contains(b) and b.contains(c)) or a.contains(c)
    assert (a.contains(b) and b.contains(a)) == a.same_days(b)


@given(periods(), periods())
def test_overlap_and_intersection(a: Period, b: Period) -> None:
    """Overlap is symmetric, and is there exactly where an intersection is, inside both."""
    shared = a.intersect(b)
    assert a.overlaps(b) == b.overlaps(a) == (shared is not None)
    assert shared is None or (a.contains(shared) and b.contains(shared))


@given(DAYS, st.integers(0, 900), st.sampled_from(GRAINS))
def test_split_is_a_partition(start: date, length: int, grain: Grain) -> None:
    """The parts of a period follow each other without gap or overlap and have its days."""
    whole = Period.of(start, start + timedelta(days=length))
    pieces = list(whole.split(grain))
    assert sum(piece.days or 0 for piece in pieces) == whole.days
    for piece in pieces:
        assert piece.start is not None
        assert whole.contains(piece)
        assert period_containing(piece.start, grain).contains(piece)


def test_split_ends_with_the_calendar() -> None:
    """The last year that a date can name is split like any other."""
    assert len(list(Period.parse("9998/9999").split("year"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-13",
        "2022-02-30",
        "2023/2022",
        "Dec-21",
        "2022-1",
        "٢٠٢٢",
        "2022?",
        "44531",
        "0000",
    ],
)
def test_other_spellings_are_refused(text: str) -> None:
    """What the grammar does not know is an error that shows the value."""
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert repr(text) in str(caught.value)


def test_approximate_ends() -> None:
    """A tilde marks the end it stands at, and both ends of a single part."""
    single, interval = Period.parse("2022~"), Period.parse("2022/2023~")
    assert (single.about_start, single.about_end) == (True, True)
    assert (interval.about_start, interval.about_end) == (False, True)


def test_open_period_is_not_split() -> None:
    """Only closed periods have a list of parts."""
    with pytest.raises(PeriodError, match="open"):
        list(Period.parse("2022/..").split("year"))


def test_labels() -> None:
    """Readers are shown quarters by number, everything else as written."""
    quarters = [label(q) for q in Period.parse("2024").split("quarter")]
    assert quarters == ["2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4"]
    assert label(Period.parse("2024-01-05/2024-03-31")) == "2024-01-05/2024-03-31"
