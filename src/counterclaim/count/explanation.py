"""Behind one cell: its rows with their sources, what was left out and why, and the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from counterclaim.count.counter import INCIDENTS, Counter
from counterclaim.count.expression import Frame, counted, matched
from counterclaim.count.fold import Counts, Tally, figure_of
from counterclaim.count.scorecard import Cell, score
from counterclaim.errors import NotFound
from counterclaim.model.answer import Figure
from counterclaim.model.event import kind_words
from counterclaim.model.measure import Measure
from counterclaim.model.period import Grain, Period, label
from counterclaim.model.snapshot import Snapshot

if TYPE_CHECKING:
    from counterclaim.case import Case

COLUMNS = (
    "id",
    "row",
    "from",
    "to",
    "date_precision",
    "kind",
    "place",
    "admin1",
    "country",
    "place_precision",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "deaths_civilians",
    "deaths_unknown",
    "sources",
    "source_names",
    "source_titles",
)


@dataclass(frozen=True)
class Exclusion:
    """Events that one rule of the measure keeps out of the cell."""

    rule: str
    events: int
    best: int | None


@dataclass(frozen=True)
class Explanation:
    """A cell with everything that it rests on. ``rows`` hold :data:`COLUMNS` and the sides, and
    the ``incident`` of each where incidents are counted.

    ``snapshot`` speaks first; ``others`` gave rows for what it does not hold, or that tell of the
    same incidents.
    """

    cell: Cell
    rule: tuple[str, ...]
    snapshot: Snapshot | None
    rows: tuple[Mapping[str, Any], ...]
    exclusions: tuple[Exclusion, ...]
    issues: tuple[Mapping[str, Any], ...]
    parts: tuple[Cell, ...] = ()
    others: tuple[Snapshot, ...] = ()


def explain(case: Case, code: str, period: str = "", *, as_of: str = "") -> Explanation:
    """What lies behind the cell with ``code``, or behind a measure in a period.

    Raises :class:`NotFound` with the codes that exist where none fits.
    """
    cell, frame, where = _find(case, code, period, as_of)
    counter = Counter(case, as_of=as_of)
    parts = _parts(counter, cell, frame)
    if cell.snapshot is None or cell.snapshot.table != "events" or parts:
        return Explanation(cell, _rule(counter, cell.measure), cell.snapshot, (), (), (), parts)
    if cell.measure.dataset == INCIDENTS:
        return _of_incidents(counter, cell, frame, where)
    behind = counter.behind(cell)
    rows = [row for snapshot in behind for row in _rows(counter, snapshot, cell, frame, where)]
    ids = {str(row["id"]) for row in rows}
    return Explanation(
        cell,
        _rule(counter, cell.measure),
        cell.snapshot,
        tuple(rows),
        _exclusions(counter, behind, cell, frame, where),
        tuple(issue for snapshot in behind for issue in _issues(counter, snapshot, ids)),
        others=behind[1:],
    )


Where = tuple[tuple[str, str], ...]


def _of_incidents(counter: Counter, cell: Cell, frame: Frame, where: Where) -> Explanation:
    """The rows of every dataset that could say, those of one incident next to each other."""
    over = counter.over_incidents
    asked = [(snapshot, *over.asked(cell.measure, snapshot)) for snapshot in over.snapshots]
    behind = tuple(snapshot for snapshot, _, refusal in asked if refusal is None)
    incident = over.of_records()
    rows = [
        {"incident": incident[str(row["id"])], **row}
        for snapshot, mine, refusal in asked
        if refusal is None
        for row in _rows(counter, snapshot, replace(cell, measure=mine), frame, where)
    ]
    first: dict[str, str] = {}
    for row in rows:
        at = str(row["from"])
        first[row["incident"]] = min(at, first.get(row["incident"], at))
    rows.sort(key=lambda row: (first[row["incident"]], row["incident"]))
    ids = {str(row["id"]) for row in rows}
    issues = tuple(issue for snapshot in behind for issue in _issues(counter, snapshot, ids))
    rule = (*_rule(counter, cell.measure), _incident_rule(counter, over.datasets))
    return Explanation(
        cell, rule, behind[0] if behind else None, tuple(rows), (), issues, others=behind[1:]
    )


def _incident_rule(counter: Counter, datasets: Sequence[str]) -> str:
    """How one value is made of the rows of one incident."""
    value = counter.case.definitions.rules.incidents.value
    order = ", ".join(datasets)
    ways = {
        "first": f"that of the first dataset in the order {order}",
        "hull": "the narrowest range that holds all of its rows",
        "median": "the median of its datasets",
    }
    return f"Each incident counts once, whoever tells of it; its value is {ways[value]}."


def _find(case: Case, code: str, period: str, as_of: str) -> tuple[Cell, Frame, Where]:
    """The cell, its period as a frame, and the place column that narrows it."""
    definitions = case.definitions
    if period:
        if code not in definitions.measures:
            raise NotFound("no such measure", seen=code, expected=", ".join(definitions.measures))
        return _ad_hoc(case, definitions.measures[code], Period.parse(period), as_of)
    codes: list[str] = []
    for name, card in definitions.scorecards.items():
        scored = score(case, name, as_of=as_of)
        for row in scored.rows:
            for cell in row.cells:
                if cell.code == code:
                    by_place = bool(card.by) and card.by != "actor"
                    where = ((card.by, row.by),) if by_place else ()
                    return cell, Frame(card.period, row.period), where
                codes.append(cell.code)
    raise NotFound(
        "no cell has this code",
        seen=code,
        expected=", ".join(codes[:12]) + (" ..." if len(codes) > 12 else ""),
        remedy="counterclaim score CASE --format json lists every code",
    )


def _ad_hoc(case: Case, measure: Measure, period: Period, as_of: str) -> tuple[Cell, Frame, Where]:
    grain: Grain = (
        "year" if period.text == str(period.start.year if period.start else "") else "total"
    )
    frame = Frame(grain, period)
    answer, snapshot, beside = Counter(case, as_of=as_of).answer(measure, period, frame)
    cell = Cell(f"{measure.id}-{period.text}", measure, period, "", answer, snapshot, beside)
    return cell, frame, ()


def _rows(
    counter: Counter, snapshot: Snapshot, cell: Cell, frame: Frame, where: Where
) -> tuple[Mapping[str, Any], ...]:
    tables = counter.tables(snapshot)
    plan = replace(counter.plan(cell.measure, "m", tables), where=where)
    found = matched(tables.events, tables.participants, [plan], frame)
    held = found.select(*COLUMNS).order_by(["from", "id"])
    rows = counter.engine.rows(held)
    sides = _sides(counter, tables.participants, [str(row["id"]) for row in rows])
    return tuple({**row, **sides.get(str(row["id"]), {})} for row in rows)


def _sides(counter: Counter, participants: Any, ids: list[str]) -> dict[str, dict[str, str]]:
    """``side_a`` and ``side_b`` of each event, as the provider wrote them."""
    if not ids:
        return {}
    mine = participants.filter(participants.event.isin(ids))
    found: dict[str, dict[str, list[str]]] = {}
    for row in counter.engine.rows(mine.select("event", "side", "name").order_by("event")):
        sides = found.setdefault(row["event"], {})
        sides.setdefault(f"side_{row['side']}", []).append(row["name"])
    return {
        event: {side: "; ".join(sorted(names)) for side, names in sides.items()}
        for event, sides in found.items()
    }


def _exclusions(
    counter: Counter, behind: Sequence[Snapshot], cell: Cell, frame: Frame, where: Where
) -> tuple[Exclusion, ...]:
    """What each rule of the measure keeps out, counted by leaving that rule away."""
    relaxed = _relaxed(cell.measure)
    measures = [cell.measure, *(measure for _, measure in relaxed)]
    figures = _figures(counter, behind, measures, cell.period, frame, where)
    whole = figures[0]
    kept = whole.ids if whole else 0
    found = []
    for figure, (rule, _) in zip(figures[1:], relaxed, strict=True):
        if figure is not None and figure.ids > kept:
            best = figure.quantity.best
            mine = whole.quantity.best if whole else 0
            left = None if best is None or mine is None else int(best - mine)
            found.append(Exclusion(rule, figure.ids - kept, left))
    return tuple(found)


def _figures(
    counter: Counter,
    behind: Sequence[Snapshot],
    measures: Sequence[Measure],
    period: Period,
    frame: Frame,
    where: Where,
) -> list[Figure | None]:
    """The measures counted over the snapshots behind a cell, in order."""
    tallies: list[list[Tally]] = [[] for _ in measures]
    for snapshot in behind:
        tables = counter.tables(snapshot)
        plans = [counter.plan(measure, f"x{i}", tables) for i, measure in enumerate(measures)]
        if measures[0].actor and not (plans[0].actor and plans[0].actor.names):
            continue
        plans = [replace(plan, where=where) for plan in plans]
        query = counted(tables.events, tables.participants, plans, frame)
        counts = Counts(counter.engine.rows(query), plans, frame)
        for plan, mine in zip(plans, tallies, strict=True):
            mine.append(counts.tally(plan.key, period))
    return [
        figure_of(mine, measure, frame) for mine, measure in zip(tallies, measures, strict=True)
    ]


def _relaxed(measure: Measure) -> list[tuple[str, Measure]]:
    rules: list[tuple[str, Measure]] = []
    if measure.attribution != "any":
        kept = "joint events" if measure.attribution == "alone" else "events of the actor alone"
        rules.append(
            (
                f"{kept} left out (attribution: {measure.attribution})",
                measure.model_copy(update={"attribution": "any", "partner": ""}),
            )
        )
    if measure.kinds:
        rules.append(
            (
                f"other kinds of event left out (kinds: {', '.join(measure.kinds)})",
                measure.model_copy(update={"kinds": ()}),
            )
        )
    if measure.place:
        rules.append(
            (
                f"events elsewhere left out (place: {measure.place})",
                measure.model_copy(update={"place": ""}),
            )
        )
    if measure.target:
        rules.append(
            (
                f"other targets left out (target: {measure.target})",
                measure.model_copy(update={"target": ""}),
            )
        )
    return rules


def _issues(counter: Counter, snapshot: Snapshot, ids: set[str]) -> tuple[Mapping[str, Any], ...]:
    table = counter.engine.table(
        counter.case.data_file(snapshot, "issues"), f"issues_{snapshot.sha256[:8]}"
    )
    rows = counter.engine.rows(table.filter(table.event.isin(sorted(ids)))) if ids else []
    return tuple(sorted(rows, key=lambda row: (row["row"], row["rule"])))


def _parts(counter: Counter, cell: Cell, frame: Frame) -> tuple[Cell, ...]:
    """The cells that a difference is made of."""
    rule = cell.measure.difference
    if rule is None:
        return ()
    measures = counter.case.definitions.measures
    wanted = [measures[name] for name in (rule.total, *rule.less)]
    found = counter.answers(wanted, frame, [cell.period])
    return tuple(
        Cell(f"{m.id}-{cell.period.text}", m, cell.period, "", *found[m.id, cell.period])
        for m in wanted
    )


def _rule(counter: Counter, measure: Measure) -> tuple[str, ...]:
    """The measure in sentences."""
    title = counter.roster.title
    what = "Deaths are summed" if measure.counts == "killed" else "Events are counted"
    whose = "" if measure.deaths == "total" else f" ({measure.deaths} only)"
    lines = [f"{what}{whose}, by the data's own low, best and high."]
    if measure.series:
        lines.append(f"The provider's published total {measure.series} is taken as it is.")
    if measure.difference:
        less = ", ".join(measure.difference.less)
        lines.append(f"By difference: {measure.difference.total} less {less}, bound by bound.")
    if measure.actor and not measure.difference:
        lines.append(_attribution(measure, title(measure.actor), title(measure.partner)))
    if measure.target:
        lines.append(f"The other side is {title(measure.target)}.")
    if measure.kinds:
        lines.append(f"Kinds of event: {', '.join(kind_words(k) for k in measure.kinds)}.")
    if measure.place:
        lines.append(f"Place: {measure.place}.")
    if measure.note:
        lines.append(measure.note)
    return tuple(lines)


def _attribution(measure: Measure, actor: str, partner: str) -> str:
    if measure.attribution == "alone":
        return f"{actor} alone: nobody else stands on the same side."
    if measure.attribution == "joint":
        return f"{actor} together with {partner or 'somebody else'} on the same side."
    return f"{actor}, alone or together with others; every event once."


def heading(explanation: Explanation) -> str:
    """One line that says which cell this is."""
    cell = explanation.cell
    by = f", {cell.by}" if cell.by else ""
    return f"{cell.code}: {cell.measure.title or cell.measure.id}, {label(cell.period)}{by}"
