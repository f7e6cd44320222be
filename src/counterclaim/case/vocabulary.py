"""The closed vocabularies of the tables' columns, and which columns hold dates."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from counterclaim.case.tables import TABLES
from counterclaim.model.event import PLACE_PRECISIONS
from counterclaim.model.period import Period

_STATED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("places", "precision"): PLACE_PRECISIONS,
    ("sites", "sensitivity"): ("public", "coarsen", "private"),
    ("claims", "sensitivity"): ("public", "coarsen", "private"),
}
"""Columns that are text in the record but offer words to choose from; other words are allowed."""
_DAYS = {"made_on", "resolved_on", "horizon", "accessed", "on", "date", "released", "retrieved"}


@cache
def words_of(table: str, column: str) -> tuple[str, ...]:
    """The words a column offers, empty where it takes any text."""
    if (table, column) in _STATED:
        return _STATED[table, column]
    return tuple(w for w in _words(TABLES[table].model_fields[column].annotation) if w)


def is_closed(table: str, column: str) -> bool:
    """True if other words than the offered ones are errors."""
    return bool(words_of(table, column)) and (table, column) not in _STATED


@cache
def is_period(table: str, column: str) -> bool:
    """True for columns that hold a date or period of the case's grammar."""
    fields = TABLES[table].model_fields if table in TABLES else {}
    return column in fields and (_holds_period(fields[column].annotation) or column in _DAYS)


def _words(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(word.value) for word in annotation)
    return tuple(word for part in get_args(annotation) for word in _words(part))


def _holds_period(annotation: Any) -> bool:
    return annotation is Period or any(_holds_period(part) for part in get_args(annotation))
