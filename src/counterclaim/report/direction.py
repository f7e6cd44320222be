"""Words written from right to left inside lines from left to right, so that what follows stays put.

After Arabic or Hebrew letters the dates and ranges that follow would be shown backwards ("2021-09"
as "09-2021"). A mark without width closes each run of such words; marks that turn text round and
that no line needs are taken out.

Reference: Unicode Standard Annex 9, "Implicit directional marks".
"""

from __future__ import annotations

import re
from typing import Any

MARK = "\u200e"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(rf"[{_RIGHT}]+(?:[^\w{MARK}]*[{_RIGHT}]+)*{MARK}?")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPEN = re.compile(rf"{MARK}[^\w{MARK}]*$")
_CONTINUES = re.compile(rf"[^\w]*[{_RIGHT}]")
_GAPS = frozenset({"Space", "SoftBreak"})


def directed(text: str) -> str:
    """The text with every run of words from right to left closed."""
    return _RUN.sub(lambda run: run[0].rstrip(MARK) + MARK, _TURNING.sub("", text))


def directed_tree(node: Any) -> Any:
    """The same for a document tree or any nested values; words of one line are one run."""
    if isinstance(node, str):
        return directed(node)
    if isinstance(node, dict):
        if node.get("t") in {"RawBlock", "RawInline"}:
            return node
        return {name: directed_tree(value) for name, value in node.items()}
    if isinstance(node, list):
        found = [directed_tree(item) for item in node]
        _join(found)
        return found
    return node


def _join(items: list[Any]) -> None:
    """Take out the mark between two words of one run."""
    for at, item in enumerate(items):
        following = next((other for other in items[at + 1 :] if _kind(other) not in _GAPS), None)
        if following is not None and _kind(item) == _kind(following) == "Str":
            end = _OPEN.search(item["c"])
            if end and _CONTINUES.match(following["c"]):
                item["c"] = item["c"][: end.start()] + end[0].removeprefix(MARK)


def _kind(item: Any) -> str:
    return str(item.get("t", "")) if isinstance(item, dict) else ""
