"""The tables, each with its chart, its notes and the data that it rests on."""

from __future__ import annotations

from counterclaim.count.scorecard import Cell, Scored
from counterclaim.model.answer import Figure
from counterclaim.model.period import label
from counterclaim.report.material import Material
from counterclaim.report.notes import Notes, notes
from counterclaim.report.page import caption, column_title, data_lines, first_columns
from counterclaim.report.scorecard import range_note
from counterclaim.report.tree import (
    Block,
    Grid,
    Inline,
    chart,
    emphasised,
    header,
    marked,
    para,
    raised,
    small,
    together,
    words,
)
from counterclaim.report.words import answer_words, marks

MOST_ROWS = 60


def blocks(material: Material) -> list[Block]:
    """Every scorecard of the case."""
    if not material.scored:
        return []
    found = [header(1, "The record", "record")]
    for scored in material.scored:
        found += table(scored)
    return found


def table(scored: Scored) -> list[Block]:
    """One scorecard: table, notes and chart."""
    found = notes(scored)
    rows = scored.rows[:MOST_ROWS]
    grid = Grid(
        caption(scored),
        [words(name) for name in first_columns(scored)]
        + [
            words(column_title(scored, m.id)) + raised(found.of_column(m.id))
            for m in scored.measures
        ],
        [_row(scored, n, found) for n in range(len(rows))],
        heads=len(first_columns(scored)),
    )
    return [
        grid.block(),
        small(*_under(scored, found)),
        chart(f"chart-{scored.scorecard.id}"),
    ]


def _row(scored: Scored, at: int, found: Notes) -> list[list[Inline]]:
    row = scored.rows[at]
    head = [words(row.by)] if row.by else []
    return [*head, words(label(row.period)), *(cell_inlines(c, found.of(c)) for c in row.cells)]


def cell_inlines(cell: Cell, letters: str = "") -> list[Inline]:
    """A cell with its states and the letters of its notes, under its code."""
    states = [emphasised(state) for state in marks(cell.answer)]
    said = together(words(answer_words(cell.answer)) + raised(letters), *states)
    kind = "figure" if isinstance(cell.answer, Figure) else "refusal"
    return marked(said, code=cell.code, holds=kind)


def _under(scored: Scored, found: Notes) -> list[Block]:
    lines = [para(words(said)) for said in (range_note(scored),) if said]
    lines += [para(raised(letter), words(text)) for letter, text in found.texts]
    lines += [para(words(text)) for text in (*scored.scorecard.notes, *data_lines(scored))]
    if len(scored.rows) > MOST_ROWS:
        more = len(scored.rows) - MOST_ROWS
        lines.append(para(words(f"{more} further rows are in the workbook and the CSV file.")))
    return lines
