"""What the absence of rows means: hidden in another's rows, or not recorded; never zero.

A dataset that names an actor in some years only has not watched it for the others. Where the case
says that such an actor was there, beside one whom the dataset does name, its share of the other's
figure cannot be separated; the other's figure and what cited titles say stand beside the refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from counterclaim.count.expression import Frame, Plan, counted
from counterclaim.count.fold import Counts, Tally, figure_of
from counterclaim.count.tables import Tables
from counterclaim.model.answer import Context, Figure, Refusal, Status
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period, label
from counterclaim.model.quantity import Quantity
from counterclaim.resolve.actors import Party, Roster


@dataclass(frozen=True)
class Naming:
    """First and last day on which a snapshot names a party (in a place and kinds of event)."""

    first: date | None
    last: date | None

    def touches(self, period: Period) -> bool:
        """True if the dataset names the party at some time in ``period``, or around it."""
        if self.first is None or self.last is None:
            return False
        return Period.of(self.first, self.last).overlaps(period)

    def joined(self, other: Naming | None) -> Naming:
        """The days of both."""
        days = [d for n in (self, other) if n for d in (n.first, n.last) if d is not None]
        return Naming(min(days, default=None), max(days, default=None))

    def late_start(self, period: Period) -> bool:
        """True if naming begins well inside ``period``: later than a quarter of it."""
        if self.first is None or period.start is None or not period.days:
            return False
        return (self.first - period.start).days > period.days / 4


def naming_plan(plan: Plan, party: Party, key: str) -> Plan:
    """Asks when the snapshot names ``party`` within the place and kinds of ``plan``."""
    measure = plan.measure
    broad = Measure(id=key, counts="acts", actor=party.id, role=measure.role, kinds=measure.kinds)
    asked = replace(plan, key=key, measure=broad, actor=party, partner=None, target=None)
    return replace(asked, title_words=(), civilian_total=False, is_naming=True)


@dataclass
class Absences:
    """Answers for cells without rows, and caveats for cells whose actor may hide another.

    ``by`` is the place to which contexts are narrowed, where the frame splits by place. Those of
    the snapshots that speak ``together`` share what they know of names; ``left`` gives a plan as
    far as those that rank higher leave it to this snapshot, ``None`` where they leave nothing.
    """

    tables: Tables
    roster: Roster
    title_words: Mapping[str, Sequence[str]]
    frame: Frame
    by: str = ""
    left: Callable[[Plan, Tables], Plan | None] = lambda plan, tables: plan
    together: list[Absences] = field(default_factory=list)
    _namings: dict[tuple[Any, ...], Naming] = field(default_factory=dict)
    _contexts: dict[Plan, tuple[Counts, str]] = field(default_factory=dict)

    def beside(self, others: list[Absences]) -> Absences:
        """This one, speaking together with ``others``, whom it joins."""
        if others:
            self._namings = others[0]._namings
        others.append(self)
        self.together = others
        return self

    def questions(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        """What refusals may need to know, to be asked in the same scan as the measures.

        Naming plans for all whose naming may matter, and the whole figures of those in whose rows
        another's part may be hidden.
        """
        return (*self._naming_plans(plans), *self._host_plans(plans))

    def _naming_plans(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        asked: dict[tuple[Any, ...], Plan] = {}
        for plan in plans:
            for party in self._concerned(plan):
                if party.names and _naming_key(plan, party) not in asked:
                    question = naming_plan(plan, party, f"named{len(asked)}")
                    asked[_naming_key(plan, party)] = question
        return tuple(asked.values())

    def learn(self, questions: Sequence[Plan], counts: Counts) -> None:
        """Reads the answers to :meth:`questions` from the result of the scan."""
        for question in questions:
            if not question.is_naming:
                self._contexts[replace(question, key="")] = (counts, question.key)
            elif question.actor is not None:
                key = _naming_key(question, question.actor)
                found = Naming(*counts.days(question.key))
                self._namings[key] = found.joined(self._namings.get(key))

    def _host_plans(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        """The hosts' whole figures for each plan, those that are no plan themselves."""
        party = self.roster.party
        wanted = dict.fromkeys(
            _host_plan(plan, party(other, self.tables.dataset))
            for plan in plans
            for own in (plan.actor, plan.partner)
            if own is not None
            for other in self._groups_beside(own.id, None)
        )
        return tuple(
            replace(plan, key=f"host{number}")
            for number, plan in enumerate(wanted)
            if plan.actor is not None and plan.actor.names
        )

    def _concerned(self, plan: Plan) -> list[Party]:
        own = [party for party in (plan.actor, plan.partner) if party is not None]
        beside = {other for party in own for other in self._groups_beside(party.id, None)}
        return own + [self.roster.party(other, self.tables.dataset) for other in sorted(beside)]

    def refusal(
        self, plan: Plan, period: Period, near: Figure | None = None, *, whole: bool = True
    ) -> Refusal:
        """Why no figure is given for a cell in which no row was counted.

        ``near`` are events that the provider counts in another period and that touch this one;
        ``whole`` says that the data covers all of the period.
        """
        for party in (plan.actor, plan.partner):
            if party is None or self._named(plan, party).touches(period):
                continue
            if not self.roster.present(party.id, period):
                return _away(party, period)
            hosts = self._hosts(plan, party, period)
            if hosts:
                return self._not_separable(plan, party, hosts[0], period)
        return _not_recorded(self.tables.title, period, near, whole=whole)

    def hidden(self, plan: Plan, period: Period) -> tuple[Party, ...]:
        """Parties that the case puts beside the actor in ``period`` but the dataset never names."""
        if plan.actor is None or plan.measure.attribution == "joint":
            return ()
        unnamed = (
            self.roster.party(other, self.tables.dataset)
            for other in self._groups_beside(plan.actor.id, period)
        )
        return tuple(p for p in unnamed if not self._named(plan, p).touches(period))

    def titled(self, plan: Plan, party: Party, period: Period) -> tuple[Context, ...]:
        """Events of the plan whose cited titles name ``party``: an indication, no bound."""
        words = tuple(self.title_words.get(party.id, ()))
        figure = (
            self._count(replace(plan, key="titled", title_words=words), period) if words else None
        )
        if figure is None:
            return (Context(f"the dataset names no {party.title}", Quantity(), about=party.title),)
        text = (
            f"events whose cited titles name {party.title} (by the words {', '.join(words)}): an "
            "indication, no bound"
        )
        return (Context(text, figure.quantity, figure.ids, about=party.title),)

    def named_late(self, plan: Plan, period: Period) -> bool:
        """True if the dataset began to name the actor or partner well inside ``period``."""
        parties = [p for p in (plan.actor, plan.partner) if p is not None and p.names]
        return any(
            self._named(plan, party).late_start(period)
            and self._was_there_at_start(party, period)
            and bool(self._hosts(plan, party, period))
            for party in parties
        )

    def _was_there_at_start(self, party: Party, period: Period) -> bool:
        start = Period.of(period.start, period.start)
        dated = any(valid is not None for _, valid in self.roster.members(party.id)) or any(
            r.subject == a and r.valid
            for a, _ in self.roster.members(party.id)
            for r in self.roster.relations
        )
        return dated and self.roster.present(party.id, start)

    def _groups_beside(self, actor: str, period: Period | None) -> list[str]:
        """Those beside the actor, told as groups where the case has a group for them."""
        own = dict(self.roster.members(actor)).keys()
        found: dict[str, None] = {}
        for other in self.roster.beside(actor, period):
            if self.roster.present(other, period):
                groups = [g for g in self.roster.groups if self._is_apart(g, other, own)]
                found |= dict.fromkeys(groups or [other])
        return list(found)

    def _is_apart(self, group: str, member: str, own: Collection[str]) -> bool:
        members = dict(self.roster.members(group)).keys()
        return member in members and not any(actor in members for actor in own)

    def _hosts(self, plan: Plan, party: Party, period: Period) -> list[Party]:
        """Whose rows may hold the party's acts: beside it by the case, and named in the data."""
        found = [
            self.roster.party(o, self.tables.dataset) for o in self._groups_beside(party.id, period)
        ]
        return [p for p in found if p.names and self._named(plan, p).touches(period)]

    def _named(self, plan: Plan, party: Party) -> Naming:
        return self._namings.get(_naming_key(plan, party), Naming(None, None))

    def _not_separable(self, plan: Plan, party: Party, host: Party, period: Period) -> Refusal:
        names = self.tables.title
        return Refusal(
            Status.NOT_SEPARABLE,
            "actor_not_named",
            f"{names} attributes these {_what(plan.measure)} to {host.title} and names no "
            f"{party.title} in {label(period)}; the part of {party.title} cannot be separated. "
            "This is no evidence of none.",
            self._context(plan, party, host, period),
            f"a dataset that names {party.title} in {label(period)}, or an analyst's own coding "
            "of these events",
        )

    def _context(
        self, plan: Plan, party: Party, host: Party, period: Period
    ) -> tuple[Context, ...]:
        total = _host_plan(plan, host)
        figure = self._count(total, period)
        text = f"{host.title}: all {_what(plan.measure)} as the dataset attributes them"
        whole = (Context(text, figure.quantity, figure.ids),) if figure else ()
        return whole + self.titled(total, party, period)

    def _count(self, plan: Plan, period: Period) -> Figure | None:
        """The plan counted over all snapshots that speak together."""
        parts = [(other, other.left(plan, other.tables)) for other in self.together or [self]]
        tallies = [other.tally(part, period, self.by) for other, part in parts if part is not None]
        return figure_of(tallies, plan.measure, self.frame)

    def tally(self, plan: Plan, period: Period, by: str = "") -> Tally:
        """The plan counted once over the whole window, then read period by period."""
        known = replace(plan, key="")
        if known not in self._contexts:
            tables, one = self.tables, replace(plan, key="context")
            query = counted(tables.events, tables.participants, [one], self.frame)
            counts = Counts(tables.engine.rows(query), [one], self.frame)
            self._contexts[known] = (counts, one.key)
        counts, key = self._contexts[known]
        return (counts.only(by) if by else counts).tally(key, period)


