"""The document tree: pandoc's own, built node by node, so that no text is ever read as markup.

Only the parts of the tree that reports need. Source: pandoc-types 1.23, Text.Pandoc.Definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Inline = dict[str, Any]
Block = dict[str, Any]
Cell = list[Inline]

API_VERSION = [1, 23, 1]
SPACE: Inline = {"t": "Space"}
CHART = "chart"
"""Class of the empty divisions that each format replaces by a drawing of the same name."""

CITED, AGAIN = "cited", "again"
"""Classes of spans: a note that may be joined with its like, and a reference to a note."""


def words(text: str) -> list[Inline]:
    """Plain text, whatever characters it holds."""
    found: list[Inline] = []
    for part in text.split():
        found += [SPACE, {"t": "Str", "c": part}]
    return found[1:]


def strong(text: str) -> list[Inline]:
    """Text of some weight."""
    return [{"t": "Strong", "c": words(text)}]


def emphasised(text: str) -> list[Inline]:
    """Text in italics."""
    return [{"t": "Emph", "c": words(text)}]


def code(text: str) -> list[Inline]:
    """Text as it is typed."""
    return [{"t": "Code", "c": [["", [], []], text]}]


def raised(text: str) -> list[Inline]:
    """The letter of a note."""
    return [{"t": "Superscript", "c": words(text)}] if text else []


def marked(inlines: list[Inline], kind: str = "", /, **attributes: str) -> list[Inline]:
    """Inlines that carry a class or attributes, such as the code of a figure."""
    pairs = [[name.replace("_", "-"), value] for name, value in attributes.items()]
    return [{"t": "Span", "c": [["", [kind] if kind else [], pairs], inlines]}]


def cited(sources: Iterable[tuple[str, str]]) -> list[Inline]:
    """One note that cites documents, each with its locator (or an empty string)."""
    citations: list[dict[str, Any]] = [
        {
            "citationId": source,
            "citationPrefix": [],
            "citationSuffix": words(f", {locator}") if locator else [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for source, locator in sources
    ]
    if not citations:
        return []
    shown = words("; ".join(c["citationId"] for c in citations))
    key = json.dumps([[c["citationId"], c["citationSuffix"]] for c in citations])
    return marked([{"t": "Cite", "c": [citations, shown]}], CITED, sources=key)


def together(*parts: list[Inline]) -> list[Inline]:
    """The parts with a space between them; empty ones leave none."""
    found: list[Inline] = []
    for part in parts:
        found += ([SPACE] if found and part else []) + part
    return found


def para(*parts: list[Inline]) -> Block:
    """A paragraph."""
    return {"t": "Para", "c": together(*parts)}


def header(level: int, text: str, id: str = "") -> Block:
    """A heading; ``id`` is its anchor."""
    return {"t": "Header", "c": [level, [id, [], []], words(text)]}


def bullets(items: Iterable[list[Inline]]) -> Block:
    """A list."""
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": item}] for item in items]}


def numbered(items: Iterable[list[Inline]]) -> Block:
    """A list with numbers."""
    style = [1, {"t": "Decimal"}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [style, [[{"t": "Plain", "c": item}] for item in items]]}


def small(*blocks: Block) -> Block:
    """Blocks in small print."""
    return division("small", blocks)


def division(kind: str, blocks: Iterable[Block], id: str = "") -> Block:
    """Blocks under a class, which each format may style."""
    return {"t": "Div", "c": [[id, [kind], []], list(blocks)]}


def chart(name: str) -> Block:
    """The place of a drawing."""
    return {"t": "Div", "c": [[f"place-{name}", [CHART], [["name", name]]], []]}


def raw(form: str, text: str) -> Block:
    """Text in a format's own language; only for what this package wrote itself."""
    return {"t": "RawBlock", "c": [form, text]}


def raw_inline(form: str, text: str) -> list[Inline]:
    """The same within a line."""
    return [{"t": "RawInline", "c": [form, text]}]


@dataclass(frozen=True)
class Grid:
    """A table: caption, headings and rows of inlines; the first ``heads`` columns are headings."""

    caption: str
    columns: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    heads: int = 1
    id: str = ""

    def block(self) -> Block:
        """The table as a block."""
        width = len(self.columns)
        attributes = [self.id, [], []]
        heading = _row([_cell(c, "col") for c in self.columns])
        rows = [
            _row([_cell(c, "row" if n < self.heads else "") for n, c in enumerate(row)])
            for row in self.rows
        ]
        spread = [{"t": "AlignLeft"}, {"t": "ColWidthDefault"}]
        body = [["", [], []], self.heads, [], rows]
        caption = [None, [{"t": "Plain", "c": words(self.caption)}] if self.caption else []]
        return {
            "t": "Table",
            "c": [
                attributes,
                caption,
                [spread] * width,
                [["", [], []], [heading]],
                [body],
                [["", [], []], []],
            ],
        }


def _row(cells: list[Any]) -> Any:
    return [["", [], []], cells]


def _cell(inlines: Cell, scope: str) -> Any:
    attributes = ["", [], [["scope", scope]] if scope else []]
    return [attributes, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines}]]


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Every node of a tree, outer ones first."""
    if isinstance(node, dict):
        if "t" in node:
            yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from walk(item)


def plain_text(node: Any) -> str:
    """The words of a tree."""
    parts = []
    for found in walk(node):
        if found["t"] == "Str":
            parts.append(found["c"])
        elif found["t"] == "Code":
            parts.append(found["c"][1])
        elif found["t"] in {"Space", "SoftBreak", "LineBreak"}:
            parts.append(" ")
    return "".join(parts)
