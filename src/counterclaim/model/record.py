"""What every row of a ledger table has in common: named columns, nothing unknown, text in cells."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _parts(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


_NUMBER = re.compile(r"[+-]?(\d+|\d+\.\d*([eE][+-]?\d+)?|\.?\d+[eE][+-]?\d+|\.\d+)", re.ASCII)


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text and not _NUMBER.fullmatch(text):
        raise CellError("not a number", expected="digits, such as 1200 or 0.75, without separators")
    if not text:
        return None
    return float(text) if any(mark in text for mark in ".eE") else int(text)


def _finite(value: int | float | None) -> int | float | None:
    if value is not None and value - value != 0:
        raise CellError("not a finite number", expected="digits, such as 1200 or 0.75")
    return value


class CellError(ValueError):
    """A cell that does not fit its column; ``expected`` says what would."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.message, self.expected = message, expected


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_parts),
    PlainSerializer(lambda value: "; ".join(value), when_used="json"),
]
"""Several names in one cell, separated by semicolons."""

Amount = Annotated[int | float | None, BeforeValidator(_number), AfterValidator(_finite)]
"""A finite number or an empty cell."""


def _blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(_blank)
"""An empty cell is ``None``."""


def _listed(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


Listed = BeforeValidator(_listed)
"""Nothing is an empty list, and a text alone needs no brackets."""


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
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
