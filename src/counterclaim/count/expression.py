"""Measures become one Ibis expression: one scan of the events, one of the participants.

The expression runs unchanged on DuckDB and on Spark. Its result is small: a row for every
combination of the provider's period, the first and last period that an event touches, the
measures that count it, and whether it rests on one source; with the sums and counts of the
combination. ``fold`` makes Figures of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import ibis

from counterclaim.model.measure import Measure
from counterclaim.model.period import Grain, Period
from counterclaim.resolve.actors import Party

Table = Any
Expression = Any
SIDES = ("a", "b")
PLACE_COLUMNS = ("country", "admin1", "admin2", "place")
VICTIM_ROLES = ("victims", "target")
ENDS = ("low", "best", "high")
# What is summed for each definition of deaths: the three figures, the events with a death by each,
# and the events that do not give the figure.
SUMS = (*ENDS, *(f"fatal_{end}" for end in ENDS), "unknown")


@dataclass(frozen=True)
class Plan:
    """A measure with its parties resolved to the strings of one dataset.

    ``key`` is a short name for its columns; ``spellings`` the strings of its place, ``inside``
    those of places in it, for rows that name no country; ``where`` are further columns with the
    value that they must have;
    ``civilian_total`` says that the dataset's total is of civilians where civilians were the
    target; ``title_words`` keeps events whose cited titles hold one of them. A plan that
    ``is_naming`` asks on which days the dataset names the actor, whatever the window.
    """

    key: str
    measure: Measure
    actor: Party | None = None
    partner: Party | None = None
    target: Party | None = None
    spellings: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    where: tuple[tuple[str, str], ...] = ()
    civilian_total: bool = False
    title_words: tuple[str, ...] = ()
    is_naming: bool = False


@dataclass(frozen=True)
class Frame:
    """By what the counting is split: calendar period, window, and columns of the events."""

    grain: Grain
    window: Period | None = None
    by: tuple[str, ...] = ()


@dataclass
class _Presence:
    """The columns that say how often a party stands on a side of an event."""

    table: Table
    columns: dict[str, Expression] = field(default_factory=dict)

    def declare(self, party: Party, role: str) -> None:
        for index, span in enumerate(party.spans):
            for side in SIDES:
                matched = (
                    self.table.name.isin(sorted(span.names))
                    & (self.table.side == side)
                    & _has_role(self.table, role)
                )
                self.columns[_column(party, role, index, side)] = matched.sum()

    def declare_sizes(self) -> None:
        for side in SIDES:
            self.columns[f"size_{side}"] = self.table.together.max(where=self.table.side == side)


def counted(events: Table, participants: Table, plans: Sequence[Plan], frame: Frame) -> Table:
    """The grouped expression for ``plans``.

    Keys are ``anchor``, ``first``, ``last`` (whole numbers, :func:`key_of`), ``frame.by``,
    ``<plan.key>_is`` and ``single``; the values ``n``, ``first_day``, ``last_day`` and, for each
    definition of deaths (:func:`deaths_keys`), ``<deaths>_<sum>`` with the names of :data:`SUMS`.
    """
    rows = matched(events, participants, plans, frame)
    keyed = rows.mutate(
        anchor=_anchor(rows, frame.grain),
        first=_key(rows["from"], frame.grain),
        last=_key(rows["to"], frame.grain),
        single=(rows.sources == 1).fill_null(False),
    )
    sums = {"n": keyed.count(), "first_day": keyed["from"].min(), "last_day": keyed["to"].max()}
    for deaths in dict.fromkeys(deaths_keys(plans).values()):
        sums |= _sums(keyed, deaths)
    flags = [f"{plan.key}_is" for plan in plans]
    return keyed.group_by(["anchor", "first", "last", "single", *flags, *frame.by]).aggregate(
        **sums
    )


def deaths_keys(plans: Iterable[Plan]) -> dict[str, str]:
    """For each plan the name of its definition of deaths; plans that sum alike share one."""
    names: dict[object, str] = {}
    return {
        plan.key: names.setdefault(_deaths_definition(plan), f"d{len(names)}")
        for plan in plans
        if not plan.is_naming
    }


def matched(events: Table, participants: Table, plans: Sequence[Plan], frame: Frame) -> Table:
    """The events that some plan counts, with ``<key>_is`` and the deaths by each definition."""
    rows = _with_presence(events, participants, plans)
    in_window, deaths = _in_window(rows, frame), deaths_keys(plans)
    columns: dict[str, Expression] = {}
    for plan in plans:
        on_a, on_b = _acts_on(rows, plan, "a"), _acts_on(rows, plan, "b")
        mine = _is_counted(rows, plan, on_a, on_b)
        columns[f"{plan.key}_is"] = mine if plan.is_naming else mine & in_window
        if plan.key in deaths:
            values = zip(ENDS, _deaths(rows, plan, on_a), strict=True)
            columns |= {f"{deaths[plan.key]}_{end}_value": value for end, value in values}
    marked = rows.mutate(**columns)
    return marked.filter(_any(marked[f"{plan.key}_is"] for plan in plans))


def key_of(period: Period, grain: Grain) -> int:
    """The whole number that stands for the calendar period of ``grain`` in which it starts."""
    if grain == "total" or period.start is None:
        return 0
    year, month = period.start.year, period.start.month
    steps = {"year": year, "quarter": year * 4 + (month - 1) // 3, "month": year * 12 + month - 1}
    return steps.get(grain, period.start.toordinal())


def _with_presence(events: Table, participants: Table, plans: Sequence[Plan]) -> Table:
    wanted = _parties(plans)
    if not wanted:
        return events
    names = sorted(frozenset().union(*(party.names for party, _ in wanted)))
    relevant = participants.filter(participants.name.isin(names))
    presence = _Presence(relevant)
    presence.declare_sizes()
    for party, role in wanted:
        presence.declare(party, role)
    sides = relevant.group_by("event").aggregate(**presence.columns)
    everyone = any(plan.actor is None and plan.target is None for plan in plans)
    joined = events.join(sides, events.id == sides.event, how="left" if everyone else "inner")
    return joined.drop("event")


def _parties(plans: Iterable[Plan]) -> list[tuple[Party, str]]:
    found: dict[tuple[str, str], tuple[Party, str]] = {}
    for plan in plans:
        for party, role in (
            (plan.actor, plan.measure.role),
            (plan.partner, "any"),
            (plan.target, _target_role(plan)),
        ):
            if party is not None and party.spans:
                found[party.id, role] = (party, role)
    return list(found.values())


def _column(party: Party, role: str, index: int, side: str) -> str:
    safe = "".join(letter if letter.isalnum() else "_" for letter in f"{party.id}_{role}")
    return f"p_{safe}_{index}_{side}"


def _has_role(table: Table, role: str) -> Expression:
    if role == "any":
        return ibis.literal(True)
    if role == "target":
        return table.role.isin(VICTIM_ROLES)
    if role == "":
        return ~table.role.isin(VICTIM_ROLES)
    return table.role == role


def _target_role(plan: Plan) -> str:
    return "any" if plan.actor is not None else "target"


def _standing(rows: Table, party: Party, role: str, side: str) -> Expression:
    """How many strings of ``party`` stand on ``side`` at the event's date."""
    counts = [
        ibis.ifelse(_dated(rows, span.valid), rows[_column(party, role, i, side)].coalesce(0), 0)
        for i, span in enumerate(party.spans)
    ]
    return reduce(lambda a, b: a + b, counts) if counts else ibis.literal(0)


