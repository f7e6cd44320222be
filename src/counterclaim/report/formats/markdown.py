"""The report as Markdown with its notes, and the pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counterclaim.report.formats.trees import (
    as_image,
    with_pictures,
    with_references,
    without_marks,
)
from counterclaim.report.pandoc import convert
from counterclaim.report.pictures import Picture
from counterclaim.report.tree import Inline, raw_inline

FORM = (
    "markdown-citations-raw_html-raw_attribute-header_attributes-link_attributes-smart-grid_tables"
)


def write(tree: dict[str, Any], pictures: Mapping[str, Picture]) -> str:
    """Markdown; pictures are named as files in ``charts/``."""
    drawn = with_pictures(tree, pictures, lambda p: as_image(p, f"charts/{p.name}.svg"))
    blocks = with_references(drawn["blocks"], _refer)
    plain = {**drawn, "blocks": without_marks(blocks), "meta": {}}
    body = convert(plain, ["-t", FORM, "--wrap=none"]).decode()
    title = {"t": "Header", "c": [1, ["", [], []], tree["meta"]["title"]["c"]]}
    head = convert({**plain, "blocks": [title]}, ["-t", FORM, "--wrap=none"]).decode()
    return f"{head}\n{body}"


def _refer(number: str) -> list[Inline]:
    """Pandoc numbers its notes in their order."""
    return raw_inline("markdown", f"[^{number}]")
