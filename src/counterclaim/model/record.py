"""What every row of a ledger table has in common: named columns, nothing unknown, text in cells."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _parts(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def _whole(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        return float(text) if any(mark in text for mark in ".eE") else int(text)
    return value


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_parts),
    PlainSerializer(lambda value: "; ".join(value), when_used="json"),
]
"""Several names in one cell, separated by semicolons."""

Amount = Annotated[int | float | None, BeforeValidator(_whole)]
"""A number or an empty cell."""


def _blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(_blank)
"""An empty cell is ``None``."""


class Record(BaseModel):
    """A row of a table of the case. Field order is column order; every value fits a text cell."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def cells(self) -> dict[str, str]:
        """The row as text cells, empty where nothing is stated."""
        values: dict[str, Any] = self.model_dump(mode="json")
        return {name: _cell(value) for name, value in values.items()}

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """The columns that identify a row; rows without an id are identified by all of these."""
        return ("id",)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
