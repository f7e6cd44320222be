"""Cards: what each dataset holds, what it can answer and under which terms, as data.

A card is the ``.yml`` beside its connector. Connectors are listed in ``DATASETS``, one line each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from counterclaim.errors import NotFound

DATASETS: tuple[str, ...] = ("ucdp_ged", "acled", "ucdp_totals", "spreadsheet")
OWN_SHEET = "spreadsheet"
_STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _words(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Columns = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""Column names in a block of text, separated by blanks."""
Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One text or a list of texts."""


class Layout(BaseModel):
    """A form in which the provider hands out the dataset; ``columns`` in the provider's order.

    A file has the ``required`` ones; every row fills the ``filled`` ones (by default these).
    """

    model_config = _STRICT

    title: str
    columns: Columns
    required: Columns = ()
    filled: Columns = ()


class JointRule(BaseModel):
    """How a joint name is split: at ``separator``, where what follows it begins with ``keeps``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    separator: str
    keeps: str = ""
    fields: tuple[str, ...] = ()


class RoleRule(BaseModel):
    """The role of a side of an event; the first rule that fits decides.

    ``kinds`` are classes of event (empty: any); ``victims`` asks that side b's name starts so.
    """

    model_config = _STRICT

    kinds: tuple[str, ...] = ()
    side: Literal["", "a", "b"] = ""
    victims: str = ""
    role: Literal["initiator", "target", "victims", "party", "unclear"]
    basis: Literal["dataset", "analyst", "column order"]


class Correction(BaseModel):
    """A value of the provider that is known to be wrong.

    Applies to ``column`` of the row ``id`` as long as the row holds ``expect`` there; a row that
    holds something else is an issue, because the provider has changed it.
    """

    model_config = _STRICT

    id: str
    column: str
    expect: str
    value: str
    reason: str
    date: str


class Answers(BaseModel):
    """Which questions the dataset can answer; counting refuses the others.

    ``direction``: where a perpetrator is known (``none``, or the kinds of event); ``bounds``: the
    totals that come with low and high; ``threshold``: least number of deaths of a row.
    """

    model_config = _STRICT

    deaths_by_side: bool = False
    direction: tuple[str, ...] = ()
    bounds: Literal["total", "none"] = "none"
    threshold: int = 0
    why: dict[str, str] = Field(default_factory=dict)


class Series(BaseModel):
    """Published totals: columns that hold low, best and high of one series, and whose it is."""

    model_config = _STRICT

    name: str
    low: str = ""
    best: str
    high: str = ""
    subject: str = ""


class TotalsLayout(Layout):
    """A table of totals: the columns that say where and when, and its series."""

    place: str
    year: str
    key: str
    subject: Several = ()
    keep: Columns = ()
    series: tuple[Series, ...] = ()


class Card(BaseModel):
    """Everything that is known of a dataset before its file is opened.

    ``columns`` maps columns of the events table to the provider's (the first one that is there);
    ``sides`` gives the fields that name participants of side a and b; ``caveats`` maps codes to
    sentences; ``ignore`` maps columns that are expected and mean nothing to the reason why;
    ``keep`` are columns whose text is kept although a value was read from it; ``nothing`` are words
    that other programs write into empty cells, and that the provider never uses as a name.
    """

    model_config = _STRICT

    dataset: str
    title: str
    short: str = ""
    provider: str
    table: Literal["events", "totals"] = "events"
    licence: str
    licence_url: str = ""
    citation: Several
    terms: Literal["open", "no_rows"]
    layouts: dict[str, Layout] = Field(default_factory=dict)
    totals: dict[str, TotalsLayout] = Field(default_factory=dict)
    ignore: dict[str, str] = Field(default_factory=dict)
    nothing: Columns = ()
    columns: dict[str, Several] = Field(default_factory=dict)
    codes: dict[str, dict[str, str]] = Field(default_factory=dict)
    keep: Columns = ()
    extra: Literal["issue", "keep"] = "issue"
    sides: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    joint: tuple[JointRule, ...] = ()
    suspect_joint: str = ""
    roles: tuple[RoleRule, ...] = ()
    id_pattern: str = ""
    title_field: str = ""
    slash_dates: Literal["", "us", "eu"] = ""
    date_format: str = ""
    regions: int = 0
    period_rule: str = ""
    coverage: str = ""
    threshold: str = ""
    answers: Answers = Answers()
    caveats: dict[str, str] = Field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    @property
    def forms(self) -> dict[str, Layout]:
        """Every layout of the dataset, of events and of totals."""
        return {**self.layouts, **self.totals}

    @property
    def known_columns(self) -> frozenset[str]:
        """Every column that some layout names or that is ignored on purpose, in lower case."""
        named = {name for layout in self.forms.values() for name in layout.columns}
        mapped = {name for names in self.columns.values() for name in names}
        return frozenset(name.lower() for name in named | mapped | set(self.ignore))


@cache
def card(dataset: str) -> Card:
    """The card of ``dataset``; raises ``NotFound`` with the datasets that there are."""
    if dataset not in DATASETS:
        raise NotFound("no card for this dataset", seen=dataset, expected=", ".join(DATASETS))
    from ruamel.yaml import YAML

    file = Path(__file__).with_name(f"{dataset}.yml")
    return Card.model_validate(YAML(typ="safe", pure=True).load(file.read_text("utf-8")))


def card_of(dataset: str) -> Card:
    """The card of a snapshot's dataset; the analyst's own sheets share one."""
    return card(dataset if dataset in DATASETS else OWN_SHEET)


def cards() -> tuple[Card, ...]:
    """The cards of every connector, in the order of ``DATASETS``."""
    return tuple(card(dataset) for dataset in DATASETS)


__all__ = ["DATASETS", "OWN_SHEET", "Card", "Layout", "card", "card_of", "cards"]
