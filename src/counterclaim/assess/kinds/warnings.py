"""Dated warnings of the ledger of forecasts, scored once they are resolved.

Assumes: see :mod:`counterclaim.assess.forecasts`. Words without a number take the range of the
    declared table (by default Kent's and the IPCC's ranges, joined), their middle as the figure.
Refuses when: none is resolved, or all were made after the fact.
Reads as: how many came true and the Brier score; under twenty no verdict on skill.
Reference: :mod:`counterclaim.assess.forecasts`; Mastrandrea et al. 2010 (likelihood words).
"""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from counterclaim.assess import forecasts
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared
from counterclaim.assess.forecasts import ForecastReading, ForecastSettings, Warned
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.case.definitions import Text, Texts
from counterclaim.model.claim import Forecast
from counterclaim.model.period import Period

WORDS = {
    "virtually certain": (0.99, 1.0),
    "very likely": (0.9, 1.0),
    "likely": (0.55, 0.8),
    "about as likely as not": (0.33, 0.66),
    "unlikely": (0.2, 0.45),
    "very unlikely": (0.0, 0.1),
}
UNSTATED = -1.0


class Declaration(Declared):
    """``forecasts`` are ids (by default all), ``base_rate`` a known one, ``words`` their ranges."""

    forecasts: Texts = ()
    base_rate: float | None = Field(None, ge=0, le=1)
    words: dict[Text, tuple[float, float]] = Field(default_factory=lambda: dict(WORDS))
    seed: int = 1


class Warnings(Assessment[Declaration]):
    """The forecasts of the case."""

    declaration = Declaration
    interval = "95% interval of the lead over the base rate"

    @cached_property
    def settings(self) -> ForecastSettings:
        """The declared choices."""
        return ForecastSettings(base_rate=self.declared.base_rate, seed=self.declared.seed)

    @cached_property
    def warned(self) -> tuple[Warned, ...]:
        """The forecasts as they can be scored."""
        wanted = self.declared.forecasts
        rows = self.desk.case.table("forecasts")
        return tuple(self._warned(row) for row in rows if not wanted or row.id in wanted)

    def _warned(self, row: Forecast) -> Warned:
        low, high = self.declared.words.get(row.words.strip().lower(), (None, None))
        stated = row.probability
        middle = UNSTATED if low is None or high is None else (low + high) / 2
        made = Period.parse(row.made_on).start if row.made_on else None
        known = Period.parse(row.resolved_on).start if row.resolved_on else None
        return Warned(
            id=row.id,
            made_on=made,
            probability=float(stated) if stated is not None else middle,
            outcome={"1": True, "0": False}.get(row.outcome),
            resolved_on=known,
            low=low if stated is None else None,
            high=high if stated is None else None,
        )

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return forecasts.validate(self.warned, self.settings)

    def compute(self) -> Answer:
        """The scores."""
        return forecasts.score_forecasts(self.warned, self.settings)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Each bin: how often its warnings came true, with its interval."""
        if not isinstance(found, ForecastReading):
            return ()
        rows = tuple(
            {
                "at": f"{one.low:.0%}-{one.high:.0%} ({one.n})",
                "low": one.interval[0],
                "value": one.came_true / one.n,
                "high": one.interval[1],
            }
            for one in found.bins
        )
        title = "Share that came true, by stated probability"
        return (Picture(form="ranges", title=title, unit="share", rows=rows),)
