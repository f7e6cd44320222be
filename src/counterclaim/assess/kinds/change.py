"""Change at a known date in one series of a case.

Assumes: see :mod:`counterclaim.assess.step`.
Refuses when: the data end before the date, months lack a record, or too little lies on one side.
Reads as: what would have been seen, then the ratio of the level after to the level before.
Reference: :mod:`counterclaim.assess.step`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from counterclaim.assess import step
from counterclaim.assess.assessment import Answer, Assessment, Observed
from counterclaim.assess.declared import OneSeries
from counterclaim.assess.picture import Picture, months
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.step import StepChange, StepSettings
from counterclaim.model.record import CellError


class Declaration(OneSeries):
    """``changed_on`` is the date, ``settled_on`` the end of a change that took a while.

    ``slope`` allows one common trend, ``harmonics`` yearly waves; ``change_month`` is dropped or
    split by days; ``equivalence`` is the ratio inside which no change is called.
    """

    changed_on: date
    settled_on: date | None = None
    slope: bool = False
    harmonics: int = Field(0, ge=0, le=3)
    change_month: Literal["drop", "split"] = "drop"
    equivalence: float = Field(1.5, gt=1)

    @model_validator(mode="after")
    def _in_order(self) -> Declaration:
        if self.settled_on is not None and self.settled_on < self.changed_on:
            raise CellError("settled_on is before changed_on", expected="the later date")
        return self


class Change(Assessment[Declaration]):
    """The level of the months after a date against those before."""

    declaration = Declaration

    @cached_property
    def settings(self) -> StepSettings:
        """The declared choices."""
        said = self.declared
        return StepSettings(
            slope=said.slope,
            harmonics=said.harmonics,
            change_month=said.change_month,
            equivalence=said.equivalence,
        )

    @cached_property
    def series(self) -> MonthlyCounts:
        """The monthly counts."""
        return self.desk.monthly(self.declared.series, self.window, self.declared.of)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        said = self.declared
        return step.validate(
            self.series, said.changed_on, settled_on=said.settled_on, settings=self.settings
        )

    def compute(self) -> Answer:
        """The step."""
        said = self.declared
        return step.run(
            self.series, said.changed_on, settled_on=said.settled_on, settings=self.settings
        )

    def observed(self) -> tuple[Observed, ...]:
        """Sources are looked at for a break at the same date."""
        return tuple((s, self.declared.changed_on) for s in self.declared.read() if s.measure)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every month, and the two levels where they were fitted."""
        return (step_picture(self.series, self.declared.changed_on, found, self.declared.of),)


def step_picture(series: MonthlyCounts, at: date, found: Answer, unit: str) -> Picture:
    """The months of a series with a line at the change, and the fit where there is one."""
    if isinstance(found, StepChange):
        return months(series.name, unit, found.months, found.counts, found.fitted, (at,))
    return months(series.name, unit, series.months, series.counts, rules=(at,))
