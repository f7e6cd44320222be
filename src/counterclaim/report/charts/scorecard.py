"""A scorecard as bars with their ranges, by year or by month; a refused cell is drawn as refused.

Few periods are drawn as rows with their figures written out, many as columns along time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from counterclaim.count.scorecard import Cell, Scored, ScoreRow
from counterclaim.count.tables import titled
from counterclaim.model.answer import Figure
from counterclaim.model.period import label
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.charts.drawing import Drawing
from counterclaim.report.charts.frame import (
    GRID,
    INSET,
    MUTED,
    PALETTE,
    Captions,
    framed,
    heading,
)
from counterclaim.report.words import answer_words, marks

MOST_ROWS = 12
MOST_PANELS = 12
WIDE, NARROW = 640, 340
UNITS = {"killed": "deaths", "acts": "events"}
KIND_WORDS = {
    "one_sided": "one-sided violence",
    "state_based": "state-based violence",
    "non_state": "non-state violence",
}


@dataclass(frozen=True)
class Panel:
    """One series: a measure (of one place or actor) with its cells in order of time."""

    title: str
    cells: tuple[Cell, ...]
    colour: str


def scorecard_chart(scored: Scored, width: int = WIDE) -> Drawing | None:
    """The chart of a scorecard, or ``None`` where no cell holds a figure to draw."""
    found = panels(scored)
    top = max((_top(cell) for panel in found for cell in panel.cells), default=0)
    if not any(isinstance(cell.answer, Figure) for panel in found for cell in panel.cells):
        return None
    rows = [_drawn(panel, top or 1, width) for panel in found]
    captions = _captions(scored, found)
    return Drawing(
        f"chart-{scored.scorecard.id}",
        framed(rows, captions, width),
        captions.title,
        " ".join(_said(panel) for panel in found),
    )


def panels(scored: Scored) -> list[Panel]:
    """The series to draw: those that the scorecard names, or all that count what the first does."""
    wanted = scored.scorecard.chart or tuple(m.id for m in scored.measures)
    chosen = [m for m in scored.measures if m.id in wanted]
    chosen = [m for m in chosen if m.counts == chosen[0].counts]
    places = list(dict.fromkeys(row.by for row in scored.rows))
    found = []
    for place in places:
        rows = [row for row in scored.rows if row.by == place]
        for n, measure in enumerate(chosen):
            named = "" if place and len(chosen) == 1 else measure.title or measure.id
            title = ", ".join(part for part in (place, named) if part)
            found.append(Panel(title, _cells(rows, measure.id), PALETTE[n % len(PALETTE)]))
    return _largest(found) if len(found) > MOST_PANELS else found


def _largest(found: list[Panel]) -> list[Panel]:
    """The panels with the most, in the order in which they stand in the table."""
    kept = sorted(found, key=lambda panel: -sum(map(_top, panel.cells)))[:MOST_PANELS]
    return [panel for panel in found if panel in kept]


def _cells(rows: Sequence[ScoreRow], measure: str) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for cell in row.cells if cell.measure.id == measure)


def _top(cell: Cell) -> float:
    if not isinstance(cell.answer, Figure):
        return 0
    return max((float(end) for end in cell.answer.quantity.ends if end is not None), default=0.0)


def _said(panel: Panel) -> str:
    cells = "; ".join(f"{label(c.period)}: {_words(c)}" for c in panel.cells)
    return f"{panel.title}: {cells}."


def _words(cell: Cell) -> str:
    states = "".join(f", {mark}" for mark in marks(cell.answer))
    return answer_words(cell.answer) + states


def _captions(scored: Scored, found: Sequence[Panel]) -> Captions:
    unit = UNITS[found[0].cells[0].measure.counts]
    how = f"{unit.capitalize()}: bar and dot the best figure, line from the low to the high. "
    how += "Dashed: no figure can be given."
    foot = [source_line(scored.snapshots)]
    kept = filters(scored, found)
    foot += [f"Filter: {'; '.join(kept)}."] if kept else []
    return Captions(scored.scorecard.title or scored.scorecard.id, (how,), tuple(foot))


def source_line(snapshots: Sequence[Snapshot]) -> str:
    """``Source: UCDP GED 25.1, accessed 2026-01-02 (CC BY 4.0).``"""
    parts = []
    for snapshot in snapshots:
        accessed = f", accessed {snapshot.retrieved}" if snapshot.retrieved else ""
        parts.append(f"{titled(snapshot)}{accessed} ({snapshot.licence or 'licence not stated'})")
    return "Source: " + ("; ".join(parts) or "no data in the case") + "."


def filters(scored: Scored, found: Sequence[Panel]) -> list[str]:
    """What the drawn measures keep: places, kinds of event, and how the files were filtered."""
    measures = [panel.cells[0].measure for panel in found if panel.cells]
    places = sorted({m.place for m in measures if m.place})
    kinds = sorted({KIND_WORDS.get(k, k.replace("_", " ")) for m in measures for k in m.kinds})
    files = sorted({s.filters for s in scored.snapshots if s.filters})
    return [", ".join(part) for part in (places, kinds, files) if part]


def _drawn(panel: Panel, top: float, width: int) -> Any:
    if len(panel.cells) > MOST_ROWS:
        return _columns(panel, top, width)
    return _rows(panel, top, width)


def _rows(panel: Panel, top: float, width: int) -> Any:
    """A row a period: bar to the best, line from low to high, the figure in words."""
    import altair as alt

    names = [label(cell.period) for cell in panel.cells]
    axis = alt.Axis(labelPadding=8, minExtent=INSET, maxExtent=INSET, labelLimit=INSET)
    y = alt.Y("period:N", sort=names, title=None, axis=axis)
    # The figures stand to the right of the longest line.
    reach = top * (1.45 if width > NARROW else 1.9)
    scale = alt.Scale(domain=[0, reach], nice=False, zero=True)
    x, start, end = (alt.X(f"{n}:Q", scale=scale, axis=None) for n in ("best", "low", "end"))
    nil = alt.X(datum=0, type="quantitative", scale=scale, axis=None)
    base = alt.Chart(alt.Data(values=[_row(cell) for cell in panel.cells])).encode(y=y)
    told = base.transform_filter("!datum.refused")
    refused = base.transform_filter("datum.refused")
    layers = [
        told.mark_bar(color=panel.colour, opacity=0.28, height=14).encode(x=x),
        told.mark_rule(color=panel.colour, strokeWidth=2.5).encode(x=start, x2="high:Q"),
        told.mark_point(color=panel.colour, filled=True, size=55, opacity=1).encode(x=x),
        told.mark_text(align="left", dx=8).encode(x=end, text="words:N"),
        refused.mark_bar(
            fillOpacity=0, stroke=MUTED, strokeWidth=1, strokeDash=[3, 3], height=16
        ).encode(x=nil, x2=alt.X2Datum(reach)),
        refused.mark_text(align="left", dx=6, color=MUTED, fontStyle="italic").encode(
            x=nil, text="words:N"
        ),
    ]
    return alt.layer(*layers).properties(
        width=width - INSET, height=22 * len(panel.cells), title=heading(panel.title, width)
    )


def _row(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"period": label(cell.period), "words": _words(cell)}
    if not isinstance(cell.answer, Figure):
        return found | {"refused": True}
    low, best, high = (None if e is None else float(e) for e in cell.answer.quantity.ends)
    best = best if best is not None else low if low is not None else high
    found |= {"refused": False, "best": best, "end": _top(cell)}
    return found | {"low": best if low is None else low, "high": best if high is None else high}


def _columns(panel: Panel, top: float, width: int) -> Any:
    """A column a period along time; a run of refused periods is one dashed field with its word."""
    import altair as alt

    scale = alt.Scale(domain=[0, top], nice=True)
    time = alt.Scale(type="utc")
    axis = alt.Axis(title=None, grid=False, labelOverlap=True)
    values = alt.Axis(title=None, tickCount=3, gridColor=GRID, minExtent=INSET, maxExtent=INSET)
    told = alt.Chart(alt.Data(values=_columns_told(panel)))
    silent = alt.Chart(alt.Data(values=_columns_silent(panel, top, width)))
    y = alt.Y("best:Q", scale=scale, axis=values)
    x, x2 = alt.X("from:T", scale=time, axis=axis), alt.X2("to:T")
    middle = alt.X("middle:T", scale=time, axis=axis)
    layers = [
        silent.mark_rect(fillOpacity=0, stroke=MUTED, strokeWidth=1, strokeDash=[3, 3]).encode(
            x=x, x2=x2, y=alt.Y("zero:Q", scale=scale, axis=values), y2="top:Q"
        ),
        *(_turned(silent, turned, middle, scale, values) for turned in (True, False)),
        told.mark_rect(color=panel.colour, opacity=0.4).encode(x=x, x2=x2, y=y, y2=alt.datum(0)),
        told.mark_rule(color=panel.colour, strokeWidth=1.5).encode(
            x=middle, y=alt.Y("low:Q", scale=scale, axis=values), y2="high:Q"
        ),
    ]
    return alt.layer(*layers).properties(
        width=width - INSET, height=110, title=heading(panel.title, width)
    )


def _turned(silent: Any, turned: bool, x: Any, scale: Any, axis: Any) -> Any:
    """The words of refused periods: upright where the run is long enough, turned where not."""
    import altair as alt

    kept = silent.transform_filter("datum.turned" if turned else "!datum.turned")
    return kept.mark_text(
        color=MUTED,
        fontStyle="italic",
        fontSize=10,
        angle=270 if turned else 0,
        limit=100 if turned else 600,
    ).encode(x=x, y=alt.Y("half:Q", scale=scale, axis=axis), text="words:N")


def _columns_told(panel: Panel) -> list[dict[str, Any]]:
    return [_row(cell) | _span([cell]) for cell in panel.cells if isinstance(cell.answer, Figure)]


def _columns_silent(panel: Panel, top: float, width: int) -> list[dict[str, Any]]:
    found = []
    for words, run in groupby(panel.cells, key=_words):
        cells = list(run)
        if not isinstance(cells[0].answer, Figure):
            room = (width - INSET) * len(cells) / len(panel.cells)
            turned = room < 5.5 * len(words)
            field = {"words": words, "zero": 0, "top": top, "half": top / 2, "turned": turned}
            found.append(field | _span(cells))
    return found


def _span(cells: Sequence[Cell]) -> dict[str, str]:
    """First day, last day and the middle, as dates that no time zone shifts."""
    from datetime import timedelta

    first, last = cells[0].period.start, cells[-1].period.end
    if first is None or last is None:
        return {}
    days = {"from": first, "to": last, "middle": first + (last - first) / 2}
    return {name: f"{day.isoformat()}T00:00:00Z" for name, day in days.items()} | {
        "to": f"{(last + timedelta(days=1)).isoformat()}T00:00:00Z"
    }
