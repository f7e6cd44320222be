"""Reciprocity between two series of a case: does one side act more, or less, after the other?

Assumes: see :mod:`counterclaim.assess.reciprocity`; both series come from data that cover and name
    both sides over the same months.
Refuses when: a series is given as totals without days (and says what its events could have shown
    if dated), the series share no month, or the events are too few.
Reads as: the smallest response that would have been seen, then the label of both directions.
Reference: :mod:`counterclaim.assess.reciprocity`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from counterclaim.assess import reciprocity
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.desk import Gaps
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.assess.reciprocity import ReciprocitySettings
from counterclaim.assess.series import DatedEvents


class Declaration(Declared):
    """Two series; ``windows`` and ``taus`` in days, ``equivalence`` a ratio that is no response."""

    series: tuple[Series, Series]
    windows: tuple[Annotated[int, Field(ge=1)], ...] = Field((14, 7, 3), min_length=1)
    taus: tuple[Annotated[float, Field(gt=0)], ...] = Field((3.0, 7.0, 21.0), min_length=1)
    equivalence: float = Field(1.5, gt=1)
    draws: int = Field(4999, ge=199, le=99_999)
    seed: int = 1

    def read(self) -> tuple[Series, ...]:
        """Both series."""
        return self.series


class Reciprocity(Assessment[Declaration]):
    """Both directions, Holm over the two."""

    declaration = Declaration

    @cached_property
    def settings(self) -> ReciprocitySettings:
        """The declared choices."""
        said = self.declared
        return ReciprocitySettings(
            taus=said.taus,
            windows=said.windows,
            equivalence=said.equivalence,
            draws=said.draws,
            seed=said.seed,
        )

    @cached_property
    def pair(self) -> tuple[DatedEvents, DatedEvents]:
        """Both series by day."""
        first, second = self.declared.series
        return self.desk.dated(first, self.window), self.desk.dated(second, self.window)

    @cached_property
    def days(self) -> tuple[date, date, Gaps]:
        """First and last day on which both have a record, and the gaps between."""
        return self.desk.known(self.declared.series, self.window)

    def validate(self) -> Refusal | None:
        """Totals have no days; otherwise the refusals of the method."""
        if not all(series.measure for series in self.declared.series):
            return self._without_days()
        start, end, gaps = self.days
        return reciprocity.validate(*self.pair, start, end, gaps=gaps, settings=self.settings)

    def compute(self) -> Answer:
        """The test in both directions."""
        start, end, gaps = self.days
        return reciprocity.run(*self.pair, start, end, gaps=gaps, settings=self.settings)

    def _without_days(self) -> Refusal:
        """The refusal for totals, with the counts of every period and what days could show."""
        first, second = self.declared.series
        names = self.desk.name(first), self.desk.name(second)
        counts = [self.desk.yearly(one, self.window) for one in (first, second)]
        totals = sum(counts[0].values()), sum(counts[1].values())
        found = reciprocity.from_totals(names, totals, self.window.days or 0, self.settings)
        few = [
            f"{name} {', '.join(map(str, one.values()))}"
            for name, one in zip(names, counts, strict=True)
        ]
        reason = f"Too few events, and without their days: {'; '.join(few)}. {found.reason}"
        return replace(found, reason=reason) if max(totals) < MANY else found

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every event of both sides on its day, or the totals that were given."""
        if all(series.measure for series in self.declared.series):
            rows = [
                {"at": day.isoformat(), "group": one.name}
                for one in self.pair
                for day in sorted(one.days.values())
            ]
            return (Picture(form="days", title="Events by day", unit="", rows=tuple(rows)),)
        return tuple(
            Picture(
                form="counts",
                title=self.desk.name(one),
                unit="events",
                rows=tuple(
                    {"at": at, "value": n} for at, n in self.desk.yearly(one, self.window).items()
                ),
            )
            for one in self.declared.series
        )


MANY = 50
"""Totals below this are called few: the method note shows what so many events can show."""
