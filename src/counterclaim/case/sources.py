"""``sources.json``: publications and documents as CSL-JSON, merged like every other table.

For merging, an item is a row whose cells are its CSL fields as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from counterclaim.case.cells import Row
from counterclaim.case.csl_cells import cells_of_document, item_of_cells
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


def documents(
    items: Iterable[Mapping[str, Any]], file: Path, numbers: Iterable[int] | None = None
) -> tuple[Document, ...]:
    """The items as records; raises ``TableError`` with ``numbers``, or the place in the list."""
    found: dict[str, Document] = {}
    for number, item in zip(count(1) if numbers is None else numbers, items, strict=False):
        document = _document(item, file, number)
        if document.id in found:
            raise TableError(
                "two sources have the same id", file=file, row=number, column="id", seen=document.id
            )
        found[document.id] = document
    return tuple(found.values())


def rows_of(documents: Iterable[Document]) -> dict[Key, Row]:
    """Sources as rows of cells, by id."""
    return {(document.id,): cells_of_document(document) for document in documents}


def items_of(
    rows: Mapping[Key, Row], there: Mapping[Key, Row], items: Iterable[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Rows as items; a row that is as it is ``there`` keeps its item as the file spells it."""
    spelled = dict(zip(there, items, strict=True))
    return tuple(
        spelled[key] if there.get(key) == row else item_of_cells(row) for key, row in rows.items()
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
