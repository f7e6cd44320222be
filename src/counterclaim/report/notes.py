"""The notes under a scorecard: made from caveats and refusals, lettered in order of appearance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterclaim.count.scorecard import Cell, Scored
from counterclaim.count.tables import titled
from counterclaim.model.answer import Context, Figure, Refusal, Status
from counterclaim.model.period import label
from counterclaim.model.quantity import Quantity
from counterclaim.report.words import CAVEATS, count, number, quantity_words

# Said once for the whole table, or counted in a sentence of their own.
QUIET = frozenset(
    {"single_source", "best_zero_high_above", "published_total", "partner_not_separable"}
)
# Why the data as supplied has no answer, which the words "not covered" alone do not tell.
UNANSWERED = frozenset({"outside_extract", "no_snapshot"})


@dataclass(frozen=True)
class Notes:
    """Lettered notes, and the letters of each cell by its code."""

    texts: tuple[tuple[str, str], ...]
    letters: Mapping[str, str]

    def of(self, cell: Cell) -> str:
        """The letters that stand behind the cell, such as ``a,b``."""
        return self.letters.get(cell.code, "")

    def of_column(self, measure: str) -> str:
        """The letters that stand behind the heading of a measure's column."""
        return self.letters.get(_column(measure), "")


def notes(scored: Scored) -> Notes:
    """Every note that the cells need, each once, in the order of the cells."""
    cells = [cell for row in scored.rows for cell in row.cells]
    texts: dict[str, list[str]] = {}
    for measure in scored.measures:
        if measure.note:
            texts.setdefault(measure.note, []).append(_column(measure.id))
    for text, about in _all(cells):
        texts.setdefault(text, []).extend(cell.code for cell in about)
    alphabet = [chr(ord("a") + i) for i in range(26)]
    alphabet += [first + second for first in alphabet for second in alphabet]
    named = list(zip(alphabet, texts, strict=False))
    letters: dict[str, list[str]] = {}
    for letter, text in named:
        for code in dict.fromkeys(texts[text]):
            letters.setdefault(code, []).append(letter)
    return Notes(tuple(named), {code: ",".join(found) for code, found in letters.items()})


def _all(cells: list[Cell]) -> Iterable[tuple[str, list[Cell]]]:
    yield from _hidden(cells)
    yield from _refusals(cells)
    yield from _sources(cells)
    yield from _others(cells)


def _hidden(cells: list[Cell]) -> Iterable[tuple[str, list[Cell]]]:
    """One note per actor for the figures that may hold another's part; deaths speak for events."""
    hiding = [c for c in cells if _is_hiding(c)]
    for actor in dict.fromkeys(c.measure.actor for c in hiding):
        own = [c for c in hiding if c.measure.actor == actor]
        mine = [c for c in own if c.measure.counts == "killed"] or own
        for about in dict.fromkeys(x.about for c in mine for x in c.beside):
            held = [c for c in mine if any(x.about == about for x in c.beside)]
            yield _hidden_text(held, about), held


def _column(measure: str) -> str:
    return f"column {measure}"


def _is_hiding(cell: Cell) -> bool:
    return isinstance(cell.answer, Figure) and "partner_not_separable" in cell.answer.caveats


def _hidden_text(cells: list[Cell], about: str) -> str:
    first = cells[0]
    data = titled(first.snapshot) if first.snapshot else "The dataset"
    what = "deaths" if first.measure.counts == "killed" else "events"
    named = [(c, x) for c in cells for x in c.beside if x.about == about and x.events]
    told = ", ".join(_titles(cell, context) for cell, context in named)
    mention = f" Cited titles name them in {told}: an indication, no bound." if told else ""
    return (
        f"{data} attributes these {what} to {_actor_title(first)} and names no "
        f"{about} there.{mention} The part of {about} cannot be separated; this is no evidence "
        "of none."
    )


def _actor_title(cell: Cell) -> str:
    return cell.actor or cell.measure.title or cell.measure.actor


def _titles(cell: Cell, context: Context) -> str:
    deaths = context.quantity.best
    with_deaths = f" with {number(deaths)} deaths" if cell.measure.counts == "killed" else ""
    return f"{count(context.events, 'event')}{with_deaths} ({label(cell.period)})"


def _refusals(cells: list[Cell]) -> Iterable[tuple[str, list[Cell]]]:
    for cell in cells:
        answer = cell.answer
        if isinstance(answer, Refusal) and (
            answer.status is Status.REFUSED or answer.code in UNANSWERED
        ):
            yield answer.reason, [cell]


def _sources(cells: list[Cell]) -> Iterable[tuple[str, list[Cell]]]:
    """How much rests on one source, where that is half or more of a figure of deaths."""
    thin = [c for c in cells if isinstance(c.answer, Figure) and _rests_on_one(c, c.answer)]
    for measure in dict.fromkeys(c.measure.id for c in thin):
        mine = [c for c in thin if c.measure.id == measure]
        told = "; ".join(_single_source(c, c.answer) for c in mine if isinstance(c.answer, Figure))
        yield f"Events that rest on one source: {told}.", mine


def _rests_on_one(cell: Cell, figure: Figure) -> bool:
    single = figure.details.get("single_source_events", 0)
    known = "without_single_source_best" in figure.details and cell.measure.counts == "killed"
    return known and 2 * single >= figure.ids > single


def _single_source(cell: Cell, figure: Figure) -> str:
    low, best, high = (
        figure.details[f"without_single_source_{end}"] for end in ("low", "best", "high")
    )
    rest = quantity_words(Quantity.ordered(low, best, high)[0])
    single = number(figure.details["single_source_events"])
    return f"{single} of {number(figure.ids)} in {label(cell.period)}, without them {rest}"


def _others(cells: list[Cell]) -> Iterable[tuple[str, list[Cell]]]:
    for cell in cells:
        if isinstance(cell.answer, Figure):
            for code in cell.answer.caveats:
                if code not in QUIET and code in CAVEATS:
                    yield CAVEATS[code], [cell]
