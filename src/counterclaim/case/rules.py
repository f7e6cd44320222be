"""The rules of a case: what its vague words mean, whose figure an incident takes, and the like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from counterclaim.model.actor import Valid
from counterclaim.model.quantity import Quantity
from counterclaim.model.record import Blank

_STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _range(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) == 2:
        return Quantity(low=value[0], high=value[1])
    if isinstance(value, Mapping):
        return Quantity(low=value.get("low"), best=value.get("best"), high=value.get("high"))
    return value


Range = Annotated[Quantity, BeforeValidator(_range)]
"""A low and a high end: ``[24, 99]`` or ``{low: 24, high: 99}``."""

VAGUE_WORDS: Mapping[str, Quantity] = {
    words: Quantity(low=low, high=high)
    for words, low, high in (
        ("several", 3, 9),
        ("a few", 3, 9),
        ("a handful", 3, 9),
        ("tens", 20, 99),
        ("dozens", 24, 99),
        ("several dozen", 24, 99),
        ("scores", 40, 99),
        ("hundreds", 200, 999),
        ("several hundred", 300, 999),
        ("thousands", 2_000, 9_999),
        ("several thousand", 2_000, 9_999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("plusieurs", 3, 9),
        ("quelques", 3, 9),
        ("une poignée", 3, 9),
        ("dizaines", 20, 99),
        ("plusieurs dizaines", 30, 99),
        ("douzaines", 24, 99),
        ("centaines", 200, 999),
        ("plusieurs centaines", 300, 999),
        ("milliers", 2_000, 9_999),
        ("plusieurs milliers", 3_000, 9_999),
        ("dizaines de milliers", 20_000, 99_999),
        ("centaines de milliers", 200_000, 999_999),
    )
}
"""What a vague word stands for unless the case says otherwise, in English and French."""


class Coverage(BaseModel):
    """What a dataset could have held; an empty list means no limit known."""

    model_config = _STRICT

    window: Annotated[Valid, Blank] = None
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    note: str = ""


class IncidentRule(BaseModel):
    """Whose figure an incident takes where several datasets describe it.

    ``order`` lists datasets, the most trusted first. ``lineages`` lists sets of datasets that copy
    each other: of each the first alone speaks. ``value`` is ``first`` (the first dataset in that
    order speaks), ``hull`` (the narrowest range that holds all of them) or ``median`` (of their
    lows, bests and highs).
    """

    model_config = _STRICT

    order: tuple[str, ...] = ()
    lineages: tuple[tuple[str, ...], ...] = ()
    value: Literal["first", "hull", "median"] = "first"


class Handover(BaseModel):
    """One actor takes over from another unit by unit.

    Within ``window`` deaths go to ``group`` unless a source names one of the two.
    """

    model_config = _STRICT

    before: str
    after: str
    window: Valid
    group: str = ""


class Rules(BaseModel):
    """The section ``rules`` of ``case.yaml``.

    ``vague_words`` adds to (or overrides) the table above. ``attribution_context`` maps an actor
    or group to the words by which cited titles may name it. ``deduplicate`` counts an event once
    that a dataset holds twice. ``populations`` maps a population to those that contain it.
    ``coverage`` overrides, by dataset or snapshot, what a file could have held.
    """

    model_config = _STRICT

    vague_words: dict[str, Range] = Field(default_factory=dict)
    incidents: IncidentRule = IncidentRule()
    attribution_context: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    deduplicate: bool = False
    populations: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    coverage: dict[str, Coverage] = Field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()

    @cached_property
    def vague(self) -> dict[str, Quantity]:
        """Every vague word with its range: the table of the product, then that of the case."""
        return {**VAGUE_WORDS, **{words.lower(): r for words, r in self.vague_words.items()}}

    def range_of(self, words: str) -> Quantity | None:
        """The range of the longest vague word in ``words``, or ``None``."""
        text = f" {words.lower()} "
        found = [known for known in self.vague if f" {known} " in text]
        return self.vague[max(found, key=len)] if found else None
