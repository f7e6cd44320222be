"""A scorecard as one self-contained page: the table as it is printed, its chart and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from counterclaim.count.codes import scorecard_codes
from counterclaim.count.scorecard import Cell, Scored, ScoreRow
from counterclaim.count.tables import titled
from counterclaim.model.answer import Context, Figure, Refusal, Status
from counterclaim.model.period import label
from counterclaim.report.charts import scorecard_chart, svg
from counterclaim.report.charts.scorecard import NARROW
from counterclaim.report.extra import needs_report
from counterclaim.report.notes import Notes, notes
from counterclaim.report.scorecard import range_note
from counterclaim.report.words import answer_words, marks, number, quantity_words

if TYPE_CHECKING:
    from jinja2 import Template

MOST_PERIODS = 4
_GAP = "\0"
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

    columns: str
    places: str
    periods: str
    status: Status
    reason: str
    context: tuple[str, ...]
    remedy: str

    @property
    def where(self) -> str:
        """``Joint and Russian forces alone, 2022``."""
        return ", ".join(part for part in (self.columns, self.places, self.periods) if part)


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
        range_note=range_note(scored),
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
    """Every reason why a cell holds no figure, once, with the cells that it stands for.

    Reasons that differ by their period alone are one; cells of one row and reason stand together.
    """
    by_reason: dict[str, list[Cell]] = {}
    for cell in _cells(scored):
        if isinstance(cell.answer, Refusal):
            by_reason.setdefault(cell.answer.reason, []).append(cell)
    grouped: dict[tuple[str, frozenset[tuple[str, str]]], list[Cell]] = {}
    for reason, cells in by_reason.items():
        where = frozenset((cell.measure.id, cell.by) for cell in cells)
        grouped.setdefault((_timeless(reason, cells[0]), where), []).extend(cells)
    return tuple(_refusal(scored, cells) for cells in grouped.values())


def _timeless(reason: str, cell: Cell) -> str:
    """The reason with a gap where its period stands."""
    return re.sub(rf"(?<![\w-]){re.escape(label(cell.period))}(?![\w-])", _GAP, reason)


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

    from counterclaim.report.direction import directed

    text = (files("counterclaim.report") / "templates" / name).read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: directed(value) if type(value) is str else value,
    )
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
    periods = list(dict.fromkeys(label(cell.period) for cell in cells))
    said = _periods(periods, scored.scorecard.period)

    def told(text: str) -> str:
        return _retold(_timeless(text, cells[0]), said) if periods[1:] else text

    return RefusalView(
        _columns(scored, cells),
        joined(list(dict.fromkeys(cell.by for cell in cells if cell.by))),
        said,
        answer.status,
        told(answer.reason),
        tuple(_contexts(cells, dated=len(periods) > 1)),
        told(answer.remedy),
    )


def _retold(timeless: str, periods: str) -> str:
    """The reason told of several periods."""
    return timeless.replace(f"{_GAP} is ", f"{periods} are ").replace(_GAP, periods)


def _periods(periods: Sequence[str], kind: str) -> str:
    """Few periods by their names; of many the number, the first and the last."""
    if len(periods) <= MOST_PERIODS:
        return joined(periods)
    return f"{len(periods)} {kind}s from {periods[0]} to {periods[-1]}"


def _contexts(cells: Sequence[Cell], *, dated: bool) -> Iterator[str]:
    """What is established, each once; of several periods each with its own."""
    said: dict[str, None] = {}
    for cell in cells:
        before = f"{label(cell.period)}: " if dated else ""
        for context in getattr(cell.answer, "context", ()):
            said[before + context_words(context, cell.measure.counts)] = None
    yield from said


def _columns(scored: Scored, cells: Sequence[Cell]) -> str:
    """The headings of the cells' columns; ``All columns of Table 2`` where it is every one."""
    columns = dict.fromkeys(column_title(scored, cell.measure.id) for cell in cells)
    if len(columns) < 2 or len(columns) < len(scored.measures):
        return joined(list(columns))
    table, _, title = caption(scored).partition(". ")
    return f"All columns of {table}" if title else "All columns"


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
