"""What every chart has round it: title and subtitle above, source, filter and licence below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, MUTED, GRID, PAPER = "#222222", "#5f6368", "#dddddd", "#ffffff"
# Okabe and Ito's colours, told apart by readers with any of the common colour deficiencies.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")
SIZE = 12
# Between the lines of a label, and for what is drawn under it, in points.
LINE, UNDER = 14, 18
# Room for the labels to the left of every panel, in points.
INSET = 52


@dataclass(frozen=True)
class Captions:
    """The words in the image: a title, lines under it, and lines at the foot."""

    title: str
    subtitle: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def framed(panels: Sequence[Any], captions: Captions, width: int) -> dict[str, Any]:
    """The panels one under the other with the captions round them, as a Vega-Lite document."""
    import altair as alt

    # Letters are about half as wide as high.
    columns = int(width / (SIZE * 0.5))
    chart = alt.vconcat(
        *panels, _foot(captions.foot, int(columns * 1.12), width), spacing=10
    ).properties(
        title=alt.TitleParams(
            text=textwrap.wrap(captions.title, int(columns * 0.86)) or [""],
            subtitle=[w for line in captions.subtitle for w in textwrap.wrap(line, columns)],
        )
    )
    found: dict[str, Any] = chart.configure(**config()).to_dict(validate=False)
    return found


def framed_parts(parts: Sequence[dict[str, Any]], captions: Captions, width: int) -> dict[str, Any]:
    """Panels that were drawn elsewhere, in the same frame and on clocks that no zone shifts."""
    found = framed([], captions, width)
    panels = [_resized(_on_utc(part), width) for part in parts]
    return found | {"vconcat": [*panels, *found["vconcat"]]}


def _resized(panel: dict[str, Any], width: int) -> dict[str, Any]:
    return panel | {"width": width - 2 * INSET}


def _on_utc(node: Any) -> Any:
    if isinstance(node, list):
        return [_on_utc(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _on_utc(value) for name, value in node.items()}
    if found.get("type") == "temporal" and "field" in found:
        found["scale"] = {**(found.get("scale") or {}), "type": "utc"}
    return found


def config() -> dict[str, Any]:
    """Type, colours and lines that all charts share."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": SIZE, "titleFontSize": SIZE}
    inks = {"labelColor": INK, "titleColor": MUTED}
    return {
        "background": PAPER,
        "font": FONT,
        "view": {"stroke": None},
        "padding": 6,
        "axis": {**words, **inks, "gridColor": GRID, "domain": False, "ticks": False},
        "title": {
            **{"anchor": "start", "frame": "bounds", "color": INK, "font": FONT, "fontSize": 15},
            **{"subtitleFont": FONT, "subtitleFontSize": SIZE, "subtitleColor": MUTED, "offset": 8},
        },
        "text": {"font": FONT, "fontSize": SIZE, "color": INK},
    }


def heading(text: str, width: int) -> Any:
    """The title of a panel, in as many lines as it needs."""
    import altair as alt

    lines = textwrap.wrap(text, int(width / (SIZE * 0.56))) or [""]
    return alt.TitleParams(text=lines, fontSize=13, color=INK, offset=4)


def labels_above(base: Any, rows: int) -> list[Any]:
    """The label of each row over what is drawn in it, on a ground that no line shows through.

    ``base`` has a field ``label`` of lines; ``rows`` is the height of a row by :func:`row_height`.
    """
    import altair as alt

    place = {"align": "left", "baseline": "top", "dy": 2 - rows // 2, "lineHeight": LINE}
    left, words = alt.value(-INSET), alt.Text("label:N")
    ground = base.mark_text(**place, stroke=PAPER, strokeWidth=4, strokeJoin="round")
    return [chart.encode(x=left, text=words) for chart in (ground, base.mark_text(**place))]


def label_lines(text: str, width: int) -> list[str]:
    """The label in as many lines as fit the width."""
    return textwrap.wrap(text, int(width / (SIZE * 0.5))) or [""]


def row_height(labels: Sequence[Sequence[str]]) -> int:
    """Room for the longest label and what is drawn under it, in points."""
    return LINE * max(map(len, labels), default=1) + UNDER


def _foot(lines: Sequence[str], columns: int, width: int) -> Any:
    """Small print: one text mark a line, so that it is part of the image."""
    import altair as alt

    wrapped = [part for line in lines for part in textwrap.wrap(line, columns)]
    rows = [{"n": n, "line": line} for n, line in enumerate(wrapped)]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(align="left", baseline="top", fontSize=SIZE - 2, color=MUTED)
        .encode(
            x=alt.value(-INSET),
            y=alt.Y("n:O", axis=None, scale=alt.Scale(paddingInner=0)),
            text="line:N",
        )
        .properties(width=width - INSET, height=max(1, 14 * len(rows)))
    )
