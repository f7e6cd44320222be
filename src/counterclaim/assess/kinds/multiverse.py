"""Every declared coding of a measure: in how many of them does a statement hold?

Assumes: see :mod:`counterclaim.assess.multiverse`. A choice is either ``estimate`` (low, best,
    high), ``single_source``, ``coarse_dates``, ``coarse_places`` (kept, left out), ``measure`` (ids
    of measures), ``window`` (periods), or a field of the measure itself (kinds, attribution ...).
Refuses when: the measure has no answer under any coding, nothing is to choose, or the grid is
    larger than 5,000.
Reads as: in how many codings the statement holds, the range, and the choice that moves it most.
Reference: :mod:`counterclaim.assess.multiverse`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import Any

from pydantic import ValidationError, field_validator

from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.multiverse import (
    Coding,
    MultiverseReading,
    MultiverseSettings,
    multiverse,
)
from counterclaim.assess.multiverse import validate as check
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.case.definitions import Text
from counterclaim.case.tables import did_you_mean
from counterclaim.count.series import Tally, tallies
from counterclaim.model import answer
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period
from counterclaim.model.record import CellError

KEPT = ("kept", "left out")
FILTERS = {
    "single_source": "single_source",
    "coarse_dates": "coarse_date",
    "coarse_places": "coarse_place",
}
ESTIMATES = ("low", "best", "high")
FIELDS = (
    *("dataset", "counts", "deaths", "actor", "partner"),
    *("target", "role", "attribution", "kinds", "place"),
)
CHOICES = ("estimate", *FILTERS, "measure", "window", *FIELDS)
SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
STATEMENT = re.compile(r"(deaths|events)\s*(>=|<=|>|<)\s*(\d[\d,]*(?:\.\d+)?)", re.ASCII)


class Declaration(Declared):
    """``statement`` is ``deaths >= 250`` or ``events > 10``; ``choices`` the grid of codings."""

    series: Series
    statement: Text
    choices: dict[str, tuple[Any, ...]]

    def read(self) -> tuple[Series, ...]:
        """The measure that is coded."""
        return (self.series,)

    @field_validator("statement")
    @classmethod
    def _readable(cls, value: str) -> str:
        if not STATEMENT.fullmatch(value):
            raise CellError("not a statement that can be tried", expected="deaths >= 250")
        return value

    @field_validator("choices")
    @classmethod
    def _known(cls, value: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
        for name, options in value.items():
            if name not in CHOICES:
                near = did_you_mean(name, CHOICES)
                raise CellError(f"no such choice: {name}{near}", expected=", ".join(CHOICES))
            allowed = ESTIMATES if name == "estimate" else KEPT
            if name in {"estimate", *FILTERS} and not set(options) <= set(allowed):
                raise CellError(f"no such option of {name}", expected=", ".join(allowed))
            for option in options if name == "window" else ():
                Period.parse(str(option))
        return {name: tuple(map(_hashable, options)) for name, options in value.items()}


class Multiverse(Assessment[Declaration]):
    """The statement under every coding."""

    declaration = Declaration
    interval = "range over all codings"
    is_public = False

    @cached_property
    def settings(self) -> MultiverseSettings:
        """The grid and the statement in words."""
        said = self.declared
        name, when = self.desk.name(said.series), self.window
        statement = f"{name}, {when}: {said.statement}"
        choices: dict[str, tuple[Hashable, ...]] = dict(said.choices)
        return MultiverseSettings(choices=choices, statement=statement, unit=self._statement[0])

    @cached_property
    def _statement(self) -> tuple[str, Callable[[float], bool], float]:
        found = STATEMENT.fullmatch(self.declared.statement)
        assert found is not None
        unit, sign, number = found.groups()
        value = float(number.replace(",", ""))
        return unit, lambda figure: SIGNS[sign](figure, value), value

    @cached_property
    def _sums(self) -> dict[tuple[Measure, str], tuple[Tally, ...] | answer.Refusal]:
        return {}

    def validate(self) -> Refusal | None:
        """The refusals of the method; every coding must be one of the measure."""
        refused = check(self.settings)
        if refused is not None:
            return refused
        for name, options in self.declared.choices.items():
            for option in options:
                self._coded({name: option})
        return None

    def compute(self) -> Answer:
        """The whole grid; codings that differ in filters alone share one count."""
        return multiverse(self.measured, self._statement[1], self.settings)

    def measured(self, coding: Coding) -> float | None:
        """The figure under one coding; ``None`` where the data give none."""
        measure, window = self._coded(coding)
        key = measure, window.text
        if key not in self._sums:
            self._sums[key] = tallies(self.desk.counter, measure, window)
        found = self._sums[key]
        if isinstance(found, answer.Refusal):
            return None
        kept = [tally for tally in found if _is_kept(tally, coding)]
        if self._statement[0] == "events":
            return float(sum(tally.events for tally in kept))
        values = [getattr(tally, str(coding.get("estimate", "best"))) for tally in kept]
        given = [value for value in values if value is not None]
        return float(sum(given)) if given or not kept else None

    def _coded(self, coding: Coding) -> tuple[Measure, Period]:
        """The measure and the window of one coding."""
        chosen = coding.get("measure")
        base = self.desk.measure(self.declared.series)
        if chosen is not None:
            base = self.desk.measure(Series(measure=str(chosen)))
        fields = {name: value for name, value in coding.items() if name in FIELDS}
        window = coding.get("window")
        period = Period.parse(str(window)) if window is not None else self.window
        try:
            return Measure.model_validate(base.model_dump() | fields), period
        except ValidationError as error:
            fault = error.errors()[0]
            raise CellError(f"{fault['loc'][0]}: {fault['msg']}", expected="a measure") from None

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Every coding by its figure, with the statement's own number."""
        if not isinstance(found, MultiverseReading):
            return ()
        told = sorted(
            (c for c in found.cells if c.value is not None), key=lambda c: (c.value, str(c.coding))
        )
        rows = tuple(
            {
                "at": rank,
                "value": cell.value,
                "holds": "yes" if cell.holds else "no",
                "coding": "; ".join(f"{name}: {option}" for name, option in cell.coding),
            }
            for rank, cell in enumerate(told, 1)
        )
        unit, _, level = self._statement
        title = self.settings.statement
        return (Picture(form="codings", title=title, unit=unit, rows=rows, level=level),)


def _is_kept(tally: Tally, coding: Coding) -> bool:
    return not any(
        getattr(tally, field) and coding.get(choice, "kept") == "left out"
        for choice, field in FILTERS.items()
    )


def _hashable(option: Any) -> Any:
    return tuple(option) if isinstance(option, list) else option
