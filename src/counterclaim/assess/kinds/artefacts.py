"""Reporting artefacts on their own: did the sources of a series break, at a date or at any?

Assumes: see :mod:`counterclaim.assess.artefacts`.
Refuses when: the dataset names no sources, or they are too few for a break.
Reads as: the sentence that every other assessment of the series begins with.
Reference: :mod:`counterclaim.assess.artefacts`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from counterclaim.assess import artefacts
from counterclaim.assess.assessment import Answer, Assessment, Observed
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.desk import Desk, refused
from counterclaim.assess.picture import Picture, months
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts
from counterclaim.model.period import Period


class Declaration(Declared):
    """One measure; ``changed_on`` is the date at which a break is looked for, if one is known."""

    series: Series
    changed_on: date | None = None

    def read(self) -> tuple[Series, ...]:
        """The one series."""
        return (self.series,)


class Artefacts(Assessment[Declaration]):
    """Outlets and citations per month beside the events."""

    declaration = Declaration

    @cached_property
    def three(self) -> tuple[MonthlyCounts, MonthlyCounts, MonthlyCounts]:
        """Events, outlets and citations by month, without the months that lack a record."""
        return observed_series(self.desk, self.declared.series, self.window)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return artefacts.validate(*self.three, self.declared.changed_on)

    def compute(self) -> Answer:
        """A break in sources."""
        return artefacts.run(*self.three, self.declared.changed_on)

    def observed(self) -> tuple[Observed, ...]:
        """Nothing is said before this."""
        return ()

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Events, outlets and citations, one under the other."""
        return source_pictures(self.three)


def observed_series(
    desk: Desk, series: Series, window: Period
) -> tuple[MonthlyCounts, MonthlyCounts, MonthlyCounts]:
    """Events, outlets and citations of a measure; may raise :class:`NoSeries`."""
    if not series.measure:
        raise refused("no_sources", "Published figures name no sources by month.", "Dated events.")
    events, (outlets, cited) = desk.monthly(series, window), desk.sources(series, window)
    return events.trimmed(), outlets.trimmed(), cited.trimmed()


def source_pictures(three: tuple[MonthlyCounts, ...]) -> tuple[Picture, ...]:
    """The months of each series."""
    units = ("events", "outlets", "citations")
    return tuple(
        months(one.name, unit, one.months, one.counts)
        for one, unit in zip(three, units, strict=True)
    )
