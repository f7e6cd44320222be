"""Citations become notes: the cited documents as pandoc's metadata, a CSL style, one citeproc run.

Documents are handed over as trees and not as CSL-JSON text, so that a title which looks like
markup is printed as that title.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from counterclaim.errors import NotFound
from counterclaim.model.source import Document
from counterclaim.report.direction import directed_tree
from counterclaim.report.document import Report, metadata
from counterclaim.report.pandoc import convert, document
from counterclaim.report.repeated import joined_notes
from counterclaim.report.tree import Block, words

STYLE = "counterclaim-note"
BUILT_IN = "chicago-author-date"
# CSL variables whose value is text; every other string is an identifier or a number.
_NAMES = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "original-date", "event-date"})


def with_notes(report: Report, documents: Mapping[str, Document], folder: Path) -> dict[str, Any]:
    """The whole tree with every citation turned into a note (or as the style wants it), each once.

    ``folder`` is searched for the style's ``.csl`` file. Raises ``NotFound`` for a style that is
    neither there nor shipped.
    """
    references = [reference(documents[name]) for name in report.sources if name in documents]
    tree = document(_known(list(report.blocks), documents), metadata(report, references))
    with ExitStack() as stack:
        style = _style(report.style or STYLE, folder, stack)
        found = json.loads(convert(tree, ["--citeproc", *style, "-t", "json"]))
    assert isinstance(found, dict)
    found["meta"].pop("references", None)
    found["blocks"] = directed_tree(joined_notes(found["blocks"]))
    found["meta"] = directed_tree(found["meta"])
    return found


def reference(source: Document) -> dict[str, Any]:
    """A document as a metadata map for citeproc."""
    return {"t": "MetaMap", "c": {name: _meta(name, v) for name, v in source.csl().items()}}


def _meta(name: str, value: Any) -> dict[str, Any]:
    if name in _DATES:
        return _date(value)
    if name in _NAMES:
        return {"t": "MetaList", "c": [_person(person) for person in value or ()]}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {str(k): _meta(str(k), v) for k, v in value.items()}}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta("", item) for item in value]}
    if name in {"id", "type"}:
        return {"t": "MetaString", "c": str(value)}
    return {"t": "MetaInlines", "c": words(str(value))}


def _person(person: Mapping[str, Any]) -> dict[str, Any]:
    parts = {k: {"t": "MetaInlines", "c": words(str(v))} for k, v in person.items() if v}
    return {"t": "MetaMap", "c": parts}


def _date(value: Mapping[str, Any]) -> dict[str, Any]:
    parts = value.get("date-parts") or ()
    if not parts or not parts[0]:
        said = str(value.get("literal") or value.get("raw") or "")
        return {"t": "MetaMap", "c": {"literal": {"t": "MetaInlines", "c": words(said)}}}
    days = [
        "-".join(f"{int(p):0{4 if n == 0 else 2}d}" for n, p in enumerate(day)) for day in parts
    ]
    return {"t": "MetaString", "c": "/".join(days)}


def _known(blocks: list[Block], documents: Mapping[str, Document]) -> list[Block]:
    """The blocks without citations of documents that the case does not hold."""
    text = json.dumps(blocks)
    found = json.loads(text)
    for holder in _lists(found):
        for node in list(holder):
            if isinstance(node, dict) and node.get("t") == "Cite":
                kept = [c for c in node["c"][0] if c["citationId"] in documents]
                node["c"][0] = kept
                if not kept:
                    holder.remove(node)
    assert isinstance(found, list)
    return found


def _lists(node: Any) -> list[list[Any]]:
    found: list[list[Any]] = []
    if isinstance(node, dict):
        for value in node.values():
            found += _lists(value)
    elif isinstance(node, list):
        found.append(node)
        for item in node:
            found += _lists(item)
    return found


def _style(name: str, folder: Path, stack: ExitStack) -> list[str]:
    if name == BUILT_IN:
        return []
    own = folder / (name if name.endswith(".csl") else f"{name}.csl")
    if own.is_file():
        return ["--csl", str(own.resolve())]
    shipped = files("counterclaim.report") / "styles" / f"{name}.csl"
    if not shipped.is_file():
        raise NotFound(
            "no such citation style",
            seen=name,
            expected=f"{STYLE}, {BUILT_IN}, or the name of a .csl file in the case folder",
            remedy=f"put {name}.csl into the case folder",
        )
    return ["--csl", str(stack.enter_context(as_file(shipped)))]
