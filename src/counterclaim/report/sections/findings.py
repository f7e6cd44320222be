"""Five sentences that a reader takes away, made from the same answers as the tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from counterclaim.count.scorecard import Cell, Scored
from counterclaim.ledger import Ledger
from counterclaim.model.answer import Figure, Status
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.period import label
from counterclaim.report.claim_words import claim_words, size, speaker
from counterclaim.report.conclusions import worst_first
from counterclaim.report.material import Material
from counterclaim.report.page import caption, column_title, joined, refusals
from counterclaim.report.sections.success import results
from counterclaim.report.sections.uncounted import tally
from counterclaim.report.tree import Block, header, numbered, words
from counterclaim.report.words import answer_words, count, marks, number

MOST = 5
SHORTEST, LONGEST = 25, 240


def blocks(material: Material) -> list[Block]:
    """The first five sentences that the case supports."""
    found = sentences(material)
    if not found:
        return []
    return [header(1, "Findings", "findings"), numbered(words(text) for text in found)]


def sentences(material: Material) -> list[str]:
    """At most five: the figures, the missing figures, what is contested, found and not counted."""
    kinds = (_figures, _silences, _contested, _contradictions, _uncounted, _success, _more_figures)
    return [text for kind in kinds for text in kind(material)][:MOST]


def _figures(material: Material) -> Iterator[str]:
    for scored in material.scored[:1]:
        last = _latest(scored)
        if last:
            yield _figures_of(scored, last)


def _more_figures(material: Material) -> Iterator[str]:
    for scored in material.scored[1:]:
        last = _latest(scored)
        if last:
            yield _figures_of(scored, last)


def _latest(scored: Scored) -> list[Cell]:
    """The figures of the latest period that has any."""
    for row in reversed(scored.rows):
        cells = [c for c in row.cells if isinstance(c.answer, Figure)]
        if cells and not row.by:
            return cells
    return []


def _figures_of(scored: Scored, cells: list[Cell]) -> str:
    unit = cells[0].measure.counts
    drawn = scored.scorecard.chart or tuple(m.id for m in scored.measures)
    told = [c for c in cells if c.measure.counts == unit and c.measure.id in drawn] or cells[:1]
    what = "deaths" if unit == "killed" else "events"
    parts = [_under(scored, c, "" if n else f" {what}") for n, c in enumerate(told)]
    table, _, title = caption(scored).partition(". ")
    where = f"{table} ({title})" if title else f"the table “{table}”"
    return f"For {label(cells[0].period)}, {where} gives {joined(parts)}."


def _under(scored: Scored, cell: Cell, what: str) -> str:
    """``29 (17-33) deaths under “Army” (part of the period)``."""
    states = "".join(f" ({mark})" for mark in marks(cell.answer))
    return (
        f"{answer_words(cell.answer)}{what} under “{column_title(scored, cell.measure.id)}”{states}"
    )


def _silences(material: Material) -> Iterator[str]:
    """The reason why a part cannot be separated, or else the first reason there is."""
    for scored in material.scored[:1]:
        views = sorted(refusals(scored), key=lambda v: v.status is not Status.NOT_SEPARABLE)
        for view in views[:1]:
            yield f"{view.where}: no figure is given. {view.reason}"


def _contested(material: Material) -> Iterator[str]:
    for group in material.contested[:1]:
        low, high = group.claims[0], group.claims[-1]
        ledger = material.ledger
        others = len(material.contested) - 1
        matters = "matter is" if others == 1 else "matters are"
        more = f" {number(others)} further {matters} contested." if others else ""
        yield (
            f"Reports differ. {group.title}: from {claim_words(low)} ({speaker(low, ledger)}) to "
            f"{claim_words(high)} ({speaker(high, ledger)}).{more}"
        )


def _contradictions(material: Material) -> Iterator[str]:
    errors = [f for f in worst_first(material.findings) if f.severity == "error"]
    if errors:
        found = count(len(errors), "error")
        gravest = "the gravest is this" if len(errors) > 1 else "it is this"
        yield f"The checks found {found} in what is reported; {gravest}: {_short(errors[0])}"


def _short(finding: Finding) -> str:
    """The finding's explanation up to its first pause, where it is long."""
    text = finding.explanation
    if len(text) <= LONGEST:
        return text
    head, colon, _ = text.partition(": ")
    if colon and SHORTEST < len(head) <= LONGEST:
        return f"{head} (see Contradictions found)."
    return textwrap.shorten(text, LONGEST, placeholder=" ... (see Contradictions found)")


def _uncounted(material: Material) -> Iterator[str]:
    found = [_beside(kind, rows, material.ledger) for kind, rows in tally(material).items()]
    if found:
        yield f"In no count of deaths: {joined(found)}."


def _beside(kind: str, rows: list[Claim], ledger: Ledger) -> str:
    """``at least 81 people disappeared (a rights group)``; of several figures the largest."""
    largest = max(rows, key=lambda claim: (size(claim, ledger), claim.id))
    said = f"{claim_words(largest)} {kind} ({speaker(largest, ledger)})"
    return said if len(rows) == 1 else f"{said}, the largest of {number(len(rows))} figures"


def _success(material: Material) -> Iterator[str]:
    yield from results(material)[:1]
