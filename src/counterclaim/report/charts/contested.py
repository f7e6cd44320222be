"""Contested figures as dots and ranges by who says them; an open end is an arrow, not a bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.model.quantity import Quantity
from counterclaim.report.charts.drawing import Drawing
from counterclaim.report.charts.frame import INK, INSET, PALETTE, Captions, framed, heading

WIDE, NARROW = 640, 340


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
    top = max(ends, default=1.0) or 1.0
    reach = top * (1.7 if width > NARROW else 2.6)
    scale = alt.Scale(domain=[0, reach], nice=False)
    rows = [_row(said, n, top * 1.15) for n, said in enumerate(matter.said)]
    # No labels, but their room, so that panels, titles and small print share one edge.
    axis = alt.Axis(title=None, labels=False, minExtent=INSET, maxExtent=INSET)
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("n:O", axis=axis))
    low, high, dot = (alt.X(f"{n}:Q", scale=scale, axis=None) for n in ("low", "high", "dot"))
    colour = PALETTE[0]
    arrow = base.transform_filter("datum.open")
    layers = [
        base.mark_rule(color=colour, strokeWidth=2.5).encode(x=low, x2="high:Q"),
        arrow.mark_point(shape="triangle-right", filled=True, color=colour, size=70).encode(x=high),
        base.transform_filter("datum.dot != null")
        .mark_point(filled=True, color=colour, size=60, opacity=1)
        .encode(x=dot),
        base.mark_text(align="left", dx=9, color=INK, limit=width // 2).encode(
            x=alt.X("end:Q", scale=scale, axis=None), text="label:N"
        ),
    ]
    return alt.layer(*layers).properties(
        width=width - INSET, height=22 * len(rows), title=heading(matter.title, width)
    )


def _row(said: Said, at: int, edge: float) -> dict[str, Any]:
    low, best, high = (None if e is None else float(e) for e in said.quantity.ends)
    known = [e for e in (low, best, high) if e is not None and math.isfinite(e)]
    is_open = high is None and best is None
    start = low if low is not None else best if best is not None else 0
    stop = edge if is_open else high if high is not None else best
    dot = best if best is not None else None if len(set(known)) > 1 else known[0]
    return {
        "n": at,
        "label": f"{said.words}: {said.speaker}",
        "low": start,
        "high": stop,
        "dot": dot,
        "open": is_open,
        "end": stop,
    }
