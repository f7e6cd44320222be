"""Periods are told in words."""

from __future__ import annotations

import pytest

from counterclaim.check.when import at, when
from counterclaim.model.period import Period


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2022", "in 2022"),
        ("2022-03", "in March 2022"),
        ("2022-03-27", "on 27 March 2022"),
        ("2022-03~", "in about March 2022"),
        ("2020/2022", "from 2020 to 2022"),
        ("2022-03-23/2022-03-31", "from 23 to 31 March 2022"),
        ("2022-03-23/2022-04-02", "from 23 March to 2 April 2022"),
        ("2022-01/2022-03", "from January to March 2022"),
        ("2021-12/2022-02", "from December 2021 to February 2022"),
        ("../2025-07-31", "until 31 July 2025"),
        ("2025/..", "since 2025"),
    ],
)
def test_periods_read_as_an_editor_writes_them(written: str, told: str) -> None:
    """Each end as exactly as it was written, what is shared said once."""
    assert at(Period.parse(written)) == told
    assert when(Period.parse(written)) in told
