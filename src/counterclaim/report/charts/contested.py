"""Contested figures as dots and ranges by who says them; an open end is an arrow, not a bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.model.quantity import Quantity
from counterclaim.report.charts.drawing import Drawing
from counterclaim.report.charts.frame import (
    INSET,
    PALETTE,
    UNDER,
    Captions,
    framed,
    heading,
    label_lines,
    labels_above,
    row_height,
)

WIDE = 640


@dataclass(frozen=True)
class Said:
    """One figure of one speaker, with its words."""

    speaker: str
    quantity: Quantity
    words: str


@dataclass(frozen=True)
class Matter:
    """One thing on which figures differ."""

    title: str
    said: tuple[Said, ...]


def contested_chart(
    matters: Sequence[Matter], captions: Captions, width: int = WIDE
) -> Drawing | None:
    """One panel a matter, each on its own scale; ``None`` without any figure."""
    if not matters:
        return None
    panels = [_panel(matter, width) for matter in matters]
    description = " ".join(
        f"{m.title}: " + "; ".join(f"{s.speaker}: {s.words}" for s in m.said) + "." for m in matters
    )
    return Drawing("chart-contested", framed(panels, captions, width), captions.title, description)


def _panel(matter: Matter, width: int) -> Any:
    import altair as alt

    ends = [float(e) for s in matter.said for e in s.quantity.ends if e is not None]
    edge = (max(ends, default=1.0) or 1.0) * 1.08
    scale = alt.Scale(domain=[0, edge], nice=False)
    axis = alt.Axis(title=None, format=",~f", tickCount=width // 110, tickMinStep=1)
    rows = [_row(said, n, edge, width) for n, said in enumerate(matter.said)]
    height = row_height([row["label"] for row in rows])
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("n:O", axis=None))
    low, high, dot = (alt.X(f"{n}:Q", scale=scale, axis=axis) for n in ("low", "high", "dot"))
    drawn = {"color": PALETTE[0], "yOffset": height // 2 - UNDER // 2}
    arrow = base.transform_filter("datum.open")
    layers = [
        base.mark_rule(**drawn, strokeWidth=2.5).encode(x=low, x2="high:Q"),
        arrow.mark_point(**drawn, shape="triangle-right", filled=True, size=70).encode(x=high),
        base.transform_filter("datum.dot != null")
        .mark_point(**drawn, filled=True, size=60, opacity=1)
        .encode(x=dot),
        *labels_above(base, height),
    ]
    return alt.layer(*layers).properties(
        width=width - INSET, height=height * len(rows), title=heading(matter.title, width)
    )


def _row(said: Said, at: int, edge: float, width: int) -> dict[str, Any]:
    low, best, high = (None if e is None else float(e) for e in said.quantity.ends)
    known = [e for e in (low, best, high) if e is not None and math.isfinite(e)]
    is_open = high is None and best is None
    return {
        "n": at,
        "label": label_lines(f"{said.speaker}: {said.words}", width),
        "low": low if low is not None else best if best is not None else 0,
        "high": edge if is_open else high if high is not None else best,
        "dot": best if best is not None else None if len(set(known)) > 1 else known[0],
        "open": is_open,
    }