def _host_plan(plan: Plan, host: Party) -> Plan:
    """All that the dataset attributes to ``host``, alone or with others, in the plan's scope."""
    changes = {"id": "", "title": "", "code": "", "actor": host.id, "partner": ""}
    measure = plan.measure.model_copy(update=changes | {"attribution": "any"})
    return replace(plan, key="", measure=measure, actor=host, partner=None)


def _naming_key(plan: Plan, party: Party) -> tuple[Any, ...]:
    return party.id, plan.spellings, plan.measure.kinds


def _away(party: Party, period: Period) -> Refusal:
    return Refusal(
        Status.NOT_RECORDED,
        "actor_absent",
        f"The case dates {party.title} outside {label(period)}, and the data names none there.",
        remedy="correct the dates in actors.csv or relations.csv if they are wrong",
    )


def _not_recorded(dataset: str, period: Period, near: Figure | None, *, whole: bool) -> Refusal:
    part = "" if whole else "a part of "
    reason = f"{dataset} covers {part}{label(period)} and records no such event there"
    context: tuple[Context, ...] = ()
    if near is not None:
        plural = "s" if near.ids > 1 else ""
        reason += f"; {near.ids} event{plural} dated across its edge may belong to it"
        context = (
            Context(f"event{plural} counted in a neighbouring period", near.quantity, near.ids),
        )
    return Refusal(
        Status.NOT_RECORDED,
        "no_rows",
        f"{reason}; absence from a dataset is not zero.",
        context,
        remedy="sources outside this dataset",
    )


def _what(measure: Measure) -> str:
    return "deaths" if measure.counts == "killed" else "events"
