"""What a workbook held when it was exported, carried inside it, so that changes can be told.

The texts of all tables are packed into a hidden sheet. The case notes the ids of the workbooks
that it gave out: only then does a row that is missing in the case mean that it was deleted.
"""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim.case.cells import Row
from counterclaim.case.disk import write_whole

Key = tuple[str, ...]
Rows = Mapping[Key, Row]
GIVEN_OUT = ".exports"
_CHUNK = 30_000


@dataclass(frozen=True)
class Exported:
    """The tables as rows by key, and the text of ``case.yaml``; all empty if nothing is known."""

    id: str = ""
    tables: Mapping[str, Rows] = field(default_factory=dict)
    definitions: str = ""

    def packed(self) -> list[str]:
        """As texts that each fit a cell."""
        stated = {
            "id": self.id,
            "definitions": self.definitions,
            "tables": {
                name: [[list(key), row] for key, row in rows.items()]
                for name, rows in self.tables.items()
            },
        }
        raw = json.dumps(stated, ensure_ascii=False).encode()
        text = base64.b64encode(zlib.compress(raw)).decode("ascii")
        return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]

    @classmethod
    def unpacked(cls, chunks: list[str]) -> Exported:
        """The reverse of :meth:`packed`; raises ``ValueError`` if the texts were changed."""
        if not chunks:
            return cls()
        try:
            stated = json.loads(zlib.decompress(base64.b64decode("".join(chunks), validate=True)))
        except zlib.error as error:
            raise ValueError(str(error)) from None
        tables = {
            name: {tuple(key): row for key, row in rows} for name, rows in stated["tables"].items()
        }
        return cls(stated["id"], tables, stated["definitions"])


def new_id() -> str:
    """A random id for a workbook."""
    return secrets.token_hex(8)


def note_given_out(case: Path, id: str) -> None:
    """Remember that this case gave out a workbook."""
    file = case / GIVEN_OUT
    before = file.read_text(encoding="ascii") if file.exists() else ""
    write_whole(file, f"{before}{id}\n".encode("ascii"))


def was_given_out(case: Path, id: str) -> bool:
    """True if this case gave out the workbook."""
    file = case / GIVEN_OUT
    return bool(id) and file.exists() and id in file.read_text(encoding="ascii").split()
