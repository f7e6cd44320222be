"""A scorecard as one self-contained page: the table as it is printed, its chart and its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from counterclaim.count.codes import scorecard_codes
from counterclaim.count.scorecard import Cell, Scored, ScoreRow
from counterclaim.count.tables import titled
from counterclaim.model.answer import Context, Figure, Refusal
from counterclaim.model.period import label
from counterclaim.report.charts import scorecard_chart, svg
from counterclaim.report.charts.scorecard import NARROW
from counterclaim.report.extra import needs_report
from counterclaim.report.notes import Notes, notes
from counterclaim.report.scorecard import RANGE_NOTE
from counterclaim.report.words import answer_words, marks, number, quantity_words

if TYPE_CHECKING:
    from jinja2 import Template

PERIODS = {"year": "Year", "quarter": "Quarter", "month": "Month", "day": "Day"}


@dataclass(frozen=True)
class CellView:
    """A cell as it is printed."""

    code: str
    label: str
    words: str
    refused: bool
    states: tuple[str, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True)
class RowView:
    """A row as it is printed; ``by`` is the place or actor, empty without one."""

    period: str
    by: str
    cells: tuple[CellView, ...]

    @property
    def only(self) -> str:
        """The words of all cells where the whole row is refused in the same words."""
        words = {cell.words for cell in self.cells if cell.refused and not cell.letters}
        alike = len(words) == 1 and all(c.refused and not c.letters for c in self.cells)
        return words.pop() if alike and len(self.cells) > 1 else ""


@dataclass(frozen=True)
class ColumnView:
    """The heading of a measure's column."""

    title: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class RefusalView:
    """Where no figure is given, and why: one for all cells that share a reason."""

    where: str
    reason: str
    context: tuple[str, ...]
    remedy: str


@dataclass(frozen=True)
class Page:
    """Everything the template prints, already in words."""

    case: str
    title: str
    caption: str
    as_of: str
    first_columns: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    range_note: str
    notes: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    data: tuple[str, ...]
    refusals: tuple[RefusalView, ...]
    codes: tuple[tuple[str, str], ...]


def scorecard_page(scored: Scored) -> str:
    """The scorecard as an HTML page that asks no server for anything.

    Raises ``MissingExtra`` where the extra ``report`` is not installed.
    """
    with needs_report():
        from markupsafe import Markup

        wide, narrow = scorecard_chart(scored), scorecard_chart(scored, NARROW)
        return template("scorecard.html").render(
            page=page(scored),
            css=Markup(stylesheet()),
            wide=svg(wide) if wide else "",
            narrow=svg(narrow, "-narrow") if narrow else "",
        )


def page(scored: Scored) -> Page:
    """What the page prints."""
    found = notes(scored)
    title = scored.scorecard.title or scored.scorecard.id
    return Page(
        case=scored.case,
        title=title,
        caption=caption(scored),
        as_of=scored.as_of,
        first_columns=first_columns(scored),
        columns=tuple(
            ColumnView(column_title(scored, m.id), _split(found.of_column(m.id)))
            for m in scored.measures
        ),
        rows=tuple(_row(scored, row, found) for row in scored.rows),
        range_note=RANGE_NOTE,
        notes=found.texts,
        remarks=scored.scorecard.notes,
        data=data_lines(scored),
        refusals=refusals(scored),
        codes=tuple(_coded(scored, cell) for cell in _cells(scored)),
    )


def caption(scored: Scored) -> str:
    """``Table 1. Deaths in ...``: the number is the one in the scorecard's code."""
    title = scored.scorecard.title or scored.scorecard.id
    match = re.fullmatch(r"T(\d+)", table_code(scored))
    return f"Table {match[1]}. {title}" if match else title


def table_code(scored: Scored) -> str:
    """The part of the cells' codes that names the table."""
    first = next(iter(_cells(scored)), None)
    if scored.scorecard.code or first is None:
        return scored.scorecard.code or scorecard_codes({"": scored.scorecard})[""]
    return first.code.split("-", 1)[0]


def data_lines(scored: Scored) -> tuple[str, ...]:
    """One line a snapshot: dataset, citation, access date, what it was filtered to, licence."""
    lines = []
    for snapshot in scored.snapshots:
        accessed = f"accessed {snapshot.retrieved}" if snapshot.retrieved else ""
        filters = f"filter: {snapshot.filters}" if snapshot.filters else ""
        parts = [snapshot.citation.rstrip("."), accessed, filters]
        said = "; ".join(part for part in parts if part)
        licence = f" ({snapshot.licence})" if snapshot.licence else ""
        lines.append(f"{titled(snapshot)}{': ' if said else ''}{said}{licence}.")
    return tuple(lines)