def _dated(rows: Table, valid: Period | None) -> Expression:
    after = valid is None or valid.start is None or rows["to"] >= valid.start
    before = valid is None or valid.end is None or rows["from"] <= valid.end
    return ibis.literal(True) & after & before


def _acts_on(rows: Table, plan: Plan, side: str) -> Expression:
    measure = plan.measure
    if plan.actor is None or not plan.actor.spans:
        return ibis.literal(False)
    mine = _standing(rows, plan.actor, measure.role, side)
    if measure.attribution == "alone":
        return (mine > 0) & (mine >= rows[f"size_{side}"])
    if measure.attribution == "joint" and plan.partner is not None:
        return (mine > 0) & (_standing(rows, plan.partner, "any", side) > 0)
    if measure.attribution == "joint":
        return (mine > 0) & (mine < rows[f"size_{side}"])
    return mine > 0


def _is_counted(rows: Table, plan: Plan, on_a: Expression, on_b: Expression) -> Expression:
    measure = plan.measure
    conditions = [ibis.literal(True)]
    if measure.kinds:
        conditions.append(rows.kind.isin(sorted(measure.kinds)).fill_null(False))
    if plan.spellings:
        conditions.append(at_place(rows, plan.spellings, plan.inside))
    conditions += [(rows[column] == value).fill_null(False) for column, value in plan.where]
    if plan.title_words:
        titles = rows.source_titles.fill_null("").lower()
        conditions.append(_any(titles.contains(word.lower()) for word in plan.title_words))
    if measure.actor:
        conditions.append(on_a | on_b)
    if measure.target:
        conditions.append(_meets_target(rows, plan, on_a, on_b))
    return reduce(lambda a, b: a & b, conditions)


