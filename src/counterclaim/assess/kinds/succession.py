"""Succession: one series of a group through the handover from one actor to its successor.

Assumes: see :mod:`counterclaim.assess.succession`; the series is that of the group, so that deaths
    of the overlap go to neither alone.
Refuses when: the data end before the handover (and says until when they would have to reach), or no
    placing of the handover leaves enough months on both sides.
Reads as: which conclusions hold wherever in its range the handover is put and whatever share of
    the people came over.
Reference: :mod:`counterclaim.assess.succession`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import field_validator

from counterclaim.assess import succession
from counterclaim.assess.assessment import Answer, Assessment, Observed
from counterclaim.assess.declared import OneSeries, Shares
from counterclaim.assess.kinds.change import step_picture
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.step import StepChange, StepSettings
from counterclaim.assess.succession import Succession as Moved
from counterclaim.assess.succession import SuccessionSettings
from counterclaim.model.period import Period
from counterclaim.model.record import CellError


class Declaration(OneSeries):
    """``handover`` is the range of its dates, ``share`` the range of the share of people.

    ``share_of`` says of whom: of the predecessor's people (who stayed), or of the successor's (who
    came from it). ``slope`` allows one common trend.
    """

    handover: Period
    share: Shares = (1.0, 1.0)
    share_of: Literal["predecessor", "successor"] = "predecessor"
    slope: bool = False

    @field_validator("handover")
    @classmethod
    def _closed(cls, value: Period) -> Period:
        if value.start is None or value.end is None:
            raise CellError("the handover needs two ends", expected="2025-06-06/2025-09-30")
        return value


class Succession(Assessment[Declaration]):
    """The step at the handover, moved over all that is not known about it."""

    declaration = Declaration

    @cached_property
    def settings(self) -> SuccessionSettings:
        """The declared choices."""
        said = self.declared
        assert said.handover.start is not None
        assert said.handover.end is not None
        return SuccessionSettings(
            first_break=said.handover.start,
            last_break=said.handover.end,
            share_low=said.share[0],
            share_high=said.share[1],
            share_of=said.share_of,
            step=StepSettings(slope=said.slope),
        )

    @cached_property
    def series(self) -> MonthlyCounts:
        """The monthly counts of the group."""
        return self.desk.monthly(self.declared.series, self.window, self.declared.of)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return succession.validate(self.series, settings=self.settings)

    def compute(self) -> Answer:
        """Every placing of the handover."""
        return succession.run(self.series, settings=self.settings)

    def observed(self) -> tuple[Observed, ...]:
        """Sources are looked at for a break when the handover begins."""
        at = self.settings.first_break
        return tuple((s, at) for s in self.declared.read() if s.measure)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every month with lines at both ends of the handover, and the ratio of each placing."""
        ends = self.settings.first_break, self.settings.last_break
        months = step_picture(self.series, ends[0], found, self.declared.of)
        return (months, _placings(found)) if isinstance(found, Moved) else (months,)


def _placings(found: Moved) -> Picture:
    rows = [
        {
            "at": f"{one.placed}{' (overlap left out)' if one.overlap else ''}",
            "low": one.found.interval[0],
            "value": one.found.ratio,
            "high": one.found.interval[1],
        }
        for one in found.breaks
        if isinstance(one.found, StepChange) and one.found.interval
    ]
    return Picture(
        form="ranges", title="Each placing of the handover", unit="after/before", rows=tuple(rows)
    )
