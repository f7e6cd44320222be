"""A scorecard of a case: every cell a Figure with its rows, or a Refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from counterclaim.count.codes import cell_code, measure_codes, scorecard_codes
from counterclaim.count.counter import Counter
from counterclaim.count.expression import Frame
from counterclaim.count.published import Answers
from counterclaim.errors import DefinitionError, NotFound
from counterclaim.model.answer import Answer, Context
from counterclaim.model.measure import Measure, Scorecard
from counterclaim.model.period import Period
from counterclaim.model.snapshot import Snapshot

if TYPE_CHECKING:
    from counterclaim.case import Case


@dataclass(frozen=True)
class Cell:
    """One answer with the code under which it can be cited and explained.

    ``beside`` is what is established beside the answer, ``actor`` the title of who was counted.
    """

    code: str
    measure: Measure
    period: Period
    by: str
    answer: Answer
    snapshot: Snapshot | None = None
    beside: tuple[Context, ...] = ()
    actor: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """The cells of one period (and one place or actor), in the scorecard's order."""

    period: Period
    by: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Scored:
    """A scorecard with its answers and the snapshots that gave them."""

    case: str
    scorecard: Scorecard
    as_of: str
    measures: tuple[Measure, ...]
    rows: tuple[ScoreRow, ...]
    snapshots: tuple[Snapshot, ...]

    def cell(self, code: str) -> Cell:
        """The cell with this code; raises :class:`NotFound`."""
        for row in self.rows:
            for cell in row.cells:
                if cell.code == code:
                    return cell
        raise NotFound("no such cell in this scorecard", seen=code)


def score(
    case: Case, scorecard: str | None = None, *, engine_name: str = "duckdb", as_of: str = ""
) -> Scored:
    """The scorecard of a case (the first one if none is named).

    Raises :class:`NotFound` for an unknown scorecard and :class:`DefinitionError` where the case
    defines none, leaves the window open, or has neither a window nor data.
    """
    chosen = _chosen(case, scorecard)
    window = window_of(case, chosen)
    if window is None or window.start is None or window.end is None:
        raise DefinitionError(
            "the scorecard has no window, and the case no data that gives one"
            if window is None
            else "the window has an open end",
            file=case.path / "case.yaml",
            seen=chosen.id,
            expected="window: 2022/2025 in the scorecard or the case",
        )
    counter = Counter(case, engine_name=engine_name, as_of=as_of)
    measures = tuple(case.definitions.measures[name] for name in chosen.measures)
    periods = tuple(window.split(chosen.period))
    rows = tuple(_rows(counter, chosen, measures, window, periods))
    used = {s.id: s for row in rows for cell in row.cells for s in counter.behind(cell)}
    return Scored(
        case.definitions.title, chosen, as_of, measures, rows, tuple(used[k] for k in sorted(used))
    )


def window_of(case: Case, scorecard: Scorecard) -> Period | None:
    """The window of a scorecard or of the case; where neither states one, the years of the data."""
    stated = scorecard.window or case.definitions.window
    if stated is not None:
        return stated
    asked = {case.definitions.measures[name].dataset for name in scorecard.measures} - {""}
    held = [s.window for s in case.snapshots() if not asked or s.dataset in asked]
    starts = [window.start for window in held if window and window.start]
    ends = [window.end for window in held if window and window.end]
    if not starts or not ends:
        return None
    return Period.of(date(min(starts).year, 1, 1), date(max(ends).year, 12, 31))


def _rows(
    counter: Counter,
    card: Scorecard,
    measures: Sequence[Measure],
    window: Period,
    periods: Sequence[Period],
) -> Iterable[ScoreRow]:
    definitions = counter.case.definitions
    table = scorecard_codes(definitions.scorecards)[card.id]
    letters = measure_codes(definitions.measures)
    for value, variants, found in _splits(counter, card, measures, window, periods):
        for period in periods:
            cells = (
                Cell(
                    cell_code(table, period, letters[m.id], value),
                    m,
                    period,
                    value,
                    *found[m.id, period],
                    counter.roster.title(m.actor),
                )
                for m in variants
            )
            yield ScoreRow(period, value, tuple(cells))


def _splits(
    counter: Counter,
    card: Scorecard,
    measures: Sequence[Measure],
    window: Period,
    periods: Sequence[Period],
) -> Iterable[tuple[str, Sequence[Measure], Answers]]:
    """The measures as they are, or narrowed to each place or actor, with their answers."""
    frame = Frame(card.period, window)
    if not card.by:
        yield "", measures, counter.answers(measures, frame, periods)
    elif card.by == "actor":
        for actor in counter.roster.actors:
            mine = [m.model_copy(update={"actor": actor}) for m in measures]
            yield actor, mine, counter.answers(mine, frame, periods)
    else:
        rows = [m for m in measures if not m.series and not m.difference]
        found = counter.split(rows, replace(frame, by=(card.by,)), periods)
        for value, answers in found.items():
            yield value, rows, answers


def _chosen(case: Case, name: str | None) -> Scorecard:
    scorecards = case.definitions.scorecards
    if not scorecards:
        raise DefinitionError(
            "the case defines no scorecard",
            file=case.path / "case.yaml",
            expected="a key scorecards with at least one entry",
            remedy="see examples/ in a new case, or the page on scorecards",
        )
    if name is None:
        return next(iter(scorecards.values()))
    if name not in scorecards:
        raise NotFound("no such scorecard", seen=name, expected=", ".join(scorecards))
    return scorecards[name]
