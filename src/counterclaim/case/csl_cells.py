"""CSL-JSON fields as cells that a person can read and edit, and back without loss.

A text is itself, a date is spelled as the case spells dates, a list of people is
``Family, Given; Family, Given``. Whatever would not come back the same is JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from counterclaim.case.cells import Row
from counterclaim.model.source import Document

DATES = ("issued", "accessed", "submitted", "original-date", "event-date", "available-date")
PEOPLE = ("author", "editor", "translator", "collection-editor", "director", "recipient")
TEXTS = ("id", "type", "title", "container-title", "publisher", "URL")
_JSON = re.compile(r"""[\["{]|-?\d+$|(true|false|null)$""", re.ASCII)
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


def cells_of_document(document: Document) -> Row:
    """One source as cells by CSL field."""
    return {name: cell_of(name, value) for name, value in document.csl().items()}


def item_of_cells(row: Row) -> dict[str, Any]:
    """The source that the cells spell; an empty cell is an absent field."""
    return {name: value_of(name, cell) for name, cell in row.items() if cell}


def cell_of(field: str, value: Any) -> str:
    """The value as a cell; JSON where the plain spelling would not come back the same."""
    plain = _plain(field, value)
    if field in TEXTS or (plain and _alike(value_of(field, plain), value)):
        return plain
    return json.dumps(value, ensure_ascii=False)


def value_of(field: str, cell: str) -> Any:
    """The value that a cell spells."""
    if field in TEXTS:
        return cell
    if _JSON.match(cell):
        with suppress(json.JSONDecodeError):
            return json.loads(cell)
    if field in DATES and _DATE.fullmatch(cell):
        return {"date-parts": [[int(part) for part in cell.split("-")]]}
    if field in PEOPLE:
        return [_person(name) for name in cell.split("; ")]
    return cell


def _plain(field: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if field in DATES and isinstance(value, dict) and _single_date(value):
        year, *rest = value["date-parts"][0]
        return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])
    if field in PEOPLE and isinstance(value, list):
        return "; ".join(_name(person) for person in value if isinstance(person, dict))
    return ""


def _alike(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _single_date(value: Mapping[str, Any]) -> bool:
    parts = value.get("date-parts")
    return (
        isinstance(parts, list)
        and len(parts) == 1
        and isinstance(parts[0], list)
        and 1 <= len(parts[0]) <= 3
        and all(isinstance(part, int) for part in parts[0])
    )


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person:
        return str(person["literal"])
    return f"{person.get('family', '')}, {person.get('given', '')}"


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}
