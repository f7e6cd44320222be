"""Change against neighbours: did the level step by more here than next door?

Assumes: see :mod:`counterclaim.assess.neighbours`; neighbours are not untouched controls.
Refuses when: the series itself cannot carry a step, no neighbour can, or, for the placebo rank,
    fewer than 19 donors are left.
Reads as: what would have been seen, then the ratio of ratios.
Reference: :mod:`counterclaim.assess.neighbours`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pydantic import Field

from counterclaim.assess import neighbours
from counterclaim.assess.assessment import Answer, Assessment, Observed
from counterclaim.assess.declared import OneSeries, Series
from counterclaim.assess.kinds.change import step_picture
from counterclaim.assess.neighbours import Contrast
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts


class Declaration(OneSeries):
    """``neighbours`` are series of other places; ``placebo`` ranks the step among them instead."""

    neighbours: tuple[Series, ...] = Field(min_length=1)
    changed_on: date
    placebo: bool = False

    def read(self) -> tuple[Series, ...]:
        """The series and its neighbours."""
        return (self.series, *self.neighbours)


class Neighbours(Assessment[Declaration]):
    """The step here against the mean step of the neighbours."""

    declaration = Declaration

    @cached_property
    def here(self) -> MonthlyCounts:
        """The series itself."""
        return self.desk.monthly(self.declared.series, self.window, self.declared.of)

    @cached_property
    def others(self) -> tuple[MonthlyCounts, ...]:
        """The neighbours."""
        said = self.declared
        return tuple(self.desk.monthly(one, self.window, said.of) for one in said.neighbours)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return neighbours.validate(self.here, self.others, self.declared.changed_on)

    def compute(self) -> Answer:
        """The contrast, or the rank among the donors."""
        run = neighbours.placebo_rank if self.declared.placebo else neighbours.run
        return run(self.here, self.others, self.declared.changed_on)

    def observed(self) -> tuple[Observed, ...]:
        """Sources are looked at for a break at the same date, here and next door."""
        return tuple((s, self.declared.changed_on) for s in self.declared.read() if s.measure)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """The months here and in each neighbour."""
        fitted: list[Answer] = [found] * (1 + len(self.others))
        if isinstance(found, Contrast):
            by_name = {one.name: one for one in (found.here, *found.neighbours)}
            fitted = [by_name.get(one.name, found) for one in (self.here, *self.others)]
        pairs = zip((self.here, *self.others), fitted, strict=True)
        at, of = self.declared.changed_on, self.declared.of
        return tuple(step_picture(one, at, fit, of) for one, fit in pairs)
