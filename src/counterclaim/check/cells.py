"""Cells: one unknown number per scope, so that claims on the same scope speak of the same thing.

A cell is a scope with its unit; claims of one cell are compared directly, cells are tied to each
other by :mod:`counterclaim.check.logic_laws` where one scope lies inside another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.scope import Scope

# What accumulates over time: a part of the period is a part of the number.
FLOWS = frozenset(
    {"acts", "killed", "wounded", "casualties", "arrested", "disappeared", "abducted"}
)
_OF_PEOPLE = (FLOWS - {"acts"}) | {"detained", "displaced"}
CIVILIANS = "civilians"
# Classes in which the unit decides what is counted.
BY_UNIT = frozenset({"", "other", "people", "vehicles", "money", "places", "sites"})
# A share is kept in tenths of a percent, so that every unknown is a whole number.
TENTHS = 10
# Statuses under which nobody holds the figure any more.
DROPPED = frozenset({"withdrawn", "denied", "discounted"})
_PERIOD = re.compile(r"(?:^|\b(?:per|a|each|every)\s+)(?:year|quarter|month|week|day)s?$")
_ONE_OF_MANY = re.compile(
    r"\b(?:another|a (?:second|third|separate|further|single)|one of|(?:in|during|by|after) an? "
    r"(?:\w+[- ]){0,2}(?:attack|ambush|raid|strike|bombing|blast|explosion|incident|clash|mine))\b",
    re.IGNORECASE,
)
_RULES = frozenset({"never_more_than", "rises_each", "falls_each", "similar_to", "record", "first"})
_LONG = 31
_STOCK_MOVES = 92


@dataclass(frozen=True, slots=True)
class Cell:
    """One unknown number. ``own`` sets it apart: one incident, or one claim's own part."""

    scope: Scope
    unit: str = ""
    own: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """A key that puts cells in the same order however the claims came."""
        window = str(self.scope.window) if self.scope.window else ""
        scope = self.scope
        named = (scope.counts, scope.actor, scope.target, scope.population, scope.place)
        return (*named, window, self.unit, self.own)

    @property
    def key(self) -> tuple[str, ...]:
        """Everything but the window."""
        scope = self.scope
        named = (scope.counts, scope.actor, scope.target, scope.population, scope.place)
        return (*named, self.unit, self.own)

    @property
    def window(self) -> Period | None:
        """When."""
        return self.scope.window

    @property
    def is_flow(self) -> bool:
        """True if the number accumulates over time."""
        return self.scope.counts in FLOWS

    @property
    def scale(self) -> int:
        """How many units of the unknown make one unit of the figure."""
        return TENTHS if self.scope.counts == "share" else 1

    def during(self, window: Period) -> Cell:
        """The same scope in another window."""
        return replace(self, scope=replace(self.scope, window=canonical(window)))

    def until(self, day: int) -> Cell:
        """What the same scope has come to before a day: no claim's own number, only reckoned."""
        return replace(self, scope=replace(self.scope, window=None), own=f"until {day}")


