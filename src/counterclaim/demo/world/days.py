"""Days of the invented world as datasets write them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from counterclaim.demo.world.story import FIRST_DAY, LAST_DAY

DAYS = LAST_DAY - FIRST_DAY + 1
STYLES = {
    "ged": "%Y-%m-%d 00:00:00.000",
    "web": "%m/%d/%Y 00:00:00",
    "iso": "%Y-%m-%d",
    "words": "%-d %B %Y",
}


class Calendar:
    """Every day of the world, once in each style; rows take from it by day."""

    def __init__(self) -> None:
        days = np.arange(FIRST_DAY, LAST_DAY + 1).astype("datetime64[D]")
        dates: list[date] = days.tolist()
        self.texts = {
            style: pa.array([day.strftime(form) for day in dates]) for style, form in STYLES.items()
        }
        self.years = days.astype("datetime64[Y]").astype(np.int64) + 1970
        months = days.astype("datetime64[M]").astype(np.int64)
        self.months = months - months[0]

    def write(self, days: NDArray[np.int64], style: str) -> pa.Array:
        """``days`` (since 1970-01-01) as text in one of STYLES."""
        return self.texts[style].take(pa.array(days - FIRST_DAY))

    def year(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The year of each day."""
        return np.asarray(self.years[days - FIRST_DAY])

    def month(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Months since the first month of the world."""
        return np.asarray(self.months[days - FIRST_DAY])
