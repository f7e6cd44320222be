"""Dates as files write them, read by the engine that reads the rows."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from counterclaim.ingest.dates import reading


@pytest.mark.parametrize(
    "written",
    ["02-Jan-22", "2 Jan 22", "02-Jan-2022", "2 January 2022", "January 2, 2022", "2-January-22"],
)
def test_dates_in_words_have_years_of_two_or_four_digits(written: str) -> None:
    """Two digits are a year of our time, never of the first century."""
    with duckdb.connect() as connection:
        query = f"SELECT {reading('given', 'words')} FROM (SELECT $1 AS given)"
        assert connection.execute(query, [written]).fetchone() == (date(2022, 1, 2),)