def at_place(rows: Table, spellings: frozenset[str], inside: frozenset[str]) -> Expression:
    """True for rows at a place, by country, division or name; an unnamed country is inferred."""
    named = [rows[column].isin(sorted(spellings)) for column in PLACE_COLUMNS]
    if inside:
        smaller = [rows[column].isin(sorted(inside)) for column in PLACE_COLUMNS[1:]]
        named.append(rows.country.isnull() & _any(item.fill_null(False) for item in smaller))
    return _any(item.fill_null(False) for item in named)


def _meets_target(rows: Table, plan: Plan, on_a: Expression, on_b: Expression) -> Expression:
    if plan.target is None or not plan.target.spans:
        return ibis.literal(False)
    role = _target_role(plan)
    at_a, at_b = (_standing(rows, plan.target, role, side) > 0 for side in SIDES)
    return (at_a | at_b) if plan.actor is None else ((on_a & at_b) | (on_b & at_a))


def _deaths(rows: Table, plan: Plan, on_a: Expression) -> tuple[Expression, ...]:
    """Low, best and high of the deaths that the measure sums, per event.

    For deaths of a side the column is best; low takes off what the total may be too high, high
    adds the unknown and what the total may be too low. Civilians and unknown carry no range.
    """
    deaths = plan.measure.deaths
    if deaths == "total" or (deaths == "civilians" and plan.civilian_total):
        return rows.deaths_low, rows.deaths_best, rows.deaths_high
    nothing = ibis.null("int64")
    if deaths in {"civilians", "unknown"}:
        return nothing, rows[f"deaths_{deaths}"], nothing
    mine, theirs = rows.deaths_a, rows.deaths_b
    if deaths == "suffered":
        side = ibis.ifelse(on_a, mine, theirs)
    else:
        one_sided = ibis.ifelse(rows.kind == "one_sided", rows.deaths_civilians.coalesce(0), 0)
        side = ibis.ifelse(on_a, theirs, mine) + one_sided
    spread = ibis.greatest(rows.deaths_best - rows.deaths_low, 0)
    room = ibis.greatest(rows.deaths_high - rows.deaths_best, 0)
    return (
        ibis.greatest(side - spread, 0),
        side,
        side + rows.deaths_unknown.coalesce(0) + room,
    )


def _deaths_definition(plan: Plan) -> object:
    """Two plans with equal definitions sum the same columns of every event."""
    deaths = plan.measure.deaths
    if deaths == "total" or (deaths == "civilians" and plan.civilian_total):
        return "total"
    return deaths if deaths in {"civilians", "unknown"} else plan.key


def _sums(rows: Table, deaths: str) -> dict[str, Expression]:
    values = {end: rows[f"{deaths}_{end}_value"] for end in ENDS}
    sums = {end: value.sum() for end, value in values.items()}
    sums |= {f"fatal_{end}": (value > 0).sum() for end, value in values.items()}
    sums["unknown"] = values["best"].isnull().sum()
    return {f"{deaths}_{name}": value for name, value in sums.items()}


def _in_window(rows: Table, frame: Frame) -> Expression:
    """True for events that touch the window; a year's rows are those that the provider counts."""
    window = frame.window
    if window is None:
        return ibis.literal(True)
    if frame.grain == "year":
        first = rows.provider_year.coalesce(rows["from"].year())
        last = rows.provider_year.coalesce(rows["to"].year())
        ends = (window.start and window.start.year, window.end and window.end.year)
    else:
        first, last, ends = rows["from"], rows["to"], (window.start, window.end)
    after = ibis.literal(True) if ends[0] is None else last >= ends[0]
    before = ibis.literal(True) if ends[1] is None else first <= ends[1]
    return (after & before).fill_null(False)


def _anchor(rows: Table, grain: Grain) -> Expression:
    if grain == "year":
        return rows.provider_year.coalesce(rows["from"].year()).cast("int64")
    return _key(rows["from"], grain)


def _key(day: Expression, grain: Grain) -> Expression:
    if grain == "total":
        return ibis.literal(0, "int64")
    year, month = day.year().cast("int64"), day.month().cast("int64")
    if grain == "year":
        return year
    return year * 12 + month - 1 if grain == "month" else year * 4 + (month - 1) // 3


def _any(conditions: Iterable[Expression]) -> Expression:
    return reduce(lambda a, b: a | b, conditions)
