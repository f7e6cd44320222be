"""``case.yaml``: what the case asks, counts, assesses and assumes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from counterclaim.case.rules import Coverage, Rules
from counterclaim.model.actor import Group, Valid
from counterclaim.model.measure import Measure, Scorecard
from counterclaim.model.record import Blank, Listed

_STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
_OPEN = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)
Text = Annotated[str, BeforeValidator(lambda value: str(value) if value is not None else "")]


Texts = Annotated[tuple[Text, ...], Listed]
"""Several texts, or one that needs no brackets."""


class Indicator(BaseModel):
    """A test, declared beforehand, of a claim of success.

    ``claim`` is the id of the claim; ``test`` says what is counted (``measure``, ``sites`` ...),
    with ``comparator`` and ``value``. Further keys are kept for the check that reads them.
    """

    model_config = _OPEN

    id: str = ""
    title: str = ""
    claim: str = ""
    test: dict[str, Any] = Field(default_factory=dict)


class Derivation(BaseModel):
    """A quantity computed from claims or cells of measures, with its range.

    ``of`` are ids of claims, or cells written ``measure:period``. Further keys are kept.
    """

    model_config = _OPEN

    id: str = ""
    title: str = ""
    op: Literal["sum", "difference", "product", "ratio", "share", "duration"]
    of: Texts
    caveat: str = ""


class SheetMapping(BaseModel):
    """How the analyst's own sheet is read: our column -> their column.

    ``kinds`` maps their classes of event to ours; ``date_format`` is a ``strptime`` format;
    ``coverage`` is what the sheet could have held.
    """

    model_config = _STRICT

    id: str = ""
    dataset: str = ""
    version: Text = ""
    title: str = ""
    columns: dict[str, Text]
    kinds: dict[Text, str] = Field(default_factory=dict)
    date_format: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1
    coverage: Coverage = Coverage()
    licence: str = ""
    citation: str = ""
    terms: Literal["open", "no_rows"] = "open"
    released: Text = ""


class Method(BaseModel):
    """The note on method that the Standards for Casualty Recording ask for.

    Each field is a paragraph: where the information comes from, how it is collected, evaluated
    and corroborated, how its quality is controlled, the definitions used, what is included and
    excluded, and the date of the note. Source: Every Casualty, Standards for Casualty Recording
    (2016).
    """

    model_config = _STRICT

    dated: Text = ""
    source_types: Text = ""
    collection: Text = ""
    evaluation: Text = ""
    corroboration: Text = ""
    quality_control: Text = ""
    definitions: Text = ""
    inclusion: Text = ""
    exclusion: Text = ""
    text: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else (value or {})

    def __str__(self) -> str:
        named = [
            f"{name.replace('_', ' ').capitalize()}: {text}"
            for name, text in self.model_dump().items()
            if text and name not in {"text", "dated"}
        ]
        dated = [f"Dated {self.dated}."] if self.dated else []
        return "\n\n".join([*([self.text] if self.text else []), *named, *dated])


class Definitions(BaseModel):
    """Everything that ``case.yaml`` declares. Keys of the maps are the ids of what they hold."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True
    )

    title: Text = ""
    question: Text = ""
    authors: Texts = ()
    window: Annotated[Valid, Blank] = None
    groups: dict[str, Group] = Field(default_factory=dict)
    measures: dict[str, Measure] = Field(default_factory=dict)
    scorecards: dict[str, Scorecard] = Field(default_factory=dict)
    assessments: dict[str, dict[str, Any]] = Field(default_factory=dict)
    indicators: dict[str, Indicator] = Field(default_factory=dict)
    derivations: dict[str, Derivation] = Field(default_factory=dict)
    rules: Rules = Rules()
    mappings: dict[str, SheetMapping] = Field(default_factory=dict)
    method_note: Method = Field(default=Method(), alias="method")

    @property
    def method(self) -> str:
        """The note on method as text, empty if there is none."""
        return str(self.method_note)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        """Keys become ids; a section that is there but empty holds nothing."""
        if not isinstance(value, dict):
            return value
        filled = {key: part for key, part in value.items() if part is not None}
        for section in ("measures", "scorecards", "indicators", "derivations", "mappings"):
            if isinstance(filled.get(section), dict):
                filled[section] = {k: _with_id(k, v) for k, v in filled[section].items()}
        return filled


def _with_id(key: object, value: Any) -> Any:
    return {"id": str(key), **value} if isinstance(value, dict) else value
