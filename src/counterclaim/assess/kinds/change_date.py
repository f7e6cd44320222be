"""Change at an unknown date in one series of a case: can any one date be singled out?

Assumes: see :mod:`counterclaim.assess.changepoint`.
Refuses when: fewer than 24 months, fewer than 10 events, months without a record in between.
Reads as: the step that would probably have been seen, then the date with those nearly as good.
Reference: :mod:`counterclaim.assess.changepoint`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pydantic import Field

from counterclaim.assess import changepoint
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.changepoint import ChangePoint, ChangePointSettings
from counterclaim.assess.declared import OneSeries
from counterclaim.assess.picture import Picture, months
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts


class Declaration(OneSeries):
    """``edge`` months at either end are no candidates."""

    edge: int = Field(6, ge=3, le=24)
    draws: int = Field(999, ge=199, le=9999)
    seed: int = 1


class ChangeDate(Assessment[Declaration]):
    """The strongest date of change among all months."""

    declaration = Declaration

    @cached_property
    def settings(self) -> ChangePointSettings:
        """The declared choices."""
        said = self.declared
        return ChangePointSettings(edge=said.edge, draws=said.draws, seed=said.seed)

    @cached_property
    def series(self) -> MonthlyCounts:
        """The monthly counts."""
        return self.desk.monthly(self.declared.series, self.window, self.declared.of)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return changepoint.validate(self.series, settings=self.settings)

    def compute(self) -> Answer:
        """The test over all dates."""
        return changepoint.run(self.series, settings=self.settings)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every month; where a date stands out, lines round the months nearly as good."""
        rules: tuple[date, ...] = ()
        if isinstance(found, ChangePoint) and found.verdict == changepoint.FOUND:
            rules = (found.nearly_as_good[0], found.nearly_as_good[-1])
        return (
            months(
                self.series.name,
                self.declared.of,
                self.series.months,
                self.series.counts,
                rules=rules,
            ),
        )
