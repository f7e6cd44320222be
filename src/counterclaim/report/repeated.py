"""Notes that say the same: the first is printed, later places point to its number.

Only notes which this package sets beside figures are joined; those of the analyst's own text stay.
A style without notes is left as it is.
"""

from __future__ import annotations

from typing import Any

from counterclaim.report.tree import AGAIN, CITED, Block, Inline, marked, raised, walk


def joined_notes(blocks: list[Block]) -> list[Block]:
    """The blocks, each note of the same documents at the same places printed once."""
    return _Joining().of(blocks)  # type: ignore[no-any-return]


class _Joining:
    """One walk through the text in the order in which its notes are numbered."""

    def __init__(self) -> None:
        self._printed = 0
        self._numbers: dict[str, int] = {}

    def of(self, node: Any) -> Any:
        if isinstance(node, list):
            return [part for item in node for part in self._item(item)]
        if isinstance(node, dict):
            if node.get("t") == "Note":
                self._printed += 1
                return node
            return {name: self.of(value) for name, value in node.items()}
        return node

    def _item(self, item: Any) -> list[Any]:
        key = _key(item)
        if key is None:
            return [self.of(item)]
        inside: list[Inline] = item["c"][1]
        if key in self._numbers:
            return again(self._numbers[key])
        if any(node["t"] == "Note" for node in walk(inside)):
            self._numbers[key] = self._printed + 1
        return list(self.of(inside))


def _key(item: Any) -> str | None:
    """The documents and places of a span that :func:`tree.cited` made."""
    if not (isinstance(item, dict) and item.get("t") == "Span" and CITED in item["c"][0][1]):
        return None
    return str(dict(item["c"][0][2])["sources"])


def again(number: int) -> list[Inline]:
    """A reference to a note that stands elsewhere, which formats make a link."""
    return marked(raised(str(number)), AGAIN, number=str(number))


def number_of(node: Any) -> str:
    """The number of the note that an inline refers to again, or an empty string."""
    if isinstance(node, dict) and node.get("t") == "Span" and AGAIN in node["c"][0][1]:
        return str(dict(node["c"][0][2])["number"])
    return ""