@dataclass(frozen=True)
class Cells:
    """The cell of every claim of a ledger that states a comparable number or pattern."""

    ledger: Ledger

    @cached_property
    def speaking(self) -> tuple[Claim, ...]:
        """The claims that somebody still holds, in order of their ids."""
        held = (c for c in self.ledger.claims if c.status not in DROPPED)
        return tuple(sorted(held, key=lambda claim: claim.id))

    @cached_property
    def of(self) -> Mapping[str, Cell]:
        """The cell of each claim by its id."""
        return {c.id: self._cell(c) for c in self.speaking if c.counts and _counts_something(c)}

    @cached_property
    def loose(self) -> frozenset[str]:
        """Claims whose scope is too open for a contradiction to be more than a question."""
        return frozenset(c.id for c in self.speaking if c.id in self.of and self._is_loose(c))

    @cached_property
    def unanchored(self) -> frozenset[str]:
        """Drafted claims whose own sentence says neither when nor where."""
        return frozenset(
            claim
            for claim, marks in self.ledger.origin.items()
            if marks.get("window", "") != "text"
            and marks.get("place", "") != "text"
            and {"window", "place"} & marks.keys()
        )

    @cached_property
    def incident_of(self) -> Mapping[str, str]:
        """Claims that are judged to speak of one incident, and which."""
        ids = {incident.id for incident in self.ledger.incidents}
        found = {c.id: c.part_of for c in self.ledger.claims if c.part_of in ids and c.part_of}
        for judgement in self.ledger.judgements:
            if judgement.kind == "claim_incident" and judgement.verdict == "yes":
                found[judgement.left] = judgement.right
        return found

    def _cell(self, claim: Claim) -> Cell:
        scope = self._harmed(self.ledger.scope(claim))
        return Cell(
            replace(scope, window=self._window(claim)), self._unit(claim), self._apart(claim)
        )

    def _harmed(self, scope: Scope) -> Scope:
        """Civilians who were harmed are the people of the scope, also where they are its target."""
        civil = scope.target in self._civil and scope.counts in _OF_PEOPLE
        people = scope.population or CIVILIANS
        within = {people, *self.ledger.hierarchy.populations.get(people, ())}
        if not civil or CIVILIANS not in within:
            return scope
        return replace(scope, target="", population=people)

    @cached_property
    def _civil(self) -> frozenset[str]:
        return frozenset({CIVILIANS, *(a.id for a in self.ledger.actors if a.kind == "civilians")})

    def _window(self, claim: Claim) -> Period | None:
        """The days of the claim; what lasts "since" a day lasts until the document's date."""
        window, published = claim.window, self.ledger.published(claim)
        if window is None:
            return None
        if window.end is None and window.start and published and window.start <= published:
            return Period.of(window.start, published)
        return canonical(window)

    def _unit(self, claim: Claim) -> str:
        if claim.counts == "share":
            return "of " + ", ".join(claim.operand[:1])
        unit = " ".join(claim.unit.split()).casefold()
        return unit if claim.counts in BY_UNIT and not _PERIOD.search(unit) else ""

    def _apart(self, claim: Claim) -> str:
        incident = self.incident_of.get(claim.id)
        if incident:
            return f"incident {incident}"
        if self._is_listed(claim) or (claim.counts in BY_UNIT and not self._unit(claim)):
            return f"claim {claim.id}"
        if claim.counts not in FLOWS or (claim.place and is_brief(claim.window)):
            return ""
        if self._is_adrift(claim) or (claim.window is None and self._is_of_others(claim)):
            return f"claim {claim.id}"
        return f"claim {claim.id}" if _ONE_OF_MANY.search(self.ledger.sentence(claim)) else ""

    def _is_adrift(self, claim: Claim) -> bool:
        """True in a text for a figure without time and place: it may be any of its events."""
        bare = claim.window is None and not claim.place and claim.comparator not in _RULES
        return bare and claim.document in self.ledger.texts

    def _is_of_others(self, claim: Claim) -> bool:
        """True for sums, ratios and the like of named claims, which say what it speaks of."""
        return bool(claim.operand) and all(
            operand in self.ledger.by_id for operand in claim.operand
        )

    def _is_listed(self, claim: Claim) -> bool:
        """True for one of several figures of one scope in one sentence: a list, not a quarrel."""
        return self._in_one_sentence.get(self._sentence_key(claim), 0) > 1

    @cached_property
    def _in_one_sentence(self) -> Mapping[object, int]:
        return Counter(self._sentence_key(claim) for claim in self.speaking if claim.counts)

    def _sentence_key(self, claim: Claim) -> object:
        span = self.ledger.sentence_span(claim)
        if span is None or claim.operand or claim.comparator in _RULES:
            return claim.id
        if claim.counts in BY_UNIT:  # "engaged three units and pinned down four units"
            return (claim.document, span, claim.counts, self._unit(claim))
        scope = replace(self.ledger.scope(claim), window=None)
        return (claim.document, span, self.ledger.voice(claim), scope, str(claim.window))

    def _is_loose(self, claim: Claim) -> bool:
        cell = self.of[claim.id]
        if cell.own.startswith("incident"):
            return False
        if cell.scope.counts == "share" or self._is_of_others(claim):
            return False
        if cell.scope.counts not in FLOWS:
            return _moves(cell.window)
        scope = cell.scope
        dated = cell.window is not None or claim.comparator == "never_more_than"
        return not dated or not (scope.actor or scope.target or scope.place)


def _counts_something(claim: Claim) -> bool:
    """True for figures, for patterns over periods, and for relations between named claims."""
    figure = claim.kind == "numeric" or claim.low is not None or claim.high is not None
    return figure or claim.comparator in _RULES or bool(claim.operand)


def canonical(window: Period) -> Period:
    """The one spelling of the days of a window."""
    return Period.of(window.start, window.end)


def in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Each cell once, in the order that does not depend on the claims' order."""
    return tuple(sorted(set(cells), key=lambda cell: cell.order))


def is_brief(window: Period | None) -> bool:
    """True for a window of at most a month: long enough for one event, short for a campaign."""
    return window is not None and window.days is not None and window.days <= _LONG


def _moves(window: Period | None) -> bool:
    return window is None or window.days is None or window.days > _STOCK_MOVES
