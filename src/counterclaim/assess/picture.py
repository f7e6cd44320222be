"""What a chart of an assessment shows, as plain rows: the data first, the fit upon it.

The drawing itself waits until somebody asks for it; it needs the extra ``report``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Row = dict[str, Any]
Form = Literal["months", "counts", "ranges", "codings", "days"]
WIDTH, HEIGHT = 560, 150


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Rows to draw, by form.

    months   ``at`` (first of month), ``value`` and, where there is one, ``fitted``; ``group``
    counts   ``at`` (a label), ``value``
    ranges   ``at`` (a label), ``low``, ``value``, ``high``
    codings  ``at`` (rank), ``value``, ``holds``, ``coding`` in words
    days     ``at`` (day), ``group``

    ``rules`` are days at which a line is drawn, ``level`` a value at which one is.
    """

    form: Form
    title: str
    unit: str
    rows: tuple[Row, ...]
    rules: tuple[date, ...] = ()
    level: float | None = None
    words: str = field(default="")


def months(
    title: str,
    unit: str,
    at: Sequence[date],
    values: Sequence[int | None],
    fitted: Sequence[float] | None = None,
    rules: tuple[date, ...] = (),
) -> Picture:
    """Monthly counts as columns, the fitted level as a line where there is one."""
    fits: Sequence[float | None] = fitted if fitted is not None else [None] * len(at)
    rows = [
        {"at": m.isoformat(), "value": v, "fitted": f, "group": title}
        for m, v, f in zip(at, values, fits, strict=True)
    ]
    return Picture(form="months", title=title, unit=unit, rows=tuple(rows), rules=rules)


def chart(pictures: Sequence[Picture]) -> dict[str, Any] | None:
    """The pictures one under the other as a Vega-Lite document; ``None`` without the extra."""
    try:
        import altair as alt
    except ImportError:
        return None
    drawn = [_DRAWN[picture.form](alt, picture) for picture in pictures if picture.rows]
    if not drawn:
        return None
    found: dict[str, Any] = alt.vconcat(*drawn).to_dict(validate=False)
    return found


def _base(alt: Any, picture: Picture) -> Any:
    return alt.Chart(alt.Data(values=list(picture.rows)))


def _finished(alt: Any, picture: Picture, layers: Sequence[Any]) -> Any:
    subtitle = {"subtitle": picture.words} if picture.words else {}
    title = alt.TitleParams(picture.title, anchor="start", **subtitle)
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=title)


def _y(alt: Any, picture: Picture, field: str = "value") -> Any:
    return alt.Y(f"{field}:Q", title=picture.unit)


def _months(alt: Any, picture: Picture) -> Any:
    base, x = _base(alt, picture), alt.X("at:T", title=None)
    layers = [base.mark_bar(opacity=0.45).encode(x=x, y=_y(alt, picture))]
    if any(row.get("fitted") is not None for row in picture.rows):
        layers.append(base.mark_line(color="#222222").encode(x=x, y=_y(alt, picture, "fitted")))
    days = [{"at": day.isoformat()} for day in picture.rules]
    if days:
        rule = alt.Chart(alt.Data(values=days)).mark_rule(strokeDash=[4, 3])
        layers.append(rule.encode(x=x))
    return _finished(alt, picture, layers)


def _counts(alt: Any, picture: Picture) -> Any:
    base = _base(alt, picture)
    x = alt.X("at:N", title=None, sort=None)
    bars = base.mark_bar(opacity=0.45).encode(x=x, y=_y(alt, picture))
    words = base.mark_text(dy=-6).encode(x=x, y=_y(alt, picture), text="value:Q")
    return _finished(alt, picture, [bars, words])


def _ranges(alt: Any, picture: Picture) -> Any:
    base = _base(alt, picture)
    y = alt.Y("at:N", title=None, sort=None)
    x = alt.X("low:Q", title=picture.unit)
    lines = base.mark_rule(strokeWidth=2).encode(y=y, x=x, x2="high:Q")
    dots = base.mark_point(filled=True).encode(y=y, x=alt.X("value:Q", title=picture.unit))
    return _finished(alt, picture, [lines, dots])


def _codings(alt: Any, picture: Picture) -> Any:
    dots = (
        _base(alt, picture)
        .mark_point(filled=True, opacity=0.8)
        .encode(
            x=alt.X("at:Q", title="codings, smallest figure first"),
            y=_y(alt, picture),
            color=alt.Color("holds:N", title="statement holds"),
            tooltip="coding:N",
        )
    )
    layers = [dots]
    if picture.level is not None:
        line = alt.Chart(alt.Data(values=[{"level": picture.level}]))
        layers.append(line.mark_rule(strokeDash=[4, 3]).encode(y="level:Q"))
    return _finished(alt, picture, layers)


def _days(alt: Any, picture: Picture) -> Any:
    ticks = _base(alt, picture).mark_tick(thickness=1.5)
    encoded = ticks.encode(x=alt.X("at:T", title=None), y=alt.Y("group:N", title=None))
    return _finished(alt, picture, [encoded])


_DRAWN = {
    "months": _months,
    "counts": _counts,
    "ranges": _ranges,
    "codings": _codings,
    "days": _days,
}