def refusals(scored: Scored) -> tuple[RefusalView, ...]:
    """Every reason why a cell holds no figure, once, with the cells that it stands for."""
    grouped: dict[str, list[Cell]] = {}
    for cell in _cells(scored):
        if isinstance(cell.answer, Refusal):
            grouped.setdefault(cell.answer.reason, []).append(cell)
    return tuple(_refusal(scored, cells) for cells in grouped.values())


def context_words(context: Context, counts: str = "killed") -> str:
    """``Cited titles name them: 126 deaths in 5 events.`` Never a bound, and said so elsewhere."""
    unit = " deaths" if counts == "killed" else ""
    events = f" in {number(context.events)} events" if context.events is not None else ""
    said = f": {quantity_words(context.quantity)}{unit}{events}"
    said = f"{context.label}{'' if context.quantity.is_empty else said}."
    return said[:1].upper() + said[1:]


@cache
def stylesheet() -> str:
    """The style that every page of this package shares."""
    return (files("counterclaim.report") / "templates" / "page.css").read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """A page's template; everything put into it is escaped unless it is marked as markup."""
    from jinja2 import Environment, StrictUndefined

    text = (files("counterclaim.report") / "templates" / name).read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(text)


def _cells(scored: Scored) -> list[Cell]:
    return [cell for row in scored.rows for cell in row.cells]


def first_columns(scored: Scored) -> tuple[str, ...]:
    """The headings before the measures: the place or actor, if any, and the period."""
    by = {"admin1": "Region", "admin2": "District"}.get(
        scored.scorecard.by, scored.scorecard.by.capitalize()
    )
    return tuple(name for name in (by, PERIODS.get(scored.scorecard.period, "Period")) if name)


def column_title(scored: Scored, measure: str) -> str:
    """The heading of a measure's column."""
    named = scored.scorecard.columns.get(measure, "")
    return named or next(m.title or m.id for m in scored.measures if m.id == measure)


def _named(scored: Scored, measure: str, found: Notes) -> str:
    """The heading with its letters, for where the table is read row by row."""
    letters = found.of_column(measure)
    return column_title(scored, measure) + (f" ({letters})" if letters else "")


def _split(letters: str) -> tuple[str, ...]:
    return tuple(part for part in letters.split(",") if part)


def _row(scored: Scored, row: ScoreRow, found: Notes) -> RowView:
    cells = (
        CellView(
            cell.code,
            _named(scored, cell.measure.id, found),
            answer_words(cell.answer),
            isinstance(cell.answer, Refusal),
            marks(cell.answer),
            _split(found.of(cell)),
        )
        for cell in row.cells
    )
    return RowView(label(row.period), row.by, tuple(cells))


def _refusal(scored: Scored, cells: Sequence[Cell]) -> RefusalView:
    answer = cells[0].answer
    assert isinstance(answer, Refusal)
    context = dict.fromkeys(
        context_words(context, cell.measure.counts)
        for cell in cells
        for context in getattr(cell.answer, "context", ())
    )
    return RefusalView(_where(scored, cells), answer.reason, tuple(context), answer.remedy)


def _where(scored: Scored, cells: Sequence[Cell]) -> str:
    """``Joint and Russian forces alone, 2022``."""
    periods = dict.fromkeys(label(cell.period) for cell in cells)
    columns = dict.fromkeys(column_title(scored, cell.measure.id) for cell in cells)
    every = len(columns) == len(scored.measures) > 1
    named = "All columns" if every else joined(list(columns))
    places = dict.fromkeys(cell.by for cell in cells if cell.by)
    parts = (named, joined(list(places)), joined(list(periods)))
    return ", ".join(part for part in parts if part)


def joined(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _coded(scored: Scored, cell: Cell) -> tuple[str, str]:
    where = ", ".join(
        part
        for part in (column_title(scored, cell.measure.id), cell.by, label(cell.period))
        if part
    )
    unit = f" {cell.answer.unit}" if isinstance(cell.answer, Figure) else ""
    return cell.code, f"{where}: {answer_words(cell.answer)}{unit}"
