"""The whole case as an RO-Crate for an archive: a zip whose metadata say what each file is.

Source: RO-Crate Metadata Specification 1.1.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from counterclaim.case import tables
from counterclaim.model.record import Record
from counterclaim.report.formats.archive import packed
from counterclaim.report.material import Material
from counterclaim.report.release import OWN_TEXT

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
METADATA = "ro-crate-metadata.json"
# Tables that hold analysts' names, and places that only a withheld site may have.
_NOT_PUBLIC = frozenset({"judgements", "places", "sites", "snapshots"})
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".parquet": "application/vnd.apache.parquet",
    ".geojson": "application/geo+json",
}


def write(material: Material, outputs: Mapping[str, bytes]) -> bytes:
    """The crate: the case as this export may see it, and the outputs of the same run."""
    files = dict(_case_files(material))
    files |= {f"out/{path}": content for path, content in sorted(outputs.items())}
    described = json.dumps(_metadata(material, files), ensure_ascii=False, indent=1).encode()
    return packed([(METADATA, described), *sorted(files.items())])


def _case_files(material: Material) -> Iterator[tuple[str, bytes]]:
    if material.gate.public:
        yield from _public_files(material)
        return
    case = material.case
    for name in tables.TABLES:
        file = tables.file_of(case.path, name)
        if file.is_file():
            yield file.relative_to(case.path).as_posix(), file.read_bytes()
    for name in ("case.yaml", "sources.json", OWN_TEXT, "datapackage.json"):
        if (case.path / name).is_file():
            yield name, (case.path / name).read_bytes()
    for file in sorted((case.path / "data").glob("*.parquet")):
        yield f"data/{file.name}", file.read_bytes()


def _public_files(material: Material) -> Iterator[tuple[str, bytes]]:
    """Tables cleaned by the gate; definitions without authors; no data files of providers."""
    gate = material.gate
    for name, kind in tables.TABLES.items():
        rows = material.ledger.claims if name == "claims" else gate.case.table(name)
        if rows and name not in _NOT_PUBLIC:
            yield f"{name}.csv", _table(kind, [_clean(row, material) for row in rows])
    yield "sources.json", _json([d.csl() for d in material.ledger.documents])
    definitions = material.definitions.model_dump(mode="json", by_alias=True)
    yield "case.json", _json(gate.value({**definitions, "authors": []}))
    own = gate.case.path / OWN_TEXT
    if own.is_file():
        yield OWN_TEXT, own.read_bytes()


def _clean(row: Record, material: Material) -> dict[str, str]:
    return {name: material.gate.text(value) for name, value in row.cells().items()}


def _table(kind: type[Record], rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(kind.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _metadata(material: Material, files: Mapping[str, bytes]) -> dict[str, Any]:
    parts = [_part(name, content) for name, content in sorted(files.items())]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": material.title,
        "description": material.gate.text(material.definitions.question) or material.title,
        "license": material.licence or "not stated",
        "identifier": material.release.id,
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    if material.release.date:
        root["datePublished"] = material.release.date
    about = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    return {"@context": CONTEXT, "@graph": [about, root, *parts]}


def _part(name: str, content: bytes) -> dict[str, Any]:
    import hashlib

    return {
        "@id": name,
        "@type": "File",
        "name": Path(name).name,
        "encodingFormat": _TYPES.get(Path(name).suffix, "application/octet-stream"),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
