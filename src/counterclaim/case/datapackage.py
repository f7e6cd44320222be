"""``datapackage.json``: the case's tables described for other programs, from the columns present.

Frictionless Data Package v1, profile ``tabular-data-package``
(https://specs.frictionlessdata.io). Snapshots are Parquet and described by ``snapshots.csv``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

from counterclaim.case import tables
from counterclaim.case.cells import Sheet, read_sheet
from counterclaim.case.disk import write_whole
from counterclaim.case.vocabulary import is_closed, words_of
from counterclaim.errors import TableError
from counterclaim.model.record import Record

FILE = "datapackage.json"


def describe(case: Path, title: str) -> Path:
    """Write the descriptor of the tables that are there; unchanged content is left alone.

    The name of the package is made from the title, as the standard spells names.
    """
    file = case / FILE
    content = (json.dumps(descriptor(case, title), ensure_ascii=False, indent=2) + "\n").encode()
    if not file.exists() or file.read_bytes() != content:
        write_whole(file, content)
    return file


def descriptor(case: Path, title: str) -> dict[str, Any]:
    """The descriptor as plain values; a case without tables has no resources."""
    resources = [_resource(name, sheet, case) for name, sheet in _sheets(case) if sheet.header]
    return {
        "profile": "tabular-data-package",
        "name": _name(title) or "case",
        "title": title,
        "resources": resources,
    }


def _sheets(case: Path) -> Iterator[tuple[str, Sheet]]:
    """The tables that can be read; a damaged one is told where it is used, not here."""
    for name in tables.TABLES:
        with suppress(TableError):
            yield name, read_sheet(tables.file_of(case, name))


def _resource(name: str, sheet: Sheet, case: Path) -> dict[str, Any]:
    kind = tables.record_of(name)
    return {
        "profile": "tabular-data-resource",
        "name": name.replace("_", "-"),
        "path": sheet.file.relative_to(case).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": sheet.encoding,
        "dialect": {"delimiter": sheet.delimiter},
        "schema": _schema(name, sheet, kind),
    }


def _schema(name: str, sheet: Sheet, kind: type[Record]) -> dict[str, Any]:
    known = [column for column in sheet.header if column in kind.model_fields]
    schema: dict[str, Any] = {
        "fields": [_field(name, column, kind) for column in known],
        "missingValues": [""],
    }
    if kind.key() == ("id",) and "id" in known:
        schema["primaryKey"] = "id"
    return schema


def _field(table: str, column: str, kind: type[Record]) -> dict[str, Any]:
    field = kind.model_fields[column]
    constraints: dict[str, Any] = {"required": True} if field.is_required() else {}
    if is_closed(table, column):
        constraints["enum"] = list(words_of(table, column))
    described = {"name": column, "type": _type(field.annotation)}
    return {**described, "constraints": constraints} if constraints else described


def _type(annotation: Any) -> str:
    if annotation is int:
        return "integer"
    return "number" if float in get_args(annotation) else "string"


def _name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
