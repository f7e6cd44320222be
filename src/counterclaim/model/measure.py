"""Measures: a Scope and its counting rules. Declared in ``case.yaml``, counted in ``count``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from counterclaim.model.actor import Valid
from counterclaim.model.period import Grain
from counterclaim.model.record import Blank, Listed

Deaths = Literal["total", "civilians", "inflicted", "suffered", "unknown"]
Attribution = Literal["alone", "joint", "any"]


class Difference(BaseModel):
    """A measure by difference: one published total less others of the same provider."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: str
    less: Annotated[tuple[str, ...], Listed]


class Measure(BaseModel):
    """What is counted, and how.

    ``counts`` is ``killed`` (deaths are summed) or ``acts`` (events are counted). ``deaths`` says
    whose: all, civilians, those that the actor inflicted or suffered. ``actor`` and ``target`` are
    ids of actors or groups; with ``attribution: joint`` the actor acts together with ``partner``
    (or with anybody); ``alone`` leaves joint events out. ``kinds`` are classes of event;
    ``series`` names a provider's published total instead of rows. ``role`` is the role the actor
    must have; by default any but that of a victim or target. ``code`` is the measure's part of
    the codes of its cells, made from its id where it is not given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    title: str = ""
    dataset: str = ""
    counts: Literal["killed", "acts"] = "killed"
    deaths: Deaths = "total"
    actor: str = ""
    partner: str = ""
    target: str = ""
    role: Literal["", "initiator", "target", "party", "any"] = ""
    attribution: Attribution = "any"
    kinds: Annotated[tuple[str, ...], Listed] = ()
    place: str = ""
    window: Annotated[Valid, Blank] = None
    series: str = ""
    difference: Difference | None = None
    code: str = ""
    note: str = ""


class Scorecard(BaseModel):
    """Measures by period, and by place or actor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    title: str = ""
    measures: Annotated[tuple[str, ...], Listed, Field(min_length=1)]
    period: Grain = "year"
    window: Annotated[Valid, Blank] = None
    by: Literal["", "place", "admin1", "admin2", "country", "actor"] = ""
    columns: dict[str, str] = Field(default_factory=dict)
    notes: Annotated[tuple[str, ...], Listed] = ()
    chart: Annotated[tuple[str, ...], Listed] = ()
    code: str = ""
