"""What formats do to the tree before they write it: pictures put in, attributes taken out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from counterclaim.report.pictures import Picture
from counterclaim.report.repeated import number_of
from counterclaim.report.tree import CHART, Block, Inline, words

Draw = Callable[[Picture], list[Block]]


def with_pictures(
    tree: dict[str, Any], pictures: Mapping[str, Picture], draw: Draw
) -> dict[str, Any]:
    """A copy in which every place of a picture holds what ``draw`` makes of it."""
    found = copy.deepcopy(tree)
    found["blocks"] = _placed(found["blocks"], pictures, draw)
    return found


def _placed(blocks: list[Block], pictures: Mapping[str, Picture], draw: Draw) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        name = picture_name(block)
        if name:
            found += draw(pictures[name]) if name in pictures else []
        else:
            if block["t"] == "Div":
                block["c"][1] = _placed(block["c"][1], pictures, draw)
            found.append(block)
    return found


def picture_name(block: Block) -> str:
    """The name of the picture whose place this is, or an empty string."""
    if block["t"] != "Div" or CHART not in block["c"][0][1]:
        return ""
    return str(dict(block["c"][0][2]).get("name", ""))


def as_image(picture: Picture, file: str, width: str = "100%") -> list[Block]:
    """A picture as an image file with its description as alternative text."""
    target = [file, ""]
    attributes = ["", [], [["width", width]]]
    alt = words(f"{picture.title}. {picture.description}")
    return [{"t": "Para", "c": [{"t": "Image", "c": [attributes, alt, target]}]}]


def with_references(node: Any, refer: Callable[[str], list[Inline]]) -> Any:
    """With what ``refer`` makes of the number wherever a note is referred to again."""
    if isinstance(node, list):
        found: list[Any] = []
        for item in node:
            number = number_of(item)
            found += refer(number) if number else [with_references(item, refer)]
        return found
    if isinstance(node, dict):
        return {name: with_references(value, refer) for name, value in node.items()}
    return node


def without_marks(node: Any) -> Any:
    """Without the spans and divisions that only a page or a print style needs."""
    if isinstance(node, list):
        found: list[Any] = []
        for item in node:
            kind = item.get("t") if isinstance(item, dict) else None
            if kind in {"Span", "Div"}:
                found += without_marks(item["c"][1])
            else:
                found.append(without_marks(item))
        return found
    if isinstance(node, dict):
        return {name: without_marks(value) for name, value in node.items()}
    return node
