"""The last net before a public tree leaves: every run of words goes through the gate once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counterclaim.report.tree import words

Clean = Callable[[str], str]


def netted(node: Any, clean: Clean) -> Any:
    """The same tree with each run of words cleaned as one text, so that names of several words
    are found; runs that hold nothing to clean stay as they are."""
    if isinstance(node, dict):
        if node.get("t") == "Code":
            return {**node, "c": [node["c"][0], clean(node["c"][1])]}
        if node.get("t") in {"RawBlock", "RawInline"}:
            return node
        return {name: netted(value, clean) for name, value in node.items()}
    if not isinstance(node, list):
        return node
    found: list[Any] = []
    run: list[Any] = []
    for item in node:
        if isinstance(item, dict) and item.get("t") in {"Str", "Space", "SoftBreak"}:
            run.append(item)
        else:
            found += [*_cleaned(run, clean), netted(item, clean)]
            run = []
    return found + _cleaned(run, clean)


def _cleaned(run: list[Any], clean: Clean) -> list[Any]:
    text = "".join(item["c"] if item["t"] == "Str" else " " for item in run)
    said = clean(text)
    if said == text:
        return run
    ends = [{"t": "Space"}]
    before, after = text[:1].isspace(), text[-1:].isspace()
    return [*(ends if before else []), *words(said), *(ends if after else [])]
