"""Actors through time: when each existed or was present, and what links them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from counterclaim.check.when import when
from counterclaim.model.period import Period
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
class Stretch:
    """A bar of the timeline: a label and its dates, either end of which may be open."""

    label: str
    valid: Period


def timeline_chart(
    panels: Sequence[tuple[str, Sequence[Stretch]]], captions: Captions, width: int = WIDE
) -> Drawing | None:
    """A panel for actors, one for relations and so on; ``None`` where nothing is dated."""
    found = [(title, rows) for title, rows in panels if rows]
    days = [d for _, rows in found for s in rows for d in (s.valid.start, s.valid.end) if d]
    if not days:
        return None
    margin = timedelta(days=max(60, (max(days) - min(days)).days // 20))
    first, last = min(days) - margin, max(days) + margin
    drawn = [_panel(title, rows, first, last, width) for title, rows in found]
    description = " ".join(
        f"{title}: " + "; ".join(f"{s.label}: {when(s.valid)}" for s in rows) + "."
        for title, rows in found
    )
    return Drawing("chart-actors", framed(drawn, captions, width), captions.title, description)


def _panel(title: str, rows: Sequence[Stretch], first: date, last: date, width: int) -> Any:
    import altair as alt

    axis = alt.Axis(title=None, tickCount=5, format="%Y", grid=True)
    dates = alt.Scale(type="utc", domain=[_moment(first), _moment(last)])
    start, end = (alt.X(f"{n}:T", scale=dates, axis=axis) for n in ("from", "to"))
    values = [_row(s, n, first, last, width) for n, s in enumerate(rows)]
    height = row_height([value["label"] for value in values])
    under = height // 2 - UNDER // 2
    base = alt.Chart(alt.Data(values=values)).encode(y=alt.Y("n:O", axis=None))
    layers = [
        base.mark_bar(color=PALETTE[0], opacity=0.35, height=6, yOffset=under).encode(
            x=start, x2="to:T"
        ),
        _end(base, "from", start, under),
        _end(base, "to", end, under),
        *labels_above(base, height),
    ]
    return alt.layer(*layers).properties(
        width=width - INSET, height=height * len(rows), title=heading(title, width)
    )


def _end(base: Any, name: str, x: Any, under: int) -> Any:
    """A stroke where the end is stated, none where it is open or about."""
    stated = base.transform_filter(f"datum.{name}_stated")
    return stated.mark_tick(color=PALETTE[0], thickness=2, size=12, yOffset=under).encode(x=x)


def _row(stretch: Stretch, at: int, first: date, last: date, width: int) -> dict[str, Any]:
    valid = stretch.valid
    return {
        "n": at,
        "label": label_lines(f"{stretch.label}, {when(valid)}", width),
        "from": _moment(valid.start or first),
        "to": _moment(valid.end or last),
        "from_stated": valid.start is not None and not valid.about_start,
        "to_stated": valid.end is not None and not valid.about_end,
    }


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
