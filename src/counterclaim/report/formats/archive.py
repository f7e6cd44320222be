"""Zip files that are the same every time: fixed order, fixed clock, no traces of the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

CLOCK = (1980, 1, 1, 0, 0, 0)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of named contents, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, CLOCK)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def settled(archive: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same zip with a fixed clock; ``change`` may rewrite a member by its name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        names = [info.filename for info in old.infolist() if not info.is_dir()]
        members = [(name, old.read(name)) for name in names]
    return packed((name, change(name, content) if change else content) for name, content in members)
