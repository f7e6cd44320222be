"""What went into an export and what came out of it, with hashes and the command that repeats it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from counterclaim.report.material import Material

NAME = "manifest.json"


def write(
    material: Material, outputs: Mapping[str, bytes | str], command: str, warnings: Sequence[str]
) -> str:
    """The manifest as JSON. ``outputs`` maps paths within the export to contents or to hashes."""
    return json.dumps(
        {
            "title": material.title,
            "release": material.release.id,
            "date": material.release.date or None,
            "command": command,
            "public": material.gate.public,
            "licence": material.licence or "not stated",
            "kept_back": dict(sorted(material.gate.kept.items())),
            "inputs": [_input(i.path, i.sha256) for i in material.release.inputs],
            "outputs": [
                {"path": path, "sha256": _hash(content)}
                for path, content in sorted(outputs.items())
            ],
            "made_with": made_with(),
            "warnings": list(warnings),
        },
        ensure_ascii=False,
        indent=1,
    )


def made_with() -> dict[str, str]:
    """The versions of what decides the bytes of an export."""
    from importlib.metadata import version

    from counterclaim.report.pandoc import version as pandoc

    names = ("counterclaim", "altair", "vl-convert-python", "typst")
    return {**{name: version(name) for name in names}, "pandoc": pandoc()}


def _input(path: str, sha256: str) -> dict[str, Any]:
    return {"path": path, "sha256": sha256}


def _hash(content: bytes | str) -> str:
    return content if isinstance(content, str) else hashlib.sha256(content).hexdigest()
