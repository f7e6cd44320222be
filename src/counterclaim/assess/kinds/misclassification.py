"""Misclassification: how many recorded militants would have to be civilians for a statement to tip.

Assumes: see :mod:`counterclaim.assess.misclassification`; counts come from measures or are given.
Refuses when: a count cannot be had, nobody is recorded, or a declared share is no range in 0 to 1.
Reads as: bounds in people and shares, then the tipping point.
Reference: :mod:`counterclaim.assess.misclassification`.
"""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from counterclaim.assess import misclassification
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared, Series, Shares
from counterclaim.assess.misclassification import (
    MisclassificationReading,
    MisclassificationSettings,
)
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.case.definitions import Text


class Declaration(Declared):
    """``civilians`` and ``militants`` as recorded (measures or numbers), and the declared errors.

    ``militants_wrong`` is the range of the share of recorded militants who were civilians,
    ``civilians_wrong`` of recorded civilians who were militants; ``threshold`` is where it tips.
    """

    civilians: Series
    militants: Series
    militants_wrong: Shares
    civilians_wrong: Shares = (0.0, 0.0)
    threshold: float = Field(0.5, gt=0, le=1)
    unit: Text = "killed"

    def read(self) -> tuple[Series, ...]:
        """Both classes."""
        return (self.civilians, self.militants)


class Misclassification(Assessment[Declaration]):
    """Bounds over the declared errors."""

    declaration = Declaration
    interval = "bounds on the share of civilians"
    is_public = False

    @cached_property
    def settings(self) -> MisclassificationSettings:
        """The declared choices."""
        said = self.declared
        return MisclassificationSettings(
            militants_wrong=said.militants_wrong,
            civilians_wrong=said.civilians_wrong,
            threshold=said.threshold,
            unit=said.unit,
        )

    @cached_property
    def recorded(self) -> tuple[float, float]:
        """Civilians and militants as recorded."""
        civilians, militants = self.declared.read()
        return self._value(civilians), self._value(militants)

    def _value(self, series: Series) -> float:
        if series.number is not None:
            return series.number
        return self.desk.value(series, self.window)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return misclassification.validate(*self.recorded, self.settings)

    def compute(self) -> Answer:
        """Bounds and tipping point."""
        return misclassification.misclassification(*self.recorded, self.settings)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """What is recorded, and the bounds on civilians."""
        civilians, militants = self.recorded
        rows = [
            {"at": "recorded as civilians", "low": civilians, "value": civilians},
            {"at": "recorded as militants", "low": militants, "value": militants},
        ]
        drawn = [row | {"high": row["value"]} for row in rows]
        if isinstance(found, MisclassificationReading):
            low, high = found.civilians
            drawn.append({"at": "civilians, bounds", "low": low, "value": None, "high": high})
        unit = self.declared.unit
        return (
            Picture(form="ranges", title="Recorded and possible", unit=unit, rows=tuple(drawn)),
        )
