"""Two counts of a case compared: two series in one window, or one series in two periods.

Assumes: see :mod:`counterclaim.assess.rates`; events are compared, never deaths, which come in
    clusters; periods of unequal length are compared per day.
Refuses when: neither count has an event, or the data do not cover one of them whole.
Reads as: the difference that would have been seen, then the ratio with an exact interval.
Reference: :mod:`counterclaim.assess.rates`.
"""

from __future__ import annotations

from functools import cached_property

from pydantic import model_validator

from counterclaim.assess import rates
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared, Series, Several
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.model.actor import Valid
from counterclaim.model.period import Period, label
from counterclaim.model.record import CellError


class Declaration(Declared):
    """One series with two ``periods``, or two series in one window."""

    series: Several
    periods: tuple[Valid, ...] = ()

    @model_validator(mode="after")
    def _a_pair(self) -> Declaration:
        if (len(self.series), len(self.periods)) not in {(2, 0), (1, 2)}:
            raise CellError(
                "two counts are compared", expected="two series, or one series and two periods"
            )
        return self

    def read(self) -> tuple[Series, ...]:
        """One or two series."""
        return self.series


class Comparison(Assessment[Declaration]):
    """The exact rate ratio of two counts."""

    declaration = Declaration

    @cached_property
    def sides(self) -> list[tuple[str, int, float]]:
        """Name, count and days of both sides."""
        periods = [p for p in self.declared.periods if p is not None] or [self.window] * 2
        series = self.declared.series * (3 - len(self.declared.series))
        pairs = list(zip(series, periods, strict=True))
        return [
            (self._name(one, when), self._count(one, when), float(when.days or 0))
            for one, when in pairs
        ]

    def _name(self, series: Series, period: Period) -> str:
        name = self.desk.name(series)
        return f"{name} {label(period)}" if self.declared.periods else name

    def _count(self, series: Series, period: Period) -> int:
        if series.counts and self.declared.periods:
            return self.desk.yearly(series, period).get(period.text, 0)
        return self.desk.count(series, period)

    def validate(self) -> Refusal | None:
        """Nothing on either side."""
        (first, n, days), (second, m, others) = self.sides
        if n + m > 0 and min(days, others) > 0:
            return None
        found = rates.compare(n, m, (days, others), (first, second))
        return found if isinstance(found, Refusal) else None

    def compute(self) -> Answer:
        """The ratio of the rates; the difference that would have been seen stands first."""
        (first, n, days), (second, m, others) = self.sides
        exposures = (1.0, 1.0) if days == others else (days, others)
        return rates.compare(n, m, exposures, (first, second))

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Both counts."""
        rows = tuple({"at": name, "value": count} for name, count, _ in self.sides)
        return (Picture(form="counts", title="The two counts", unit="events", rows=rows),)
