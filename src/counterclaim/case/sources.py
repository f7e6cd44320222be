"""``sources.json``: publications and documents as CSL-JSON, merged like every other table.

For merging, an item is a row whose cells are its CSL fields as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from counterclaim.case.cells import Row
from counterclaim.case.disk import sha256
from counterclaim.errors import TableError
from counterclaim.model.source import Document

Key = tuple[str, ...]


def read_items(file: Path) -> tuple[dict[str, Any], ...]:
    """The CSL-JSON items of ``file`` as they stand; none if it is absent."""
    if not file.exists():
        return ()
    try:
        items = json.loads(file.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise TableError(
            f"not well-formed JSON: {error.msg}", file=file, row=error.lineno, column=error.colno
        ) from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise TableError("not a list of sources", file=file, expected="a CSL-JSON array of objects")
    return tuple(items)


def documents(items: Iterable[Mapping[str, Any]], file: Path) -> tuple[Document, ...]:
    """The items as records; raises ``TableError`` with the number of the item (from 1)."""
    found: dict[str, Document] = {}
    for number, item in enumerate(items, start=1):
        document = _document(item, file, number)
        if document.id in found:
            raise TableError(
                "two sources have the same id", file=file, row=number, column="id", seen=document.id
            )
        found[document.id] = document
    return tuple(found.values())


def rows_of(items: Iterable[Mapping[str, Any]]) -> dict[Key, Row]:
    """Items as rows of JSON cells, by id."""
    return {
        (str(item["id"]),): {name: _json(value) for name, value in item.items()} for item in items
    }


def items_of(rows: Mapping[Key, Row]) -> tuple[dict[str, Any], ...]:
    """Rows of JSON cells as items; an empty cell is an absent field."""
    return tuple(
        {name: json.loads(cell) for name, cell in row.items() if cell} for row in rows.values()
    )


def encoded(items: Iterable[Mapping[str, Any]]) -> bytes:
    """The bytes of ``sources.json``: indented, accents as they are."""
    return (json.dumps(list(items), ensure_ascii=False, indent=2) + "\n").encode()


def digest(file: Path) -> str:
    """The hash of the file, empty if it is absent."""
    return sha256(file.read_bytes()) if file.exists() else ""


def _document(item: Mapping[str, Any], file: Path, number: int) -> Document:
    try:
        return Document.model_validate(item)
    except ValidationError as error:
        fault = error.errors()[0]
        raise TableError(
            str(fault["msg"]),
            file=file,
            row=number,
            column=".".join(str(step) for step in fault["loc"]),
            seen=fault["input"],
            remedy="row is the number of the source in the list",
        ) from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
