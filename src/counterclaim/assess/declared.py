"""What ``case.yaml`` may say of an assessment: keys that all kinds share, and the series it reads.

Keys that no kind knows are errors that name the nearest known one, with line and column.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from counterclaim.case.definitions import Text, Texts
from counterclaim.model.actor import Valid
from counterclaim.model.period import Period
from counterclaim.model.record import Blank, CellError

STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
Unit = Literal["events", "deaths"]
Count = Annotated[int, Field(ge=0)]


class Series(BaseModel):
    """What is read: the id of a Measure, or figures that somebody published without dates.

    ``counts`` maps periods to counts (``{2022: 5, 2023: 3}``), ``claims`` are ids of the ledger
    whose windows and best figures give the same, ``number`` is one figure for the whole window.
    ``name`` is the word that sentences use.
    """

    model_config = STRICT

    name: Text = ""
    measure: Text = ""
    counts: dict[Text, Count] = Field(default_factory=dict)
    claims: Texts = ()
    number: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        """A bare word is a measure, a bare number a figure."""
        if isinstance(value, str):
            return {"measure": value}
        return {"number": value} if isinstance(value, int | float) else value

    @model_validator(mode="after")
    def _one_origin(self) -> Series:
        given = [bool(self.measure), bool(self.counts), bool(self.claims), self.number is not None]
        if sum(given) != 1:
            raise CellError(
                "a series needs one origin",
                expected="a measure's id, or one of counts, claims, number with a name",
            )
        for period in self.counts:
            Period.parse(period)
        return self


def _ascending(value: tuple[float, float]) -> tuple[float, float]:
    if not 0 <= value[0] <= value[1] <= 1:
        raise CellError("not a range of shares", expected="two of 0 to 1, the lower first")
    return value


Shares = Annotated[tuple[float, float], AfterValidator(_ascending)]
"""The range in which a share may lie."""


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Several = Annotated[tuple[Series, ...], BeforeValidator(_several)]
"""Several series, or one that needs no brackets."""


class Declared(BaseModel):
    """Keys of every assessment.

    ``question`` is what it is to answer, ``window`` the days it looks at (by default those of the
    case), ``exclusions`` what the analyst left out, in words.
    """

    model_config = STRICT

    id: str = ""
    kind: str
    title: Text = ""
    question: Text = ""
    window: Annotated[Valid, Blank] = None
    exclusions: Texts = ()

    def read(self) -> tuple[Series, ...]:
        """Every series that it names, in the order in which sentences do."""
        return ()


class OneSeries(Declared):
    """An assessment of one monthly series; ``of`` says whether events or deaths are counted."""

    series: Series
    of: Unit = "events"

    def read(self) -> tuple[Series, ...]:
        """The one series."""
        return (self.series,)
