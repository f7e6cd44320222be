"""Measures become one Ibis expression: one scan of the events, one of the participants.

The expression runs unchanged on DuckDB and on Spark. Its result is small: a row for every
combination of the provider's period, the first and last period that an event touches, the
measures that count it, and whether it rests on one source; with the sums and counts of the
combination. ``fold`` makes Figures of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import ibis

from counterclaim.count.coverage import Spoken
from counterclaim.model.measure import Measure
from counterclaim.model.period import Grain, Period
from counterclaim.resolve.actors import Party

Table = Any
Expression = Any
SIDES = ("a", "b")
PLACE_COLUMNS = ("country", "admin1", "admin2", "place")
VICTIM_ROLES = ("victims", "target")
ATTACKS_ON_CIVILIANS = ("one_sided", "violence_against_civilians")
FLAGS = 60
"""Plans whose flags fit one whole number."""
EPOCH = date(1970, 1, 1).toordinal()
ENDS = ("low", "best", "high")
# What is summed for each definition of deaths: the three figures, the events with a death by each,
# the events that do not give the figure, and those that give it without a range.
SUMS = (*ENDS, *(f"fatal_{end}" for end in ENDS), "unknown", "points")


@dataclass(frozen=True)
class Plan:
    """A measure with its parties resolved to the strings of one dataset.

    ``key`` is a short name for its columns; ``spellings`` the strings of its place, ``inside``
    those of places in it, for rows that name no country; ``where`` are further columns with the
    value that they must have;
    ``civilian_total`` says that civilians were the target, so that an event's total stands for
    their deaths where the data gives no other number; ``title_words`` keeps events whose cited
    titles hold one of them. A plan that ``is_naming`` asks on which days the dataset names the
    actor, whatever the window. ``spoken`` is left to snapshots that speak first.
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
    spoken: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class Frame:
    """By what the counting is split: calendar period, window, and columns of the events."""

    grain: Grain
    window: Period | None = None
    by: tuple[str, ...] = ()

    @property
    def is_annual(self) -> bool:
        """True if it counts by whole years, in which the provider itself places every event."""
        if self.grain != "total" or self.window is None:
            return self.grain in {"year", "total"}
        start, end = self.window.start, self.window.end
        begins = start is None or (start.month, start.day) == (1, 1)
        return begins and (end is None or (end.month, end.day) == (12, 31))


def counted(events: Table, participants: Table, plans: Sequence[Plan], frame: Frame) -> Table:
    """The grouped expression for ``plans``.

    Keys are ``anchor``, ``first``, ``last`` (whole numbers, :func:`key_of`), ``frame.by``,
    ``single`` and the plans' flags (:func:`holds`); the values ``n``, ``first_day``, ``last_day``
    and, for each definition of deaths (:func:`deaths_keys`), ``<deaths>_<sum>`` with the names of
    :data:`SUMS`. Events that no plan counts are one group more.
    """
    rows = _marked(events, participants, plans, frame)
    flags = _flags(rows, plans)
    keyed = rows.mutate(
        anchor=_anchor(rows, frame),
        first=_key(rows["from"], frame),
        last=_key(rows["to"], frame),
        single=(rows.sources == 1).fill_null(False),
        **flags,
    )
    sums = {"n": keyed.count(), "first_day": keyed["from"].min(), "last_day": keyed["to"].max()}
    for deaths in dict.fromkeys(deaths_keys(plans).values()):
        sums |= _sums(keyed, deaths)
    keys = ["anchor", "first", "last", "single", *flags, *frame.by]
    return keyed.group_by(keys).aggregate(**sums)


def holds(row: Mapping[str, Any], plans: Sequence[Plan]) -> set[str]:
    """The keys of the plans that count the events of a row of :func:`counted`."""
    return {
        plan.key
        for index, plan in enumerate(plans)
        if row[f"flags{index // FLAGS}"] >> (index % FLAGS) & 1
    }


