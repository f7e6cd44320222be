"""The parts of a .docx archive, read with limits: no part, sum or ratio may run away."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from counterclaim.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 80_000_000  # bytes of one XML part, unpacked
MAX_RATIO = 250  # unpacked to packed size, checked above MIN_RATIO_SIZE
MIN_RATIO_SIZE = 5_000_000
MAX_MEMBERS = 20_000


class Archive:
    """A zip that is read part by part; sizes are counted while unpacking, not believed."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._refuse("The .docx archive is damaged.", str(error)) from error
        if len(self._zip.infolist()) > MAX_MEMBERS:
            seen = f"{len(self._zip.infolist()):,} members"
            raise self._refuse("The .docx archive has too many members.", seen)
        self._names = set(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def read(self, part: str) -> bytes:
        """The bytes of one part; raises ``UnreadableDocument`` beyond the limits."""
        entry = self._zip.getinfo(part)
        packed = max(entry.compress_size, 1)
        limit = max(MIN_RATIO_SIZE, min(MAX_PART, packed * MAX_RATIO))
        try:
            with self._zip.open(entry) as file:
                data = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
        ) as error:
            raise self._refuse(f"{part} cannot be unpacked.", str(error)) from error
        if len(data) > limit:
            seen = f"{part}: over {limit:,} bytes from {packed:,} packed"
            raise self._refuse("The .docx archive unpacks to an unreasonable size.", seen)
        return data

    def xml(self, part: str) -> _Element | None:
        """The root of one XML part, or ``None`` if it is absent; no entity is ever expanded."""
        from lxml import etree

        if part not in self:
            return None
        data = self.read(part)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise self._refuse(
                f"{part} declares a document type, which no .docx does.", "<!DOCTYPE"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._refuse(f"{part} is not well-formed XML.", str(error)) from error

    def _refuse(self, message: str, seen: str) -> UnreadableDocument:
        remedy = "open it in a word processor and save it again as .docx"
        return UnreadableDocument(message, file=self.name, seen=seen, remedy=remedy)
