"""Outlook: what the coming months look like if they are like the last ones.

Assumes: see :mod:`counterclaim.assess.outlook`; the past is the only guide.
Refuses when: no event or one only, every month alike, or fewer than six months can be scored.
Reads as: the range of a coming month under the baselines, and whether one is shown to be better.
Reference: :mod:`counterclaim.assess.outlook`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from counterclaim.assess import outlook
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import OneSeries
from counterclaim.assess.outlook import OutlookReading, OutlookSettings
from counterclaim.assess.picture import Picture, months
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts


class Declaration(OneSeries):
    """``horizons`` are months ahead; the first is the headline."""

    horizons: tuple[Annotated[int, Field(ge=1)], ...] = Field((1, 3, 6), min_length=1)
    draws: int = Field(1000, ge=100, le=20_000)
    seed: int = 1


class Outlook(Assessment[Declaration]):
    """Baselines scored over the months that are known."""

    declaration = Declaration
    interval = "90% of the coming months"

    @cached_property
    def settings(self) -> OutlookSettings:
        """The declared choices."""
        said = self.declared
        return OutlookSettings(
            horizons=said.horizons, draws=said.draws, seed=said.seed, unit=said.of
        )

    @cached_property
    def series(self) -> MonthlyCounts:
        """The monthly counts."""
        return self.desk.monthly(self.declared.series, self.window, self.declared.of)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return outlook.validate(self.series, self.settings)

    def compute(self) -> Answer:
        """Rolling origin, then the month after the end of the data."""
        return outlook.outlook(self.series, self.settings)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every month, and what each baseline draws for the next."""
        past = months(self.series.name, self.declared.of, self.series.months, self.series.counts)
        if not isinstance(found, OutlookReading):
            return (past,)
        rows = tuple(
            {"at": a.baseline, "low": a.low, "value": a.middle, "high": a.high} for a in found.ahead
        )
        ahead = Picture(
            form="ranges", title="The coming month (90%)", unit=self.declared.of, rows=rows
        )
        return past, ahead