def _flags(rows: Table, plans: Sequence[Plan]) -> dict[str, Expression]:
    """The plans that count an event as bits of whole numbers: one key instead of many."""
    found: dict[str, Expression] = {}
    for index, plan in enumerate(plans):
        bit = ibis.ifelse(rows[f"{plan.key}_is"], ibis.literal(1 << index % FLAGS, "int64"), 0)
        name = f"flags{index // FLAGS}"
        found[name] = found[name] + bit if name in found else bit
    return found


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
    rows = _marked(events, participants, plans, frame)
    return rows.filter(_any(rows[f"{plan.key}_is"].fill_null(False) for plan in plans))


def _marked(events: Table, participants: Table, plans: Sequence[Plan], frame: Frame) -> Table:
    rows = _with_presence(events, participants, plans)
    held = _Rows(rows, _standing_columns(plans))
    in_window, deaths = _in_window(rows, frame), deaths_keys(plans)
    columns: dict[str, Expression] = {}
    for plan in plans:
        on_a, on_b = held.acts_on(plan, "a"), held.acts_on(plan, "b")
        mine = _is_counted(held, plan, on_a, on_b)
        columns[f"{plan.key}_is"] = mine if plan.is_naming else mine & in_window
        if plan.key in deaths:
            values = zip(ENDS, _deaths(rows, plan, on_a), strict=True)
            columns |= {f"{deaths[plan.key]}_{end}_value": value for end, value in values}
    return rows.mutate(**columns)


