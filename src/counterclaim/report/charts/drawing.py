"""A chart's definition drawn as SVG for a page or as PNG for a document."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

PNG_SCALE = 2


@dataclass(frozen=True)
class Drawing:
    """A chart as a Vega-Lite document, with a name for files and words for who cannot see it."""

    name: str
    spec: dict[str, Any]
    title: str
    description: str


def svg(drawing: Drawing, suffix: str = "") -> str:
    """Static SVG that scales with its container and is read out by its title and description.

    ``suffix`` keeps ids apart where one page holds a chart in two widths.
    """
    import vl_convert

    name = f"{drawing.name}{suffix}"
    drawn = str(vl_convert.vegalite_to_svg(_settled(drawing.spec), allowed_base_urls=[]))
    head, _, body = drawn.partition(">")
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    words = (
        f'<title id="{name}-title">{html.escape(drawing.title)}</title>'
        f'<desc id="{name}-desc">{html.escape(drawing.description)}</desc>'
    )
    label = f' role="img" aria-labelledby="{name}-title {name}-desc"'
    return f"{head}{label}>{words}{_own_ids(_unlabelled(body), name)}"


def png(drawing: Drawing) -> bytes:
    """The same chart as pixels, two for each point."""
    import vl_convert

    return bytes(
        vl_convert.vegalite_to_png(_settled(drawing.spec), scale=PNG_SCALE, allowed_base_urls=[])
    )


def _settled(spec: dict[str, Any]) -> dict[str, Any]:
    """Without the settings that only a browser reads."""
    return {key: value for key, value in spec.items() if key != "usermeta"}


def _unlabelled(body: str) -> str:
    """The marks' own labels would be read out one by one: the description says it in order."""
    return re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", body)


def _own_ids(body: str, name: str) -> str:
    body = re.sub(r'id="([^"]+)"', rf'id="{name}-\1"', body)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", body)
