"""A trend in yearly counts of a case: do they rise, fall, or allow no reading?

Assumes: see :mod:`counterclaim.assess.rates`; events are counted, never deaths.
Refuses when: fewer than three whole years, or no event in any.
Reads as: the change from year to year that would have been seen, then "no trend can be read from
    5, 3, 4", which is no evidence of an even rate.
Reference: :mod:`counterclaim.assess.rates`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from counterclaim.assess import rates
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.model.period import label


class Declaration(Declared):
    """One series, read year by year."""

    series: Series

    def read(self) -> tuple[Series, ...]:
        """The one series."""
        return (self.series,)


class Trend(Assessment[Declaration]):
    """Whether yearly counts differ or trend."""

    declaration = Declaration

    @cached_property
    def counts(self) -> dict[str, int]:
        """Events by whole year."""
        return self.desk.yearly(self.declared.series, self.window)

    def validate(self) -> Refusal | None:
        """Too few counts, or nothing in them."""
        if len(self.counts) >= 3 and sum(self.counts.values()) > 0:
            return None
        found = rates.read_trend(list(self.counts.values()), names=list(self.counts))
        return found if isinstance(found, Refusal) else None

    def compute(self) -> Answer:
        """Dispersion and trend, with the years that were left out."""
        found = rates.read_trend(list(self.counts.values()), names=list(self.counts))
        years = [label(year) for year in self.window.split("year")]
        missing = [year for year in years if self.declared.series.measure]
        missing = [year for year in missing if year not in self.counts]
        left_out = (f"years without a whole record: {', '.join(missing)}",) if missing else ()
        return replace(found, exclusions=(*found.exclusions, *left_out))

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """The counts themselves."""
        rows = tuple({"at": year, "value": count} for year, count in self.counts.items())
        name = self.desk.name(self.declared.series)
        return (Picture(form="counts", title=name, unit="events", rows=rows),)
