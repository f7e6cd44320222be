"""Totals under contested figures: the events of a measure, claims of the ledger, or figures given.

Assumes: see :mod:`counterclaim.assess.totals`. Claims that are part of the same incident, by the
    case's judgements or their ``part_of``, are figures of one event; a claim's source is its first
    citation, else its voice.
Refuses when: no figure has a number, one is negative, there is one event only, or no figure leaves
    any room.
Reads as: hard bounds, the interval with errors moving together, and the one only for independence.
Reference: :mod:`counterclaim.assess.totals`; :mod:`counterclaim.assess.coder_uncertainty` where a
    ``coder_table`` is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, Field, model_validator

from counterclaim.assess import totals
from counterclaim.assess.assessment import Answer, Assessment
from counterclaim.assess.coder_uncertainty import CoderReading, CoderTable, coder_total
from counterclaim.assess.contested import ContestedFigure
from counterclaim.assess.declared import STRICT, Declared, Series
from counterclaim.assess.picture import Picture, Row
from counterclaim.assess.reading import Refusal
from counterclaim.assess.totals import TotalsReading, TotalsSettings
from counterclaim.case.definitions import Text, Texts
from counterclaim.errors import DefinitionError
from counterclaim.model.claim import Claim
from counterclaim.model.record import CellError

KIND_OF_VIOLENCE = {"state_based": "sb", "non_state": "ns", "one_sided": "os"}


class Given(BaseModel):
    """A figure as somebody gives it for one event; open ends are left out."""

    model_config = STRICT

    event: Text
    source: Text = ""
    low: float | None = Field(None, ge=0)
    best: float | None = Field(None, ge=0)
    high: float | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Given:
        ends = [end for end in (self.low, self.best, self.high) if end is not None]
        if ends != sorted(ends):
            raise CellError("a figure out of order", expected="low, best and high ascending")
        return self


class Declaration(Declared):
    """One of ``series`` (a measure), ``claims`` (ids) or ``figures``.

    ``copies`` maps a source to the one that it repeats; ``shared`` says whose errors move
    together; ``rhos`` how strongly, ``headline`` which of them the sentence quotes.
    ``coder_table`` is a file of the case with coders' uncertainty (tov, fatalities, loc, scale, w).
    """

    series: Series | None = None
    claims: Texts = ()
    figures: tuple[Given, ...] = ()
    copies: dict[Text, Text] = Field(default_factory=dict)
    shared: Literal["by source", "by all"] = "by source"
    rhos: tuple[float, ...] = (0.0, 0.5, 0.9)
    headline: float = 0.5
    widen_heaped: bool = True
    unit: Text = "deaths"
    coder_table: Text = ""
    draws: int = Field(20_000, ge=1000, le=200_000)
    seed: int = 1

    @model_validator(mode="after")
    def _one_origin(self) -> Declaration:
        if sum(map(bool, (self.series, self.claims, self.figures))) != 1:
            raise CellError("figures need one origin", expected="one of series, claims, figures")
        if self.headline not in self.rhos or not all(0 <= rho < 1 for rho in self.rhos):
            raise CellError(
                "rhos do not fit", expected="values from 0 up to, not with, 1; headline among them"
            )
        return self

    def read(self) -> tuple[Series, ...]:
        """The measure, if it is one."""
        return (self.series,) if self.series else ()


class Totals(Assessment[Declaration]):
    """Bounds and intervals of a total."""

    declaration = Declaration
    interval = "90% interval of the total, errors moving together"

    @cached_property
    def settings(self) -> TotalsSettings:
        """The declared choices."""
        said = self.declared
        return TotalsSettings(
            unit=said.unit,
            copies=said.copies,
            shared=said.shared,
            rhos=said.rhos,
            headline=said.headline,
            widen_heaped=said.widen_heaped,
            draws=said.draws,
            seed=said.seed,
        )

    @cached_property
    def figures(self) -> tuple[ContestedFigure, ...]:
        """What each source gives for each event."""
        if self.declared.series:
            return self._of_events(self.declared.series)
        if self.declared.claims:
            return self._of_claims()
        return tuple(ContestedFigure(**given.model_dump()) for given in self.declared.figures)

    def _of_events(self, series: Series) -> tuple[ContestedFigure, ...]:
        table = self.desk.events(series, self.window)
        columns = (table[name].to_pylist() for name in ("id", "low", "best", "high"))
        return tuple(
            ContestedFigure(
                event=id,
                low=best if low is None else low,
                best=best,
                high=best if high is None else high,
            )
            for id, low, best, high in zip(*columns, strict=True)
        )

    def _of_claims(self) -> tuple[ContestedFigure, ...]:
        held = {claim.id: claim for claim in self.desk.case.table("claims")}
        missing = [id for id in self.declared.claims if id not in held]
        if missing:
            raise DefinitionError(
                f"the assessment {self.declared.id} names a claim that is not there",
                file=self.desk.case.path / "case.yaml",
                seen=missing[0],
                expected="an id of claims.csv",
            )
        incidents = {
            judged.left: judged.right
            for judged in self.desk.case.table("judgements")
            if judged.kind == "claim_incident" and judged.verdict == "yes"
        }
        return tuple(_figure(held[id], incidents) for id in self.declared.claims)

    def validate(self) -> Refusal | None:
        """The refusals of the method."""
        return totals.validate(self.figures, self.settings)

    def compute(self) -> Answer:
        """The rows; the coders' own account is added as a caution where its table is given."""
        found = totals.totals(self.figures, self.settings)
        if isinstance(found, Refusal):
            return found
        if self.declared.series:
            found = replace(found, window=_days(self))
        coders = self._coders()
        if coders is None:
            return found
        return replace(found, cautions=(*found.cautions, coders.sentence))

    def _coders(self) -> CoderReading | Refusal | None:
        said = self.declared
        if not said.coder_table or said.series is None:
            return None
        table = self.desk.events(said.series, self.window)
        kinds = [KIND_OF_VIOLENCE.get(kind, kind) for kind in table["kind"].to_pylist()]
        bests = [float(best or 0) for best in table["best"].to_pylist()]
        held = CoderTable.read(self.desk.case.path / said.coder_table)
        return coder_total(list(zip(kinds, bests, strict=True)), held, seed=said.seed)

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """The figures of the events that drive the width, then the rows of the total."""
        if not isinstance(found, TotalsReading):
            return (_figures("Figures", self.figures[:12], self.declared.unit),)
        driving = {event for event, _ in found.drivers}
        shown = [figure for figure in self.figures if figure.event in driving]
        rows: list[Row] = [
            {"at": f"rho {row.rho:g}", "low": row.low, "value": row.middle, "high": row.high}
            for row in found.rows
        ]
        bounds = {"at": "bounds", "low": found.hard.low, "value": found.best}
        rows.append(bounds | {"high": found.hard.high})
        total = Picture(form="ranges", title="Total", unit=self.declared.unit, rows=tuple(rows))
        return _figures("Events that drive the width", shown, self.declared.unit), total


def _days(assessment: Totals) -> tuple[date, date]:
    window = assessment.window
    assert window.start is not None
    assert window.end is not None
    return window.start, window.end


def _figure(claim: Claim, incidents: dict[str, str]) -> ContestedFigure:
    return ContestedFigure(
        event=incidents.get(claim.id) or claim.part_of or claim.id,
        low=claim.low,
        best=claim.best,
        high=claim.high,
        source=claim.citations[0] if claim.citations else claim.voice,
    )


def _figures(title: str, figures: Sequence[ContestedFigure], unit: str) -> Picture:
    rows = [
        {
            "at": f"{figure.event} {figure.source}".strip(),
            "low": figure.low,
            "value": figure.best,
            "high": figure.high,
        }
        for figure in figures
    ]
    return Picture(form="ranges", title=title, unit=unit, rows=tuple(rows))
