"""Dates in running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.draft.date_spans import DateMention
from counterclaim.draft.dates import find_dates
from counterclaim.model.period import Period

_PUBLISHED = Period.parse("2025-08-28")


def dates(
    text: str, language: str = "en", published: Period | None = _PUBLISHED
) -> list[DateMention]:
    """The dates of a text."""
    return find_dates(text, [(0, len(text))], language, published)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("on 5 August 2022", "2022-08-05"),
        ("on August 5, 2022", "2022-08-05"),
        ("in early March 2022", "2022-03-01/2022-03-10"),
        ("in March 2022", "2022-03"),
        ("In 2022, it", "2022"),
        ("Between March 23, 2022, and March 31, 2022, it", "2022-03-23/2022-03-31"),
        ("from December 2021 until June 2025", "2021-12-01/2025-06-30"),
        ("from 5 to 13 May 2022", "2022-05-05/2022-05-13"),
        ("since June 3, 2024", "2024-06-03/.."),
        ("until November 2023", "../2023-11-30"),
        ("as of 15 March 2024", "../2024-03-15"),
        ("the first half of 2024", "2024-01-01/2024-06-30"),
        ("in the summer of 2023", "2023-06-01/2023-08-31"),
        ("from 1 Nov. 2018 to 23 March 2019", "2018-11-01/2019-03-23"),
        ("over the past three years", "2022-08-29/2025-08-28"),
        ("last Monday", "2025-08-25"),
        ("on Tuesday", "2025-08-26"),
        ("yesterday", "2025-08-27"),
        ("the first six months of the year", "2025-01-01/2025-06-30"),
        ("the second half of last year", "2024-07-01/2024-12-31"),
        ("the first ten months of the year", "2024-01-01/2024-10-31"),
        ("by the end of last year", "2024-12"),
        ("in May and June 2024", "2024-05-01/2024-06-30"),
        ("in October and November", "2024-10-01/2024-11-30"),
        ("July, with 286 dead, was bad", "2025-07"),
        ("in the second quarter", "2025-04-01/2025-06-30"),
        ("the year to mid-2023", "2022-07-01/2023-06-30"),
        ("the fourteen months to March 2022", "2021-02-01/2022-03-31"),
        ("since the coup of August 2020", "2020-08-01/.."),
        ("since Mr. Tinubu took office in 2023", "2023-01-01/.."),
        ("from 30 October to 1 November 2022", "2022-10-30/2022-11-01"),
        ("Between January and November of 2020, it", "2020-01-01/2020-11-30"),
        ("over the last year", "2024-08-28/2025-08-28"),
        ("in 2014 and 2015", "2014-01-01/2015-12-31"),
        ("on January 19, 1862, the", "1862-01-19"),
        ("in 1776 alone", "1776"),
        ("(from 1775–1779)", "1775-01-01/1779-12-31"),
    ],
)
def test_english_dates(text: str, period: str) -> None:
    """Full, partial, open and relative dates become the period that they mean."""
    (found,) = dates(text)
    assert found.period.same_days(Period.parse(period))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("le 5 août 2024", "2024-08-05"),
        ("fin mars 2022", "2022-03-20/2022-03-31"),
        ("entre le 27 et le 31 mars 2022", "2022-03-27/2022-03-31"),
        ("du 3 au 5 mai 2023", "2023-05-03/2023-05-05"),
        ("depuis 2012", "2012-01-01/.."),
        ("lundi dernier", "2025-08-25"),
        ("depuis le début de l'année", "2025-01-01/2025-08-28"),
        ("vendredi 15 août 2025", "2025-08-15"),
    ],
)
def test_french_dates(text: str, period: str) -> None:
    """The same in French."""
    (found,) = dates(text, "fr")
    assert found.period.same_days(Period.parse(period))


def test_a_day_takes_the_last_year_named() -> None:
    """In a history, "13 October" lies in the year that was named before it."""
    text = "It began on 2 October 2016 after years of war. On 13 October it ended."
    assert dates(text, published=None)[1].period.text == "2016-10-13"


def test_news_takes_the_year_of_publication() -> None:
    """In news, a year named in passing does not date the days of the event."""
    text = "It struck on Sunday, as on Monday, after a war since 2015. On 3 May it struck again."
    assert dates(text)[-1].period.text == "2025-05-03"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("It rose in May 2024. In the three months before, it fell.", "2024-02-01/2024-04-30"),
        ("It began in May 2024. In the two months after, it ended.", "2024-06-01/2024-07-31"),
        ("They met in May 2024; since then 30 died.", "2024-05-01/.."),
        ("On 3 May 2024 it began; late that month it ended.", "2024-05-20/2024-05-31"),
        ("It began on 3 May 2024; on the 24th, it ended.", "2024-05-24"),
    ],
)
def test_some_dates_are_counted_from_the_last_one(text: str, period: str) -> None:
    """ "In the three months before", "since then", "that month", "on the 24th"."""
    assert dates(text)[-1].period.same_days(Period.parse(period))


def test_a_month_of_publication_dates_months_but_no_days() -> None:
    """A text of February 2022 means the January before it, and knows no "yesterday"."""
    month = Period.parse("2022-02")
    assert [d.period.text for d in dates("In January it rose.", published=month)] == ["2022-01"]
    assert dates("It rained yesterday and on Tuesday.", published=month) == []


def test_a_number_of_men_is_no_early_year() -> None:
    """ "In 1800 men" and "a force of 1500 men" count men."""
    assert dates("They lost 1800 men of 1500 men in 1700 battles.") == []


def test_that_year_is_the_last_one() -> None:
    """ "December of that year" is read with the year before it."""
    found = dates("Signed in June 2021, it began in December of that year.")
    assert found[-1].period.text == "2021-12"


def test_verbs_are_no_months() -> None:
    """ "May" and "march" as verbs are no dates."""
    assert dates("They may march on and may win.") == []


def test_a_number_after_a_month_stays_a_number() -> None:
    """ "In July 2024, 20 men" names a month, not the 20th."""
    (found,) = dates("In July 2024, 20 men left.")
    assert found.period.text == "2024-07"


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_is_read_in_three_spellings(day: date) -> None:
    """A full date comes back as its day, however it is written."""
    month = f"{day:%B}"
    for text in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
    ):
        (found,) = dates(f"It happened on {text}.")
        assert found.period.start == found.period.end == day


def starts(text: str, published: str = "2023-07-26") -> list[str]:
    """The first days of the dates that a text names."""
    found = find_dates(text, [(0, len(text))], "en", Period.parse(published))
    return [date.period.start.isoformat() for date in found if date.period.start]


def test_a_date_that_is_looked_back_to_sets_no_year() -> None:
    """ "The deadliest since the bombs in April 2004" does not move what follows to 2004."""
    text = (
        "On 22 December 2011 bombs went off, the worst since a raid in April 2004. On 23 December"
    )
    assert starts(text)[-1] == "2011-12-23"


def test_the_year_turns_once_for_all_months_that_follow() -> None:
    """After December 2011 January is that of 2012, and so is the June after it."""
    text = "On 22 December 2011 bombs went off. On January 27 and on June 4 there were more."
    assert starts(text)[1:] == ["2012-01-27", "2012-06-04"]


def test_the_year_of_the_title_is_that_of_the_text() -> None:
    """An article whose title names one year means that year by "15 May", whenever it appeared."""
    assert starts("Attacks on Tarso (2022)\n\nOn 15 May a depot burned.")[-1] == "2022-05-15"


def test_two_thousand_people_are_no_year() -> None:
    """ "Another 2000 civilians" counts; "in 2000" is a year."""
    assert starts("In 2000 rebels came, and another 2000 civilians fled.") == ["2000-01-01"]
