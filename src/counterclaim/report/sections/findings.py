"""Five sentences that a reader takes away, made from the same answers as the tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from counterclaim.count.scorecard import Cell, Scored
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.model.finding import Finding
from counterclaim.model.period import label
from counterclaim.report.claim_words import claim_words, speaker
from counterclaim.report.conclusions import worst_first
from counterclaim.report.material import Material
from counterclaim.report.page import column_title, joined, refusals
from counterclaim.report.sections.success import results
from counterclaim.report.sections.uncounted import tally
from counterclaim.report.tree import Block, header, numbered, words
from counterclaim.report.words import answer_words, number

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
    parts = [f"{answer_words(c.answer)} under “{column_title(scored, c.measure.id)}”" for c in told]
    title = scored.scorecard.title or scored.scorecard.id
    return f"{title}: for {label(cells[0].period)} the data gives, in {what}, {joined(parts)}."


def _silences(material: Material) -> Iterator[str]:
    """The reason why a part cannot be separated, or else the first reason there is."""
    for scored in material.scored[:1]:
        hidden = {
            c.answer.reason
            for c in _of(scored)
            if isinstance(c.answer, Refusal) and c.answer.status is Status.NOT_SEPARABLE
        }
        views = sorted(refusals(scored), key=lambda view: view.reason not in hidden)
        for view in views[:1]:
            yield f"{view.where}: {view.reason}"


def _of(scored: Scored) -> list[Cell]:
    return [cell for row in scored.rows for cell in row.cells]


def _contested(material: Material) -> Iterator[str]:
    for group in material.contested[:1]:
        low, high = group.claims[0], group.claims[-1]
        ledger = material.ledger
        others = len(material.contested) - 1
        more = f" {number(others)} further matters are contested." if others else ""
        yield (
            f"{group.title}: from {claim_words(low)} ({speaker(low, ledger)}) to "
            f"{claim_words(high)} ({speaker(high, ledger)}).{more}"
        )


def _contradictions(material: Material) -> Iterator[str]:
    errors = [f for f in worst_first(material.findings) if f.severity == "error"]
    if errors:
        count = "One error" if len(errors) == 1 else f"{number(len(errors))} errors"
        yield f"{count} found among the reported figures, of which the gravest: {_short(errors[0])}"


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
    found = tally(material)
    if found:
        named = joined([f"people {word} ({number(n)})" for word, n in found])
        yield (
            f"Reported figures on {named} stand beside the counts of deaths and are in none of "
            "them."
        )


def _success(material: Material) -> Iterator[str]:
    yield from results(material)[:1]