def key_of(period: Period, grain: Grain) -> int:
    """The whole number that stands for the calendar period of ``grain`` in which it starts."""
    if grain == "total" or period.start is None:
        return 0
    year, month = period.start.year, period.start.month
    steps = {"year": year, "quarter": year * 4 + (month - 1) // 3, "month": year * 12 + month - 1}
    return steps.get(grain, period.start.toordinal())


def _with_presence(events: Table, participants: Table, plans: Sequence[Plan]) -> Table:
    """The events with columns that count how often each party stands on each side."""
    standing = _standing_columns(plans)
    if not standing:
        return events
    names = sorted(frozenset().union(*(names for names, _ in standing)))
    mine = participants.filter(participants.name.isin(names))
    columns = {
        f"{column}_{side}": mine.count(
            where=mine.name.isin(sorted(names)) & (mine.side == side) & _has_role(mine, role)
        )
        for (names, role), column in standing.items()
        for side in SIDES
    }
    if any(plan.measure.attribution != "any" for plan in plans):
        sizes = {side: mine.together.max(where=mine.side == side) for side in SIDES}
        columns |= {f"size_{side}": size for side, size in sizes.items()}
    sides = mine.group_by(of=mine["row"]).aggregate(**columns)
    everyone = any(plan.actor is None and plan.target is None for plan in plans)
    joined = events.join(sides, events["row"] == sides.of, how="left" if everyone else "inner")
    return joined.drop("of")


def _standing_columns(plans: Iterable[Plan]) -> dict[tuple[frozenset[str], str], str]:
    """A column for every set of strings in a role; parties that share strings share it."""
    found: dict[tuple[frozenset[str], str], str] = {}
    for plan in plans:
        for party, role in (
            (plan.actor, plan.measure.role),
            (plan.partner, ""),
            (plan.target, _target_role(plan)),
        ):
            for span in party.spans if party else ():
                found.setdefault((span.names, role), f"s{len(found)}")
    return found


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


@dataclass(frozen=True)
class _Rows:
    """Events with their presence columns, and the names of these columns."""

    table: Table
    columns: Mapping[tuple[frozenset[str], str], str]

    def standing(self, party: Party, role: str, side: str) -> Expression:
        """How many strings of ``party`` stand on ``side`` at the event's date."""
        counts = []
        for span in party.spans:
            count = self.table[f"{self.columns[span.names, role]}_{side}"]
            counts.append(
                count if span.valid is None else ibis.ifelse(self.dated(span.valid), count, 0)
            )
        return reduce(lambda a, b: a + b, counts) if counts else ibis.literal(0)

    def dated(self, valid: Period) -> Expression:
        """True for events that touch ``valid``."""
        ends = []
        if valid.start is not None:
            ends.append(self.table["to"] >= valid.start)
        if valid.end is not None:
            ends.append(self.table["from"] <= valid.end)
        return reduce(lambda a, b: a & b, ends, ibis.literal(True))

    def acts_on(self, plan: Plan, side: str) -> Expression:
        """True where the plan's actor stands on ``side`` as the attribution wants it."""
        measure = plan.measure
        if plan.actor is None or not plan.actor.spans:
            return ibis.literal(False)
        mine = self.standing(plan.actor, measure.role, side)
        if measure.attribution == "alone":
            return (mine > 0) & (mine >= self.table[f"size_{side}"])
        if measure.attribution == "joint" and plan.partner is not None:
            return (mine > 0) & (self.standing(plan.partner, "", side) > 0)
        if measure.attribution == "joint":
            return (mine > 0) & (mine < self.table[f"size_{side}"])
        return mine > 0

    def meets_target(self, plan: Plan, on_a: Expression, on_b: Expression) -> Expression:
        """True where the plan's target stands on the other side, or anywhere without an actor."""
        if plan.target is None or not plan.target.spans:
            return ibis.literal(False)
        role = _target_role(plan)
        at_a, at_b = (self.standing(plan.target, role, side) > 0 for side in SIDES)
        return (at_a | at_b) if plan.actor is None else ((on_a & at_b) | (on_b & at_a))


def _is_counted(held: _Rows, plan: Plan, on_a: Expression, on_b: Expression) -> Expression:
    rows, measure = held.table, plan.measure
    conditions = []
    if measure.kinds:
        conditions.append(rows.kind.isin(sorted(measure.kinds)))
    if plan.spellings:
        conditions.append(at_place(rows, plan.spellings, plan.inside))
    conditions += [(rows[column] == value).fill_null(False) for column, value in plan.where]
    if plan.title_words:
        titles = rows.source_titles.fill_null("").lower()
        conditions.append(_any(titles.contains(word.lower()) for word in plan.title_words))
    conditions += [~_spoken_for(rows, part) for part in plan.spoken]
    if measure.actor:
        conditions.append(on_a | on_b)
    if measure.target:
        conditions.append(held.meets_target(plan, on_a, on_b))
    return reduce(lambda a, b: a & b, conditions, ibis.literal(True))


def _spoken_for(rows: Table, part: Spoken) -> Expression:
    """True for rows of which another snapshot speaks; what a row leaves open is inside."""
    day, found = _provider_day(rows), [ibis.literal(True)]
    if part.window and part.window.start:
        found.append((day >= part.window.start).fill_null(True))
    if part.window and part.window.end:
        found.append((day <= part.window.end).fill_null(True))
    for column, values in (("country", part.places), ("kind", part.kinds)):
        if values:
            found.append(rows[column].isin(sorted(values)).fill_null(True))
    return reduce(lambda a, b: a & b, found)


def at_place(rows: Table, spellings: frozenset[str], inside: frozenset[str]) -> Expression:
    """True for rows at a place, by country, division or name; an unnamed country is inferred."""
    named = [rows[column].isin(sorted(spellings)) for column in PLACE_COLUMNS]
    if inside:
        smaller = [rows[column].isin(sorted(inside)) for column in PLACE_COLUMNS[1:]]
        named.append(rows.country.isnull() & _any(item.fill_null(False) for item in smaller))
    return _any(item.fill_null(False) for item in named)


def _deaths(rows: Table, plan: Plan, on_a: Expression) -> tuple[Expression, ...]:
    """Low, best and high of the deaths that the measure sums, per event.

    Civilians and unknown carry no range of their own. In events whose victims are civilians the
    total speaks where the data gives no such number.
    """
    deaths = plan.measure.deaths
    total = rows.deaths_low, rows.deaths_best, rows.deaths_high
    if deaths == "total":
        return total
    if deaths in {"civilians", "unknown"}:
        nothing = ibis.null("int64")
        found: tuple[Expression, ...] = (nothing, rows[f"deaths_{deaths}"], nothing)
    else:
        found = _deaths_of_side(rows, deaths, on_a)
    if not plan.civilian_total or deaths not in {"civilians", "inflicted"}:
        return found
    return tuple(
        ibis.ifelse(found[1].isnull(), whole, mine)
        for whole, mine in zip(total, found, strict=True)
    )


def _deaths_of_side(rows: Table, deaths: str, on_a: Expression) -> tuple[Expression, ...]:
    """Of a side the column is best; low takes off what the total may be too high, high adds the
    unknown and what the total may be too low. Civilians who were the target are the other side.
    """
    mine, theirs = rows.deaths_a, rows.deaths_b
    theirs = ibis.ifelse(
        rows.kind.isin(ATTACKS_ON_CIVILIANS) & rows.deaths_civilians.notnull(),
        theirs.coalesce(0) + rows.deaths_civilians,
        theirs,
    )
    on_first = on_a if deaths == "suffered" else ~on_a
    side = ibis.ifelse(on_first, mine, theirs)
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
    if deaths in {"inflicted", "suffered"}:
        return plan.key
    return deaths, plan.civilian_total and deaths == "civilians"


def _sums(rows: Table, deaths: str) -> dict[str, Expression]:
    """Sums of a definition of deaths; where one event has no low or high its best stands there.

    A group in which no event has a low (or a high) has none.
    """
    given = {end: rows[f"{deaths}_{end}_value"] for end in ENDS}
    best = given["best"]
    filled = {end: value.coalesce(best) for end, value in given.items()}
    sums = {
        end: ibis.ifelse(given[end].count() > 0, value.sum(), ibis.null("int64"))
        for end, value in filled.items()
    }
    sums |= {f"fatal_{end}": (value > 0).sum() for end, value in filled.items()}
    sums["unknown"] = best.isnull().sum()
    sums["points"] = (best.notnull() & (given["low"].isnull() | given["high"].isnull())).sum()
    return {f"{deaths}_{name}": value for name, value in sums.items()}


def _in_window(rows: Table, frame: Frame) -> Expression:
    """True for events that touch the window; a year's rows are those that the provider counts."""
    window = frame.window
    if window is None:
        return ibis.literal(True)
    if frame.is_annual:
        first = _provider_year(rows)
        last = rows.provider_year.coalesce(rows["to"].year())
        ends = (window.start and window.start.year, window.end and window.end.year)
    else:
        first, last, ends = rows["from"], rows["to"], (window.start, window.end)
    after = ibis.literal(True) if ends[0] is None else last >= ends[0]
    before = ibis.literal(True) if ends[1] is None else first <= ends[1]
    return (after & before).fill_null(False)


def _anchor(rows: Table, frame: Frame) -> Expression:
    """The period in which the provider counts an event."""
    if not frame.is_annual:
        return _key(_provider_day(rows), frame)
    return _provider_year(rows) if frame.grain == "year" else ibis.literal(0, "int64")


def _provider_year(rows: Table) -> Expression:
    return rows.provider_year.coalesce(_provider_day(rows).year()).cast("int64")


def _provider_day(rows: Table) -> Expression:
    return rows.provider_day.coalesce(rows["from"])


def _key(day: Expression, frame: Frame) -> Expression:
    grain = frame.grain
    if grain == "total":
        return _beside(day, frame.window)
    year, month = day.year().cast("int64"), day.month().cast("int64")
    if grain == "year":
        return year
    if grain == "day":
        return day.delta(ibis.date(1970, 1, 1), unit="day").cast("int64") + EPOCH
    return year * 12 + month - 1 if grain == "month" else year * 4 + (month - 1) // 3


def _beside(day: Expression, window: Period | None) -> Expression:
    """0 for a day within the window, -1 before it, 1 after it."""
    found = ibis.literal(0, "int64")
    if window is not None and window.end is not None:
        found = ibis.ifelse(day > window.end, ibis.literal(1, "int64"), found)
    if window is not None and window.start is not None:
        found = ibis.ifelse(day < window.start, ibis.literal(-1, "int64"), found)
    return found


def _any(conditions: Iterable[Expression]) -> Expression:
    return reduce(lambda a, b: a | b, conditions)
